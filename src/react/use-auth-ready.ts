'use client'
import { use } from 'react'
import type { AuthView } from '../view.ts'
import { useProvided } from './auth-context.ts'
import { useHydrated } from './use-hydrated.ts'
import { useView } from './use-view.ts'

/**
 * The session, once the stored one has been looked at; suspends until then. On a server, and while its markup is taken
 * over, it answers RESTORING at once. RESTORING too where only the user can go on: see `waiting`.
 */
export function useAuthReady(): AuthView {
  const { auth } = useProvided()
  const isHydrated = useHydrated()
  const view = useView((whole) => whole)
  if (isHydrated && isBeingOpened(view)) use(auth.ready)
  return view
}

function isBeingOpened(view: AuthView): boolean {
  return view.status === 'RESTORING' && view.waiting === null && !view.isSigningIn
}
