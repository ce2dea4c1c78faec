'use client'
import type { Auth } from '../auth.ts'
import type { AuthView } from '../view.ts'
import { useProvided } from './auth-context.ts'
import { useView } from './use-view.ts'

/** What a component may do with the session. The functions stay the same as long as the auth does. */
export type AuthActions = Pick<Auth, 'signIn' | 'signOut' | 'getAccessToken' | 'retry' | 'cancel'>

/** The session as it stands, and what can be done with it. Narrow it by `status`. */
export function useAuth(): AuthView & AuthActions
/** A part of the session; renders only when that part changes, one level deep. */
export function useAuth<Part>(select: (view: AuthView) => Part): Part
export function useAuth<Part>(select?: (view: AuthView) => Part): Part | (AuthView & AuthActions) {
  const { auth } = useProvided()
  return useView<Part | (AuthView & AuthActions)>(select ?? ((view) => ({ ...view, ...actionsOf(auth) })))
}

function actionsOf({ signIn, signOut, getAccessToken, retry, cancel }: Auth): AuthActions {
  return { signIn, signOut, getAccessToken, retry, cancel }
}
