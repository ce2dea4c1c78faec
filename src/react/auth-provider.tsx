'use client'
import { useMemo, type ReactElement, type ReactNode } from 'react'
import type { Auth } from '../auth.ts'
import { AuthContext } from './auth-context.ts'
import { viewSource } from './view-source.ts'

/** The props of `<AuthProvider>`. */
export interface AuthProviderProps {
  /** Made once by `createAuth`, outside React. The provider only hands it down: it starts and ends nothing. */
  readonly auth: Auth
  readonly children?: ReactNode
}

/** Hands one auth to the hooks below it. */
export function AuthProvider({ auth, children }: AuthProviderProps): ReactElement {
  const provided = useMemo(() => ({ auth, source: viewSource(auth) }), [auth])
  return <AuthContext value={provided}>{children}</AuthContext>
}
