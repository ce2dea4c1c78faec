import { describe, expect, it } from 'vitest'
import { kyAuth } from '../../adapters/http/ky.ts'
import { isForeignPage } from '../../src/exchange/is-foreign-page.ts'
import { createAuthFetch } from '../../src/http/create-auth-fetch.ts'
import type { Auth } from '../../src/auth.ts'
import { aWorld, signedIn } from '../core/worlds.ts'

const url = 'https://api.test/notes'
const jsonApi = { auth: { origins: ['https://api.test'] }, serve: () => Response.json([]) }

/** Counts the looks at the network that one tab takes. */
async function watched(serve: (request: Request) => Response = jsonApi.serve) {
  const world = aWorld({ ...jsonApi, serve })
  let probes = 0
  let fetch = globalThis.fetch
  const auth = await signedIn(world, {
    platform: ({ connectivity, fetch: own }) => {
      const { probe } = connectivity
      fetch = own
      return {
        connectivity: {
          ...connectivity,
          probe:
            probe &&
            ((signal) => {
              probes += 1
              return probe(signal)
            }),
        },
      }
    },
  })
  return { world, auth, fetch, probes: () => probes }
}

type Ask = (to: string, headers?: Record<string, string>) => Promise<unknown>

const clients: readonly [string, (tab: { auth: Auth; fetch: typeof globalThis.fetch }) => Ask][] = [
  [
    'auth.fetch',
    ({ auth }) =>
      (to, headers = {}) =>
        auth.fetch(to, { headers }),
  ],
  [
    'kyAuth',
    ({ auth, fetch }) =>
      (to, headers = {}) =>
        kyAuth(auth, { fetch, headers }).get(to),
  ],
]

describe.each(clients)('a login page in place of an API’s answer, through %s (EC-05)', (_, client) => {
  it('makes the chart look at the network once, and a portal keeps the session', async () => {
    const { world, auth, fetch, probes } = await watched()
    const ask = client({ auth, fetch })
    world.switchNetwork('portal')
    await Promise.all([ask(url), ask(url), ask(url)])
    await world.settle()
    expect(probes()).toBe(1)
    expect(auth.state).toMatchObject({
      status: 'OFFLINE_STALE',
      reason: 'captive_portal',
      connectivity: 'SUSPECT',
      isAuthenticated: true,
    })
    world.switchNetwork('online')
    world.clock.emit('woke')
    await world.advance('11s')
    expect(auth.state).toMatchObject({ status: 'ACTIVE', connectivity: 'ONLINE' })
  })

  it('is the server’s own where the look finds the way free: nothing is shown as offline', async () => {
    const { world, auth, fetch, probes } = await watched(
      () => new Response('<p>yes</p>', { headers: { 'content-type': 'text/html; charset=utf-8' } }),
    )
    const seen = new Set<string>()
    auth.subscribe(() => seen.add(auth.state.status))
    await client({ auth, fetch })(url)
    await world.settle()
    expect(probes()).toBe(1)
    expect(auth.state).toMatchObject({ status: 'ACTIVE', connectivity: 'ONLINE' })
    expect([...seen]).toEqual(['ACTIVE'])
  })

  it('is looked into by nobody where the app asked for a page, or the origin is not the session’s', async () => {
    const { world, auth, fetch, probes } = await watched()
    world.switchNetwork('portal')
    const ask = client({ auth, fetch })
    await ask(url, { accept: 'text/html' })
    await ask('https://elsewhere.test/notes')
    await world.settle()
    expect(probes()).toBe(0)
    expect(auth.state.connectivity).toBe('ONLINE')
  })
})

describe('a source that was told', () => {
  it('may lack the way to say so', async () => {
    const { world, auth, fetch } = await watched()
    world.switchNetwork('portal')
    const { access, rejected, origins, signal } = auth
    expect((await createAuthFetch({ access, rejected, origins, signal }, { fetch })(url)).status).toBe(200)
  })
})

it.each([
  [200, 'text/html', null, true],
  [203, 'application/xhtml+xml', 'application/json', true],
  [403, 'TEXT/HTML ; charset=utf-8', '*/*', true],
  [511, 'text/plain', null, true],
  [407, 'application/json', null, true],
  [200, 'application/json', null, false],
  [200, 'text/htmlish', null, false],
  [200, '', null, false],
  [404, 'text/html', null, false],
  [502, 'text/html', null, false],
  [200, 'text/html', 'text/html,*/*', false],
])('an answer of %i with %j to a wish for %j is a foreign page: %s (EC-05)', (status, type, accept, expected) => {
  const request = new Request(url, accept === null ? {} : { headers: { accept } })
  const response = new Response('x', { status, headers: type === '' ? {} : { 'content-type': type } })
  if (type === '') response.headers.delete('content-type')
  expect(isForeignPage(request, response)).toBe(expected)
})
