import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { describe, expect, it } from 'vitest'
import { createAuthFetch } from '../../src/http/create-auth-fetch.ts'
import { stepUpChallengeOf } from '../../src/exchange/step-up-challenge.ts'
import { createTestWorld } from '../../src/testing/test-world.ts'
import { apiWorldForEach } from './api-world.ts'

const world = apiWorldForEach()
setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void
const nameOf = (error: unknown): string => (error instanceof Error ? error.name : 'odd')

describe('the end of the session', () => {
  it('ends a request under way, and the caller’s own signal still does', async () => {
    const { fetch, ended, server } = world()
    server.enqueue('silence', 'silence')
    const own = new AbortController()
    const first = fetch(`${server.origin}/orders`, { signal: own.signal }).catch(nameOf)
    const second = fetch(`${server.origin}/orders`).catch(nameOf)
    await server.arrival(2)
    own.abort()
    expect(await first).toBe('AbortError')
    ended.abort()
    expect(await second).toBe('AbortError')
    expect(server.seen).toHaveLength(2)
  })

  it('ends a request under way however much garbage was collected meanwhile', async () => {
    const { fetch, ended, server } = world()
    server.enqueue('silence', 'silence')
    const own = new AbortController()
    const first = fetch(new Request(`${server.origin}/orders`), { signal: own.signal }).catch(nameOf)
    const second = fetch(`${server.origin}/orders`).catch(nameOf)
    await server.arrival(2)
    collectGarbage()
    own.abort()
    ended.abort()
    expect([await first, await second]).toEqual(['AbortError', 'AbortError'])
  })

  it('ends an answer that is still being read', async () => {
    const { fetch, ended, server } = world()
    server.enqueue('trickle')
    const response = await fetch(`${server.origin}/orders`)
    const body = response.text().catch(nameOf)
    ended.abort()
    expect(await body).toBe('AbortError')
  })

  it('sends nothing of a request that waited for a token of the session before it', async () => {
    const { source, server } = world()
    const ended = new AbortController()
    const switched = createAuthFetch(
      {
        ...source,
        signal: ended.signal,
        access: async () => {
          ended.abort()
          return source.access()
        },
      },
      globalThis,
    )
    await expect(switched(`${server.origin}/orders`)).rejects.toMatchObject({ code: 'account_switched' })
    expect(server.seen).toEqual([])
  })

  it('does not replay a request whose session ended while it was refused', async () => {
    const { source, server } = world()
    const ended = new AbortController()
    const leaving = createAuthFetch(
      {
        ...source,
        signal: ended.signal,
        rejected: async (use) => {
          ended.abort()
          return source.rejected(use)
        },
      },
      globalThis,
    )
    server.enqueue(401)
    expect(await leaving(`${server.origin}/orders`).catch(nameOf)).toBe('AbortError')
    expect(server.seen).toHaveLength(1)
  })

  it('lets go of a caller who aborts while the token is on its way', async () => {
    const { source, server } = world()
    const own = new AbortController()
    const waiting = createAuthFetch({ ...source, access: () => new Promise(() => {}) }, globalThis)
    const answer = waiting(`${server.origin}/orders`, { signal: own.signal })
    own.abort(new Error('left the page'))
    await expect(answer).rejects.toThrow('left the page')
    expect(server.seen).toEqual([])
  })
})

describe('auth.fetch', () => {
  it('sends through the session: token, one replay, and an end at sign-out', async () => {
    const seen: (string | null)[] = []
    let refuses = true
    const test = createTestWorld({
      serve: (request) => {
        seen.push(request.headers.get('authorization'))
        if (request.url.endsWith('/silent')) return new Promise(() => {})
        const status = refuses ? 401 : 200
        refuses = false
        return new Response(null, { status })
      },
    })
    const auth = await test.start()
    await expect(auth.fetch('https://api.test/orders')).rejects.toMatchObject({ code: 'signed_out' })
    await test.signIn(auth)
    await test.advance('40s')
    const answer = auth.fetch('https://api.test/orders')
    await test.settle()
    expect((await answer).status).toBe(200)
    expect(new Set(seen).size).toBe(2)

    const silent = auth.fetch('https://api.test/silent').catch(nameOf)
    await test.settle()
    await auth.signOut()
    expect(await silent).toBe('AbortError')
    expect(seen).toHaveLength(3)
    test.dispose()
  })
})

describe('a challenge that asks for a fresher login (RFC 9470)', () => {
  const header =
    'DPoP error="invalid_token", Bearer error="insufficient_user_authentication", error_description="say \\"max_age=1\\"", acr_values="gold silver", max_age=60'

  it('is handed to the caller without a refresh, and can be read', async () => {
    const { fetch, state, server } = world()
    const challenge = 'Bearer error="insufficient_user_authentication", acr_values="gold silver", max_age="60"'
    server.enqueue({ status: 401, headers: { 'www-authenticate': challenge } })
    const response = await fetch(`${server.origin}/orders`)
    expect(response.status).toBe(401)
    expect(stepUpChallengeOf(response)).toEqual({ acrValues: ['gold', 'silver'], maxAge: 60_000 })
    expect(state.reported).toEqual([])
    expect(server.seen).toHaveLength(1)
  })

  it.each([
    ['Bearer error="invalid_token"', null],
    ['Bearer error="invalid_token", error_description="insufficient_user_authentication, error=\\"x\\""', null],
    [header, { acrValues: ['gold', 'silver'], maxAge: 60_000 }],
    ['bearer ERROR=insufficient_user_authentication', { acrValues: [], maxAge: null }],
    ['Bearer error="insufficient_user_authentication", max_age="-1"', { acrValues: [], maxAge: null }],
    ['', null],
  ])('is told from any other: %s', (challenge, expected) => {
    const headers = new Headers({ 'www-authenticate': challenge })
    expect(stepUpChallengeOf({ status: 401, headers })).toEqual(expected)
    expect(stepUpChallengeOf({ status: 403, headers })).toBeNull()
  })
})
