'use client'
import type { AuthView } from '../view.ts'
import { useView } from './use-view.ts'

/** Who is signed in, or was before they had to sign in again; null where nobody is known. */
export function useUser(): AuthView['user'] {
  return useView(({ user }) => user)
}
