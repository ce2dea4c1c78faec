import { HTTPError, type KyInstance } from 'ky'
import { afterEach, beforeEach } from 'vitest'
import { kyAuth } from '../../adapters/http/ky.ts'
import { generation } from '../../machines/time.ts'
import { AuthError } from '../../src/auth-error.ts'
import { createAuthFetch, type AuthFetch } from '../../src/http/create-auth-fetch.ts'
import type { AccessSource, AccessToken } from '../../src/ports/access.ts'
import { apiServer, type ApiServer } from './api-server.ts'

export interface ApiWorld {
  readonly server: ApiServer
  readonly source: AccessSource
  readonly state: ReturnType<typeof session>['state']
  readonly ended: AbortController
  readonly api: KyInstance
  readonly fetch: AuthFetch
  /** The only token the server takes from now on. */
  accept(token: string): void
  /** What the requests carried, in order. */
  tokens(): readonly (string | null)[]
}

/** A fresh API on loopback, a session and a client, for every test of a file. */
export function apiWorldForEach(): () => ApiWorld {
  let world: ApiWorld | undefined
  beforeEach(async () => {
    world = await apiWorld()
  })
  afterEach(async () => {
    await world?.server.end()
  })
  return () => {
    if (world === undefined) throw new Error('Cannot find the API world: no test is running')
    return world
  }
}

async function apiWorld(): Promise<ApiWorld> {
  let accepted = 'token-1'
  const server = await apiServer((authorization) => authorization === `Bearer ${accepted}`)
  const { state, source, ended } = session([server.origin])
  return {
    server,
    source,
    state,
    ended,
    // No waiting between retries: their number is what matters here.
    api: kyAuth(source, { retry: { delay: () => 0 } }),
    fetch: createAuthFetch(source, globalThis),
    accept(token) {
      accepted = token
    },
    tokens: () => server.seen.map(({ authorization }) => authorization?.slice('Bearer '.length) ?? null),
  }
}

export async function statusOf(answer: Promise<unknown>): Promise<number | string> {
  return answer.then(
    () => 200,
    (error: unknown) =>
      error instanceof HTTPError ? error.response.status : error instanceof Error ? error.name : 'odd',
  )
}

/** A session whose token set can move on, shared by all requests. */
function session(origins: readonly string[]) {
  const ended = new AbortController()
  const state = { current: 1, refreshes: 0, refreshable: true, signedIn: true, reported: [] as number[] }
  const token = (): AccessToken => ({ token: `token-${state.current}`, generation: generation(state.current) })
  let flight: Promise<void> | null = null
  const source: AccessSource = {
    origins,
    signal: ended.signal,
    async access() {
      if (!state.signedIn) throw new AuthError('signed_out', { reason: 'user' })
      return token()
    },
    async rejected({ generation: used }) {
      state.reported.push(used)
      if (used < state.current) return token()
      if (!state.refreshable) return null
      flight ??= Promise.resolve().then(() => {
        state.refreshes += 1
        state.current += 1
        flight = null
      })
      await flight
      return token()
    },
  }
  return { state, source, ended }
}
