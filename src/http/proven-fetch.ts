import { sendAs } from '../exchange/carry.ts'
import type { AccessToken } from '../ports/access.ts'
import { repeatable } from './repeatable.ts'

/**
 * A fetch for code that was handed this token and knows nothing of keys: what it sends as a bearer token leaves proven, where
 * the token is bound to a key. Anything else goes out as it is.
 */
export function provenFetch(access: AccessToken, fetch: typeof globalThis.fetch): typeof globalThis.fetch {
  if (access.possession === undefined) return fetch
  return async (input, init = {}) => {
    const { request, isOnce, next } = repeatable(input, init)
    if (request.headers.get('authorization') !== `Bearer ${access.token}`) return fetch(next())
    const { method, url, signal } = request
    return sendAs(access, { method, url, isOnce, signal }, ({ headers }) => {
      const sent = next()
      for (const [name, value] of Object.entries(headers)) sent.headers.set(name, value)
      return fetch(sent)
    })
  }
}
