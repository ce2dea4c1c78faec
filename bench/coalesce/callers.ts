import { systemClock } from '../../adapters/clock/system.ts'
import { jsonApi } from '../../adapters/identity/json-api.ts'
import { browser } from '../../adapters/presets/browser.ts'
import type { Store } from '../../src/ports/store.ts'
import type { Clock, Tabs } from '../../src/ports/world.ts'
import { createAuth } from '../../src/create-auth.ts'
import { shiftedTime } from '../shifted-time.ts'
import { tokenLife } from './names.ts'

const life = (tokenLife + 1) * 1_000

/** Somebody who can be asked for a token, and whose token can be made to expire. */
export interface Caller {
  readonly getToken: () => Promise<string>
  /** Sets this caller's clock to after the token's end. */
  readonly expire: () => void
  readonly dispose: () => void
}

/** What many an app has today. */
export async function handWritten(user: string, refreshPath: string): Promise<Caller> {
  const clock = shiftedTime()
  let held = await ask('/login', { username: user })
  let expiresAt = clock.now() + tokenLife * 1_000
  let flight: Promise<string> | null = null
  const refresh = async (): Promise<string> => {
    held = await ask(refreshPath, { refreshToken: held.refreshToken })
    expiresAt = clock.now() + tokenLife * 1_000
    return held.accessToken
  }
  return {
    getToken: async () => {
      if (expiresAt > clock.now()) return held.accessToken
      flight ??= refresh().finally(() => (flight = null))
      return flight
    },
    expire: () => clock.skip(life),
    dispose: () => {},
  }
}

/** The same without the promise that is shared: what coalescing is there for. */
export async function naive(user: string, refreshPath: string): Promise<Caller> {
  const { refreshToken } = await ask('/login', { username: user })
  return {
    getToken: async () => (await ask(refreshPath, { refreshToken })).accessToken,
    expire: () => {},
    dispose: () => {},
  }
}

/** The shipped session over its own JSON adapter. */
export async function authchart(
  user: string,
  ports: { readonly refreshPath: string; readonly store: Store; readonly tabs?: (clock: Clock) => Tabs },
): Promise<Caller> {
  const time = shiftedTime()
  const clock = systemClock({ time })
  const auth = createAuth({
    identity: jsonApi({ issuer: location.origin, client: 'app', login: '/login', refresh: ports.refreshPath }),
    store: ports.store,
    platform: browser({ clock, name: user, ...(ports.tabs === undefined ? {} : { tabs: ports.tabs(clock) }) }),
    offlineFor: '7d',
  })
  await auth.ready
  const { status } = await auth.signIn({ via: 'credentials', credentials: { username: user, password: 'secret' } })
  if (status !== 'signed_in') throw new Error(`Cannot measure ${user}: the sign-in ended ${status}`)
  return { getToken: () => auth.getAccessToken(), expire: () => time.skip(life), dispose: () => auth.dispose() }
}

interface Granted {
  readonly accessToken: string
  readonly refreshToken: string
}

async function ask(path: string, body: object): Promise<Granted> {
  const headers = { 'content-type': 'application/json' }
  const response = await fetch(path, { method: 'POST', headers, body: JSON.stringify(body) })
  return (await response.json()) as Granted
}
