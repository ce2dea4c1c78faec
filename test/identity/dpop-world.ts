import { afterEach } from 'vitest'
import { systemClock } from '../../adapters/clock/system.ts'
import { dpop } from '../../adapters/identity/dpop.ts'
import { oidc, type Popup } from '../../adapters/identity/oidc.ts'
import { systemRandom } from '../../adapters/random/system.ts'
import { memory, memoryDisk, type MemoryDisk } from '../../adapters/storage/memory.ts'
import { after } from '../../machines/time.ts'
import type { Auth } from '../../src/auth.ts'
import { createAuth } from '../../src/create-auth.ts'
import type { AuthOptions } from '../../src/options.ts'
import type { TokenBinding } from '../../src/ports/possession.ts'
import type { Platform } from '../../src/ports/world.ts'
import { tabsInOneProcess } from '../../src/testing/fakes/tabs-in-one-process.ts'
import { scriptedNavigation, type ScriptedNavigation } from '../core/scripted-navigation.ts'
import { dpopApi, type DpopApi } from '../drivers/dpop-api.ts'
import { oidcServer, redirectUri, type OidcServer } from './oidc-server.ts'

export interface DpopWorld {
  readonly provider: OidcServer
  readonly api: DpopApi
  readonly disk: MemoryDisk
  readonly bar: ScriptedNavigation
  /** A new tab of the device. */
  platform(): Platform
  /** A context of the app on the same disk; several are tabs of one device. */
  open(options?: Partial<AuthOptions>): Auth
  signIn(auth: Auth): Promise<void>
  /** The device's clock goes on by this much. */
  pass(milliseconds: number): void
}

interface Terms {
  /** Who wants nonces. */
  readonly nonces?: boolean
  readonly binding?: TokenBinding
  readonly fetch?: typeof globalThis.fetch
  /** Path of the API that ends all sessions. */
  readonly endEverywhere?: string
}

const ends: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end()
})

/** A real provider that binds tokens, an API that checks proofs, and a device. */
export async function dpopWorld({
  nonces = false,
  binding = dpop(),
  fetch,
  endEverywhere,
}: Terms = {}): Promise<DpopWorld> {
  const provider = await oidcServer({ dpop: nonces ? 'nonce' : 'proof' })
  ends.push(() => provider.end())
  const api = await dpopApi({ nonces, keyOf: async (token) => (await provider.introspect(token))?.jkt })
  ends.push(() => api.end())
  const disk = memoryDisk()
  const system = systemClock()
  let passed = 0
  const clock = { ...system, wall: () => after(system.wall(), passed) }
  const tabs = tabsInOneProcess(clock)
  const bar = scriptedNavigation()
  const everywhere = endEverywhere === undefined ? {} : { endEverywhere: `${api.origin}${endEverywhere}` }

  const openPopup = (): Popup => {
    let target = ''
    return {
      navigate: (url) => {
        target = url
      },
      callback: async () => {
        // Once the popup has been sent there.
        await new Promise((resolve) => setImmediate(resolve))
        return provider.approve(target)
      },
      close: () => {},
    }
  }
  const platform = (): Platform => ({
    clock,
    random: systemRandom(),
    tabs: tabs.open(),
    connectivity: { current: () => 'unknown', subscribe: () => () => {}, probe: null },
    navigation: bar,
    fetch: fetch ?? globalThis.fetch,
    volatile: () => memory(),
    server: false,
  })
  const open = (options: Partial<AuthOptions> = {}): Auth => {
    const auth = createAuth({
      identity: oidc({
        issuer: provider.issuer,
        clientId: 'app',
        redirectUri,
        openPopup,
        openFrame: openPopup,
        dpop: binding,
        ...everywhere,
      }),
      store: memory({ disk }),
      offlineFor: '7d',
      origins: [api.origin],
      platform: platform(),
      ...options,
    })
    ends.push(() => auth.dispose())
    return auth
  }
  return {
    provider,
    api,
    disk,
    bar,
    platform,
    open,
    pass: (milliseconds) => {
      passed += milliseconds
    },
    async signIn(auth) {
      await auth.ready
      await auth.signIn({ via: 'popup' })
    },
  }
}
