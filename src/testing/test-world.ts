import { memory, memoryDisk, type MemoryDisk } from '../../adapters/storage/memory.ts'
import type { Auth } from '../auth.ts'
import { createAuth } from '../create-auth.ts'
import type { AuthOptions } from '../options.ts'
import type { Store } from '../ports/store.ts'
import type { Platform, Tabs } from '../ports/world.ts'
import { scriptedIdentity, type ScriptedIdentity, type ScriptedIdentityOptions } from './fakes/scripted-identity.ts'
import { seededRandom } from './fakes/seeded-random.ts'
import type { Span } from './fakes/span.ts'
import { switchableNetwork, type NetworkMode } from './fakes/switchable-network.ts'
import { tabsInOneProcess } from './fakes/tabs-in-one-process.ts'
import { virtualClock, type VirtualClock } from './fakes/virtual-clock.ts'
import { watchStores } from './fakes/watched-store.ts'

/** What `createTestWorld` takes. */
export interface TestWorldOptions extends Omit<ScriptedIdentityOptions, 'reachable'> {
  /** Decides everything that chance decides. Default 1. */
  readonly seed?: number
  readonly network?: NetworkMode
  /** What every tab's `createAuth` gets besides the world itself. */
  readonly auth?: Partial<Omit<AuthOptions, 'platform'>>
  /** The servers behind the network, for requests that aren't the identity provider's. Default: 404. */
  readonly serve?: (request: Request) => Response | Promise<Response>
}

/** What one tab gets besides the world itself; of the platform only what differs. */
export interface TabOptions extends Partial<Omit<AuthOptions, 'platform'>> {
  readonly platform?: Partial<Platform> | ((own: Platform) => Partial<Platform>)
}

/** One tab of a test world. */
export interface TestTab {
  readonly auth: Auth
  /** The context dies as by a crash: it hears and says nothing more, its locks are free, its disk stays. */
  kill(): void
}

/** A device with one disk, its tabs, a network, a provider and a clock that moves only when told to. */
export interface TestWorld {
  readonly clock: VirtualClock
  readonly identity: ScriptedIdentity
  readonly server: ScriptedIdentity['server']
  readonly disk: MemoryDisk
  /** One more store over the same disk; the world rests only when nothing is under way in it. */
  openStore(): Store
  /** Somebody else's store, on a disk of its own: the world rests only when nothing is under way in it either. */
  watch(store: Store): Store
  /** One more tab over the same disk. */
  open(options?: TabOptions): TestTab
  /** Opens a tab and lets it come to rest. */
  start(options?: TabOptions): Promise<Auth>
  switchNetwork(mode: NetworkMode): void
  advance(by: Span): Promise<void>
  /** Lets what is under way come to rest; no time passes. */
  settle(): Promise<void>
  /** A sign-in with the provider's credentials form, from asking to ACTIVE. */
  signIn(auth: Auth): Promise<void>
  dispose(): void
}

/** The shipped code on fakes that pass the same contract suites as the real adapters. */
export function createTestWorld(options: TestWorldOptions = {}): TestWorld {
  const { seed = 1, network: mode = 'online', auth: shared = {}, serve, ...provider } = options
  const watch = watchStores()
  const clock = virtualClock({ settle: watch.rest })
  const random = seededRandom(seed)
  const network = switchableNetwork({ clock, serve: serve ?? (() => new Response(null, { status: 404 })) })
  const hub = tabsInOneProcess(clock)
  const disk = memoryDisk()
  const identity = scriptedIdentity({ ...provider, reachable: () => network.mode === 'online' })
  network.switchTo(mode)
  const open = new Set<{ readonly auth: Auth; readonly tabs: Tabs }>()

  const openStore = (): Store => watch.over(durable(memory({ disk, clock })))

  const openTab = ({ platform, ...given }: TabOptions = {}): TestTab => {
    const tabs = hub.open()
    const store = openStore()
    const own: Platform = {
      clock,
      random,
      tabs,
      connectivity: network,
      navigation: null,
      fetch: network.fetch,
      volatile: () => memory({ clock }),
      server: false,
    }
    const options = { ...shared, ...given }
    const { stepUp } = options
    const auth = createAuth({
      identity,
      store,
      offlineFor: '7d',
      ...options,
      // What is no list is createAuth's to refuse.
      ...(Array.isArray(stepUp) ? { stepUp: stepUp.map(watch.overBoxes) } : {}),
      platform: { ...own, ...(typeof platform === 'function' ? platform(own) : platform) },
    })
    const tab = { auth, tabs }
    open.add(tab)
    return {
      auth,
      kill: () => {
        open.delete(tab)
        hub.kill(tabs)
        store.dispose()
        auth.dispose()
      },
    }
  }

  return {
    clock,
    identity,
    server: identity.server,
    disk,
    openStore,
    watch: watch.over,
    open: openTab,
    start: async (given) => {
      const { auth } = openTab(given)
      await clock.advance(0)
      await auth.ready
      return auth
    },
    switchNetwork: (next) => network.switchTo(next),
    advance: (by) => clock.advance(by),
    settle: () => clock.advance(0),
    signIn: async (auth) => {
      const answer = auth.signIn({ via: 'credentials', credentials: { username: 'mira', password: 'secret' } })
      await clock.advance(0)
      await answer
    },
    dispose: () => {
      for (const { auth } of open) auth.dispose()
    },
  }
}

/** The disk of a test world outlives its tabs. */
function durable(store: Store): Store {
  return { ...store, traits: { ...store.traits, survivesRestart: true, sharedBetweenContexts: true } }
}
