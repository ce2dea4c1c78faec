import type { AccessToken } from '../ports/access.ts'

export interface Carried {
  readonly header: string
  readonly value: string
  readonly credentials: { readonly credentials: 'include' } | Record<never, never>
}

/** The header that names the session a request is meant for; the server refuses another session's cookie with 409. */
export const expectedSession = 'expected-session'

/** How a request is made the signed-in user's. */
export function carry({ token, carrier }: Pick<AccessToken, 'token' | 'carrier'>): Carried {
  return carrier === 'cookie'
    ? { header: expectedSession, value: token, credentials: { credentials: 'include' } }
    : { header: 'authorization', value: `Bearer ${token}`, credentials: {} }
}
