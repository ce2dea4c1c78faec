import { randomBytes, randomUUID } from 'node:crypto'
import type { Person, Renewal, Upstream, UpstreamTokens } from './upstream.ts'

export interface BffSession {
  /** What pages may know it by: worth nothing without the cookie. */
  readonly name: string
  readonly person: Person
  readonly tokens: UpstreamTokens
}

/** Sessions by the secret in their cookie, in memory. A refresh token is used by one request at a time. */
export interface BffSessions {
  open(session: Omit<BffSession, 'name'>): string
  find(secret: string | null): BffSession | null
  /** A token that lives a while; `force` where the API refused the one before. */
  renewed(secret: string, options?: { readonly force?: boolean }): Promise<Renewal>
  end(secret: string | null): Promise<void>
}

export function createSessions(upstream: Upstream): BffSessions {
  const sessions = new Map<string, BffSession>()
  const renewals = new Map<string, Promise<Renewal>>()

  const renew = async (secret: string): Promise<Renewal> => {
    const session = sessions.get(secret)
    const refreshToken = session?.tokens.refreshToken ?? null
    if (session === undefined || refreshToken === null) return { kind: 'ended' }
    const renewal = await upstream.renew(refreshToken)
    if (renewal.kind === 'ended') sessions.delete(secret)
    if (renewal.kind !== 'renewed') return renewal
    // Signed out meanwhile: the new set belongs to nobody.
    if (sessions.has(secret)) sessions.set(secret, { ...session, tokens: renewal.tokens })
    else await upstream.revoke(renewal.tokens.refreshToken ?? refreshToken)
    return renewal
  }

  return {
    open(session) {
      const secret = randomBytes(32).toString('base64url')
      sessions.set(secret, { ...session, name: randomUUID() })
      return secret
    },
    find: (secret) => (secret === null ? null : (sessions.get(secret) ?? null)),
    renewed(secret, { force = false } = {}) {
      const tokens = sessions.get(secret)?.tokens
      if (tokens === undefined) return Promise.resolve({ kind: 'ended' })
      // Half of its life is left: long enough for whatever asked.
      const isGood = tokens.expiresAt - Date.now() > (tokens.expiresAt - tokens.issuedAt) / 2
      if (isGood && !force) return Promise.resolve({ kind: 'renewed', tokens })
      const flight = renewals.get(secret) ?? renew(secret).finally(() => renewals.delete(secret))
      renewals.set(secret, flight)
      return flight
    },
    async end(secret) {
      const session = secret === null ? undefined : sessions.get(secret)
      if (secret === null || session === undefined) return
      sessions.delete(secret)
      if (session.tokens.refreshToken !== null) await upstream.revoke(session.tokens.refreshToken)
    },
  }
}
