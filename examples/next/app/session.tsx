'use client'

import { AuthProvider } from 'authchart/react'
import type { ReactNode } from 'react'
import { auth } from './auth.ts'

/** A function can't cross from the server to the browser: the session is made on this side. */
export function Session({ children }: { children: ReactNode }) {
  return <AuthProvider auth={auth}>{children}</AuthProvider>
}
