import { describe, expect, it } from 'vitest'
import { apiWorldForEach } from './api-world.ts'

const world = apiWorldForEach()

describe('a request to an allow-listed origin', () => {
  it('carries the token, and the caller’s Request never does (IR-09)', async () => {
    const { fetch, server, tokens } = world()
    const request = new Request(`${server.origin}/orders`)
    expect(await (await fetch(request)).json()).toEqual({ ok: true })
    expect(tokens()).toEqual(['token-1'])
    expect(request.headers.has('authorization')).toBe(false)
  })

  it.each(bodies())('is replayed once with the new token after a 401, body and all: %s', async (_, body) => {
    const { fetch, state, server, tokens, accept } = world()
    accept('token-2')
    const response = await fetch(`${server.origin}/notes`, { method: 'POST', body: body() })
    expect(response.status).toBe(200)
    expect(tokens()).toEqual(['token-1', 'token-2'])
    expect(server.seen.map((one) => one.body.includes('4411'))).toEqual([true, true])
    expect(state.refreshes).toBe(1)
  })

  it('is replayed from a Request as well, whatever its body was made of', async () => {
    const { fetch, server, tokens, accept } = world()
    accept('token-2')
    const headers = { 'content-type': 'text/plain', 'x-device': '7' }
    const request = new Request(`${server.origin}/notes`, { method: 'PUT', body: 'gate code 4411', headers })
    expect((await fetch(request)).status).toBe(200)
    expect(tokens()).toEqual(['token-1', 'token-2'])
    expect(server.seen.map(({ method, body, headers: sent }) => [method, body, sent['x-device']])).toEqual([
      ['PUT', 'gate code 4411', '7'],
      ['PUT', 'gate code 4411', '7'],
    ])
  })

  it('hands its second 401 to the caller', async () => {
    const { fetch, state, server, tokens, accept } = world()
    accept('none')
    expect((await fetch(`${server.origin}/orders`)).status).toBe(401)
    expect(tokens()).toEqual(['token-1', 'token-2'])
    expect(state.refreshes).toBe(1)
  })

  it('hands its first 401 to the caller where no newer token is to be had', async () => {
    const { fetch, state, server, tokens, accept } = world()
    accept('none')
    state.refreshable = false
    expect((await fetch(`${server.origin}/orders`)).status).toBe(401)
    expect(tokens()).toEqual(['token-1'])
  })

  it('is replayed without a refresh when a newer token is stored already', async () => {
    const { fetch, state, server, tokens, accept } = world()
    server.enqueue('silence')
    const late = fetch(`${server.origin}/orders`)
    await server.arrival(1)
    accept('token-2')
    state.current = 2
    server.answer(401)
    expect((await late).status).toBe(200)
    expect(tokens()).toEqual(['token-1', 'token-2'])
    expect(state.refreshes).toBe(0)
    expect(state.reported).toEqual([1])
  })

  it('never refreshes for a 403, and leaves a 503 alone', async () => {
    const { fetch, state, server } = world()
    server.enqueue(403, 503)
    expect((await fetch(`${server.origin}/orders`)).status).toBe(403)
    expect((await fetch(`${server.origin}/orders`)).status).toBe(503)
    expect(state.reported).toEqual([])
    expect(server.seen).toHaveLength(2)
  })

  it('leaves a caller’s own credentials alone', async () => {
    const { fetch, state, server } = world()
    const response = await fetch(`${server.origin}/`, { headers: { authorization: 'Basic abc' } })
    expect(response.status).toBe(401)
    expect(server.seen.map(({ authorization }) => authorization)).toEqual(['Basic abc'])
    expect(state.reported).toEqual([])
  })
})

describe('many requests at once', () => {
  it('share one refresh, and all are answered (P10)', async () => {
    const { fetch, state, server, accept } = world()
    accept('token-2')
    const answers = await Promise.all(Array.from({ length: 20 }, (_, index) => fetch(`${server.origin}/${index}`)))
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
    expect(state.refreshes).toBe(1)
    expect(server.seen).toHaveLength(40)
  })
})

describe('a body that can be read once', () => {
  it('is sent once; the 401 rejects with its own code, the token renewed for the next try', async () => {
    const { fetch, state, server, accept } = world()
    accept('token-2')
    // The DOM's types don't know `duplex` yet, which streaming needs.
    const upload = (): Promise<Response> => {
      const init = { method: 'POST', body: new Blob(['once']).stream(), duplex: 'half' }
      return fetch(`${server.origin}/upload`, init)
    }
    await expect(upload()).rejects.toMatchObject({
      code: 'body_not_replayable',
      transient: true,
      cause: expect.objectContaining({ status: 401 }) as unknown,
    })
    expect(state.refreshes).toBe(1)
    expect((await upload()).status).toBe(200)
    expect(server.seen.map(({ body }) => body)).toEqual(['once', 'once'])
  })
})

describe('a request without a session', () => {
  it('rejects with the reason and is not sent', async () => {
    const { fetch, state, server } = world()
    state.signedIn = false
    await expect(fetch(`${server.origin}/orders`)).rejects.toMatchObject({ code: 'signed_out' })
    expect(server.seen).toEqual([])
  })

  it('goes out bare where a token is optional, and with one where there is one', async () => {
    const { fetch, state, server, tokens } = world()
    await fetch(`${server.origin}/public`, { auth: 'optional' })
    state.signedIn = false
    await fetch(`${server.origin}/public`, { auth: 'optional' })
    expect(tokens()).toEqual(['token-1', null])
  })

  it('is plain fetch where it opts out: no token, no replay, not ended with the session', async () => {
    const { fetch, state, ended, server, tokens } = world()
    server.enqueue('silence')
    const answer = fetch(`${server.origin}/public`, { auth: 'none' })
    await server.arrival(1)
    ended.abort()
    server.answer(401)
    expect((await answer).status).toBe(401)
    expect(tokens()).toEqual([null])
    expect(state.reported).toEqual([])
  })
})

describe('the token', () => {
  it('goes to no other origin', async () => {
    const { fetch, state, server, tokens } = world()
    expect((await fetch(`${server.otherOrigin}/orders`)).status).toBe(401)
    expect(tokens()).toEqual([null])
    expect(state.reported).toEqual([])
  })

  it('does not follow a redirect to another origin, and the 401 there costs no refresh', async () => {
    const { fetch, state, server, tokens } = world()
    server.enqueue({ status: 307, headers: { location: `${server.otherOrigin}/elsewhere` } })
    expect((await fetch(`${server.origin}/orders`)).status).toBe(401)
    expect(tokens()).toEqual(['token-1', null])
    expect(state.reported).toEqual([])
  })
})

function bodies(): [string, () => NonNullable<RequestInit['body']>][] {
  const text = 'gate code 4411'
  return [
    ['text', () => text],
    ['Blob', () => new Blob([text])],
    ['bytes', () => new TextEncoder().encode(text)],
    ['URLSearchParams', () => new URLSearchParams({ code: '4411' })],
    [
      'FormData',
      () => {
        const form = new FormData()
        form.set('code', '4411')
        return form
      },
    ],
  ]
}
