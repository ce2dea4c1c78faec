import { randomBytes } from 'node:crypto'
import type { PendingLogin } from './upstream.ts'

/** A sign-in that has left for the provider, and where it comes back to in the app. */
export interface BffLogin extends PendingLogin {
  readonly back: URL
}

/** Logins under way, by the secret in the browser's cookie: a callback in another browser finds none. */
export interface BffLogins {
  add(login: BffLogin): string
  take(secret: string | null): BffLogin | null
}

const lifetimeMs = 10 * 60_000

export function createLogins(): BffLogins {
  const logins = new Map<string, { readonly login: BffLogin; readonly until: number }>()
  return {
    add(login) {
      for (const [key, { until }] of logins) if (until < Date.now()) logins.delete(key)
      const secret = randomBytes(32).toString('base64url')
      logins.set(secret, { login, until: Date.now() + lifetimeMs })
      return secret
    },
    take(secret) {
      const found = secret === null ? undefined : logins.get(secret)
      if (secret === null || found === undefined) return null
      logins.delete(secret)
      return found.until < Date.now() ? null : found.login
    },
  }
}
