import { memory, type MemoryDisk } from '../../../adapters/storage/memory.ts'
import { accounts } from '../../accounts/index.ts'
import type { Auth } from '../../auth.ts'
import { createAuth } from '../../create-auth.ts'
import type { Connectivity, Random, Tabs } from '../../ports/world.ts'
import { seededRandom } from '../fakes/seeded-random.ts'
import type { Watch } from '../fakes/watched-store.ts'
import { badDelay } from './bad-hooks.ts'
import type { Checks } from './checks.ts'
import type { NetworkFate, NetworkMethod, StoreFate, StoreMethod } from './fates.ts'
import type { Ledger } from './ledger.ts'
import { queueOf } from './offline-work.ts'
import type { Schedule } from './schedule.ts'
import { simIdentity } from './sim-identity.ts'
import { simStore } from './sim-store.ts'
import type { Attempts } from './attempts.ts'
import type { AuthorizationServer } from './authorization-server.ts'
import { keyRing, standInKeys, type KeyRing } from './stand-in-keys.ts'
import type { Tab } from './tab.ts'
import type { Timeline } from './timeline.ts'
import type { WorkServer } from './work-server.ts'

/** What all tabs of a device stand on. */
export interface Ground {
  readonly schedule: Schedule
  readonly time: Timeline
  readonly server: AuthorizationServer
  readonly workServer: WorkServer
  readonly attempts: Attempts
  readonly disk: MemoryDisk
  readonly ring: KeyRing
  readonly watch: Watch
  readonly ledger: Ledger
  readonly checks: Checks
  readonly chance: Random
  subject(username: string): string
  networkFate(tab: Tab, method: NetworkMethod): NetworkFate
  storeFate(tab: Tab, method: StoreMethod): StoreFate
  crash(tab: Tab): void
  atEnd(forget: () => void): void
}

/** The shipped `createAuth` in one tab of the simulated device. */
export function openTab(
  ground: Ground,
  tab: Tab,
  { tabs, connectivity }: { readonly tabs: Tabs; readonly connectivity: Connectivity },
): Auth {
  const { schedule, time, server, attempts, disk, ring, watch, ledger, checks, chance } = ground
  const { nemeses, rotation, seed } = schedule
  const store = simStore(
    {
      time,
      disk,
      watch,
      keys: () => (schedule.isSealedForReal ? null : standInKeys(ring, tab.clock)),
      fate: ground.storeFate,
      written: (write, before) => checks.written(write, before, tab),
      confirmed: (write) => checks.confirmed(write),
      sealed: checks.sealed,
      crash: ground.crash,
    },
    tab,
  )
  const volatile = (): ReturnType<typeof memory> => {
    const inner = memory({ clock: tab.clock })
    return schedule.isSealedForReal ? watch.over(inner) : { ...inner, keys: standInKeys(keyRing(), tab.clock) }
  }
  const identity = simIdentity(
    {
      time,
      server,
      rotation,
      attempts,
      ledger,
      accessTokenTtl: schedule.accessTokenTtl,
      subject: ground.subject,
      fate: ground.networkFate,
      sent: checks.sent,
      paused: checks.paused,
      atEnd: ground.atEnd,
    },
    tab,
  )
  const queue = queueOf(
    ground.workServer,
    () => ({ time, tab, now: () => tab.clock.wall(), atEnd: ground.atEnd }),
    () => ground.networkFate(tab, 'work'),
  )
  const auth = createAuth({
    identity,
    store,
    offlineFor: schedule.offlineFor,
    ...(nemeses.has('badHooks') ? { refreshRetryDelay: badDelay(chance.unit) } : {}),
    ...(nemeses.has('moreAccounts') ? { accounts: accounts() } : {}),
    ...(nemeses.has('offlineWork') ? { queue } : {}),
    log: (record) => checks.outlet(record),
    platform: {
      clock: tab.clock,
      random: seededRandom(seed * 31 + tab.number),
      tabs,
      connectivity,
      navigation: null,
      fetch: () => Promise.reject(new TypeError('fetch failed')),
      volatile,
      server: false,
    },
  })
  if (nemeses.has('badHooks')) {
    auth.on('session.refreshed', () => {
      ledger.fault('badHooks')
      throw new Error('A listener of the app broke')
    })
  }
  return auth
}
