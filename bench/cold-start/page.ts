import { browser } from '../../adapters/presets/browser.ts'
import { jsonApi } from '../../adapters/identity/json-api.ts'
import { indexedDb } from '../../adapters/storage/indexed-db.ts'
import { createAuth } from '../../src/create-auth.ts'
import type { Auth } from '../../src/auth.ts'
import { fillFloor, readFloor } from './floor.ts'
import { names } from './names.ts'

export interface ColdStart {
  readonly milliseconds: number
  /** What left the page meanwhile. */
  readonly requests: number
}

/** Signs in once and stores what the floor reads: done in a page of its own, before the first measured one. */
export async function prepare(): Promise<void> {
  const auth = start(globalThis.fetch.bind(globalThis))
  await auth.ready
  const { status } = await auth.signIn({ via: 'credentials', credentials: { username: 'mira', password: 'secret' } })
  if (status !== 'signed_in') throw new Error(`Cannot measure ${names.own}: the sign-in ended ${status}`)
  auth.dispose()
  await fillFloor(JSON.stringify({ refreshToken: 'x'.repeat(400), accessToken: 'y'.repeat(900) }))
}

/** One start in a page that has just been opened. */
export async function measure(name: string): Promise<ColdStart> {
  let requests = 0
  const began = performance.now()
  if (name === names.floor) await readFloor()
  else {
    const auth = start((input, init) => {
      requests += 1
      return globalThis.fetch(input, init)
    })
    await auth.ready
    if (!auth.state.isAuthenticated) throw new Error(`Cannot measure ${names.own}: it is ${auth.state.status}`)
  }
  return { milliseconds: performance.now() - began, requests }
}

function start(fetch: typeof globalThis.fetch): Auth {
  return createAuth({
    identity: jsonApi({ issuer: location.origin, client: 'app', login: '/login', refresh: '/refresh' }),
    store: indexedDb({ name: 'own' }),
    platform: browser({ fetch, name: 'own' }),
    offlineFor: '7d',
  })
}
