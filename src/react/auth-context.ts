'use client'
import { createContext, use, type Context } from 'react'
import type { Auth } from '../auth.ts'
import type { ViewSource } from './view-source.ts'

export interface Provided {
  readonly auth: Auth
  readonly source: ViewSource
}

export const AuthContext: Context<Provided | null> = createContext<Provided | null>(null)

/** What the nearest `<AuthProvider>` was given. */
export function useProvided(): Provided {
  const provided = use(AuthContext)
  if (provided === null) throw new TypeError('Cannot use auth: no <AuthProvider> stands above this component')
  return provided
}
