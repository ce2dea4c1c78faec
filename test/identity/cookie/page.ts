import { afterEach, expect } from 'vitest'
import { systemClock } from '../../../adapters/clock/system.ts'
import { browserConnectivity } from '../../../adapters/connectivity/browser.ts'
import { cookie } from '../../../adapters/identity/cookie.ts'
import { systemRandom } from '../../../adapters/random/system.ts'
import { memory, memoryDisk } from '../../../adapters/storage/memory.ts'
import { singleTab } from '../../../adapters/tabs/single-tab.ts'
import type { Auth } from '../../../src/auth.ts'
import { createAuth } from '../../../src/create-auth.ts'
import type { AuthOptions } from '../../../src/options.ts'
import type { Store } from '../../../src/ports/store.ts'
import type { AuthStatus } from '../../../src/view.ts'
import { scriptedNavigation } from '../../core/scripted-navigation.ts'
import { bff } from './bff.ts'
import { appOrigin, browserTo, cookieOptions as options, signInAt } from './browser.ts'

const ends: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end()
})

export function aPlatform() {
  return {
    clock: systemClock(),
    random: systemRandom(),
    tabs: singleTab(),
    connectivity: browserConnectivity(),
    volatile: () => memory(),
  }
}

export async function aPage(parts: Partial<AuthOptions> = {}) {
  const server = await bff()
  ends.push(() => server.end())
  const browser = browserTo(server)
  const bar = scriptedNavigation(`${appOrigin}/`)
  const disk = memoryDisk()
  const open = (): Auth => {
    const auth = createAuth({
      identity: cookie(options),
      store: durable(memory({ disk })),
      offlineFor: '7d',
      platform: { ...aPlatform(), navigation: bar, fetch: browser, server: false },
      ...parts,
    })
    ends.push(() => auth.dispose())
    return auth
  }
  /** Leaves for the server, agrees at the provider, and comes back as another page over the same disk. */
  const signIn = async (): Promise<Auth> => {
    const leaving = open()
    await leaving.ready
    expect(await leaving.signIn({ returnTo: '/orders' })).toEqual({ status: 'redirecting' })
    bar.show(await signInAt(server, browser, bar.left.at(-1) ?? ''))
    leaving.dispose()
    const auth = open()
    await until(auth, 'ACTIVE')
    return auth
  }
  return { server, browser, bar, open, signIn }
}

/** The device's disk outlives its pages. */
export function durable(store: Store): Store {
  return { ...store, traits: { ...store.traits, survivesRestart: true, sharedBetweenContexts: true } }
}

export function until(auth: Auth, status: AuthStatus): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (auth.state.status === status) {
        stop()
        resolve()
      }
    }
    const stop = auth.subscribe(look)
    look()
  })
}

export function untilQueued({ queue }: Auth, states: readonly string[]): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (
        queue
          ?.items()
          .map(({ state }) => state)
          .join() === states.join()
      )
        resolve()
    }
    queue?.subscribe(look)
    look()
  })
}
