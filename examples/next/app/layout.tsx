import type { Metadata } from 'next'
import type { ReactNode } from 'react'
import { Session } from './session.tsx'

export const metadata: Metadata = { title: 'Notes' }

export default function Layout({ children }: { children: ReactNode }) {
  return (
    <html lang="en">
      <body>
        <Session>{children}</Session>
      </body>
    </html>
  )
}
