import { createHash } from 'node:crypto'
import type Provider from 'oidc-provider'

export interface Counters {
  /** Requests by method and route, whatever they were answered. */
  readonly requests: Readonly<Record<string, number>>
  /** Token requests granted, by grant type. */
  readonly granted: Readonly<Record<string, number>>
  /** Token requests refused, by error code. */
  readonly refused: Readonly<Record<string, number>>
  /** How often each refresh token was presented, by a fingerprint that can't be turned back into it. */
  readonly refreshesPerToken: Readonly<Record<string, number>>
  readonly reuseDetected: number
}

export interface Counting {
  request(method: string, path: string): void
  read(): Counters
}

/** Counts what reaches the services and what the provider decides. */
export function countOn(provider: Provider): Counting {
  const requests = new Map<string, number>()
  const granted = new Map<string, number>()
  const refused = new Map<string, number>()
  const refreshesPerToken = new Map<string, number>()
  let reuseDetected = 0

  provider.on('grant.success', ({ oidc }) => {
    add(granted, String(oidc.params?.['grant_type']))
    present(oidc.params?.['refresh_token'])
  })
  provider.on('grant.error', ({ oidc }, error) => {
    add(refused, error.error)
    if (error.error_detail === 'refresh token already used') reuseDetected += 1
    present(oidc.params?.['refresh_token'])
  })

  return {
    request: (method, path) => add(requests, `${method} ${routeOf(path)}`),
    read: () => ({
      requests: Object.fromEntries(requests),
      granted: Object.fromEntries(granted),
      refused: Object.fromEntries(refused),
      refreshesPerToken: Object.fromEntries(refreshesPerToken),
      reuseDetected,
    }),
  }

  function present(token: unknown): void {
    if (typeof token === 'string') add(refreshesPerToken, fingerprint(token))
  }
}

export function fingerprint(token: string): string {
  return createHash('sha256').update(token).digest('hex').slice(0, 16)
}

function add(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1)
}

function routeOf(path: string): string {
  return path
    .replace(/^\/oidc\/interaction\/[^/]+/, '/oidc/interaction/:uid')
    .replace(/^\/oidc\/auth\/[^/]+/, '/oidc/auth/:uid')
    .replace(/^\/api\/orders\/[^/]+/, '/api/orders/:id')
}
