import { AuthBoundary } from 'authchart/react'
import type { ReactElement } from 'react'

export function App(): ReactElement {
  return (
    <AuthBoundary restoring={null} signedOut={<p>Sign in</p>} reauth={({ reason }) => reason}>
      work
    </AuthBoundary>
  )
}
