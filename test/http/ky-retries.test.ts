import { describe, expect, it } from 'vitest'
import { statusOf, apiWorldForEach } from './api-world.ts'

const world = apiWorldForEach()

describe('ky’s own retries (P18)', () => {
  it('don’t use up the replay: a 401 after a 503 is still replayed', async () => {
    const { api, state, server, tokens, accept } = world()
    server.enqueue(503, 503)
    accept('token-2')
    await api.get(`${server.origin}/orders`).json()
    expect(tokens()).toEqual(['token-1', 'token-1', 'token-1', 'token-2'])
    expect(state.refreshes).toBe(1)
  })

  it.each([0, { limit: 0 }])('may be off without losing the replay: retry %j', async (retry) => {
    const { api, server, tokens, accept } = world()
    accept('token-2')
    await api.get(`${server.origin}/orders`, { retry }).json()
    expect(tokens()).toEqual(['token-1', 'token-2'])
  })

  it('stay off when they are off', async () => {
    const { api, server } = world()
    server.enqueue(503, 503)
    expect(await statusOf(api.get(`${server.origin}/orders`, { retry: 0 }))).toBe(503)
    expect(server.seen).toHaveLength(1)
  })

  it('keep their number beside the replay', async () => {
    const { api, server } = world()
    server.enqueue(401, 503, 503, 503, 503)
    expect(await statusOf(api.get(`${server.origin}/orders`, { retry: { limit: 2, delay: () => 0 } }))).toBe(503)
    expect(server.seen).toHaveLength(4)
  })

  it('carry the token of their moment, not of the first try', async () => {
    const { api, state, server, tokens, accept } = world()
    server.enqueue(503)
    accept('token-7')
    const hooks = { beforeRetry: [] }
    const answer = api.get(`${server.origin}/orders`, {
      hooks,
      retry: { limit: 1, delay: () => ((state.current = 7), 0) },
    })
    await answer.json()
    expect(tokens()).toEqual(['token-1', 'token-7'])
    expect(state.refreshes).toBe(0)
  })

  it('ask the caller’s own shouldRetry with the caller’s own count', async () => {
    const { api, server } = world()
    const counts: number[] = []
    server.enqueue(401, 418, 418)
    const retry = {
      limit: 2,
      delay: () => 0,
      shouldRetry: ({ retryCount }: { retryCount: number }) => counts.push(retryCount) < 2,
    }
    expect(await statusOf(api.get(`${server.origin}/orders`, { retry }))).toBe(418)
    expect(counts).toEqual([1, 2])
  })
})
