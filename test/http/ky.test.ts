import { describe, expect, it } from 'vitest'
import { kyAuth } from '../../adapters/http/ky.ts'
import type { AccessSource } from '../../src/ports/access.ts'
import { statusOf, apiWorldForEach } from './api-world.ts'

const world = apiWorldForEach()

describe('a request to an allow-listed origin', () => {
  it('carries the token', async () => {
    const { api, server, tokens } = world()
    expect(await api.get(`${server.origin}/orders`).json()).toEqual({ ok: true })
    expect(tokens()).toEqual(['token-1'])
  })

  it('is replayed once with the new token after a 401, body and all', async () => {
    const { api, state, server, tokens, accept } = world()
    accept('token-2')
    await api.post(`${server.origin}/notes`, { json: { text: 'gate code 4411' } }).json()
    expect(tokens()).toEqual(['token-1', 'token-2'])
    expect(new Set(server.seen.map(({ body }) => body))).toEqual(new Set(['{"text":"gate code 4411"}']))
    expect(state.refreshes).toBe(1)
  })

  it('gets the second 401 itself', async () => {
    const { api, state, server, tokens, accept } = world()
    accept('none')
    expect(await statusOf(api.get(`${server.origin}/orders`).json())).toBe(401)
    expect(tokens()).toEqual(['token-1', 'token-2'])
    expect(state.refreshes).toBe(1)
  })

  it('gets the first 401 where no newer token is to be had', async () => {
    const { api, state, server, tokens, accept } = world()
    accept('none')
    state.refreshable = false
    expect(await statusOf(api.get(`${server.origin}/orders`).json())).toBe(401)
    expect(tokens()).toEqual(['token-1'])
  })

  it('is replayed without a refresh when a newer token is stored already', async () => {
    const { api, state, server, tokens, accept } = world()
    const late = api.get(`${server.origin}/orders`, {
      hooks: { beforeRequest: [() => void (state.current = 2)] },
    })
    accept('token-2')
    await late.json()
    expect(tokens()).toEqual(['token-1', 'token-2'])
    expect(state.refreshes).toBe(0)
    expect(state.reported).toEqual([1])
  })

  it('never refreshes for a 403', async () => {
    const { api, state, server } = world()
    server.enqueue(403)
    expect(await statusOf(api.get(`${server.origin}/orders`))).toBe(403)
    expect(state.reported).toEqual([])
    expect(server.seen).toHaveLength(1)
  })

  it('is not replayed when a fresher login is asked for (RFC 9470)', async () => {
    const { api, state, server } = world()
    const headers = { 'www-authenticate': 'Bearer error="insufficient_user_authentication", max_age="60"' }
    server.enqueue({ status: 401, headers })
    expect(await statusOf(api.get(`${server.origin}/orders`))).toBe(401)
    expect(state.reported).toEqual([])
  })

  it('rejects without a session, and goes out bare only where that is wanted', async () => {
    const { api, state, server, tokens } = world()
    state.signedIn = false
    expect(await statusOf(api.get(`${server.origin}/orders`))).toBe('AuthError')
    expect(server.seen).toEqual([])
    await statusOf(api.get(`${server.origin}/public`, { context: { auth: 'optional' } }))
    expect(tokens()).toEqual([null])
  })

  it('leaves a caller’s own credentials alone', async () => {
    const { api, state, server } = world()
    expect(await statusOf(api.get(`${server.origin}/`, { headers: { authorization: 'Basic abc' } }))).toBe(401)
    expect(server.seen.map(({ authorization }) => authorization)).toEqual(['Basic abc'])
    expect(state.reported).toEqual([])
  })
})

describe('many requests at once', () => {
  it('share one refresh, and all are answered (P10)', async () => {
    const { api, state, server, accept } = world()
    accept('token-2')
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) => statusOf(api.get(`${server.origin}/${index}`))),
    )
    expect(new Set(answers)).toEqual(new Set([200]))
    expect(state.refreshes).toBe(1)
    expect(server.seen).toHaveLength(40)
  })
})

describe('a body that can be read once', () => {
  it('is sent once: its 401 goes to the caller', async () => {
    const { api, state, server, accept } = world()
    accept('token-2')
    const body = new ReadableStream({
      start(controller) {
        controller.enqueue(new TextEncoder().encode('once'))
        controller.close()
      },
    })
    expect(await statusOf(api.post(`${server.origin}/upload`, { body }))).toBe(401)
    expect(server.seen.map((one) => one.body)).toEqual(['once'])
    expect(state.reported).toEqual([])
  })
})

describe('the token', () => {
  it('goes to no other origin', async () => {
    const { api, state, server, tokens } = world()
    expect(await statusOf(api.get(`${server.otherOrigin}/orders`))).toBe(401)
    expect(tokens()).toEqual([null])
    expect(state.reported).toEqual([])
  })

  it('does not follow a redirect to another origin', async () => {
    const { api, server, tokens } = world()
    server.enqueue({ status: 307, headers: { location: `${server.otherOrigin}/elsewhere` } })
    await statusOf(api.get(`${server.origin}/orders`))
    expect(tokens()).toEqual(['token-1', null])
  })

  it('is taken off a retry that a hook points elsewhere', async () => {
    const { source, server, tokens } = world()
    server.enqueue(503)
    const elsewhere = ({ request }: { request: Request }): Request =>
      new Request(`${server.otherOrigin}/elsewhere`, request)
    const api = kyAuth(source, { retry: { limit: 1, delay: () => 0 }, hooks: { beforeRetry: [elsewhere] } })
    await statusOf(api.get(`${server.origin}/orders`))
    expect(server.seen.map(({ path }) => path)).toEqual(['/orders', '/elsewhere'])
    expect(tokens()).toEqual(['token-1', null])
  })
})

describe('the end of the session', () => {
  it('ends a request under way, and the caller’s own signal still does', async () => {
    const { api, ended, server } = world()
    server.enqueue('silence', 'silence')
    const own = new AbortController()
    const first = statusOf(api.get(`${server.origin}/orders`, { signal: own.signal }))
    const second = statusOf(api.get(`${server.origin}/orders`))
    await server.arrival(2)
    own.abort()
    expect(await first).toBe('AbortError')
    ended.abort()
    expect(await second).toBe('AbortError')
    expect(server.seen).toHaveLength(2)
  })

  it('ends a request that was asked for before it was known whose session it is', async () => {
    const { source, server } = world()
    const opened = new AbortController()
    let signal = new AbortController().signal
    const restoring: AccessSource = {
      ...source,
      get signal() {
        return signal
      },
      access: async () => {
        signal = opened.signal
        return source.access()
      },
    }
    server.enqueue('silence')
    const answer = statusOf(kyAuth(restoring).get(`${server.origin}/orders`))
    await server.arrival(1)
    opened.abort()
    expect(await answer).toBe('AbortError')
  })
})
