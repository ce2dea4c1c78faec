import { memoryDisk, type MemoryDisk } from '../../../adapters/storage/memory.ts'
import type { Connectivity, NetworkReading } from '../../ports/world.ts'
import { seededRandom } from '../fakes/seeded-random.ts'
import { watchStores } from '../fakes/watched-store.ts'
import { tabsInOneProcess } from '../fakes/tabs-in-one-process.ts'
import { attempts, type Attempts } from './attempts.ts'
import { authorizationServer, type AuthorizationServer } from './authorization-server.ts'
import { checks, type Checks } from './checks.ts'
import {
  fates,
  outageFate,
  type Outage,
  type NetworkFate,
  type NetworkMethod,
  type StoreFate,
  type StoreMethod,
} from './fates.ts'
import type { Ledger } from './ledger.ts'
import { judgeLoss } from './oracle.ts'
import { offlineWork, type OfflineWork } from './offline-work.ts'
import { openTab, type Ground } from './open-tab.ts'
import type { Schedule } from './schedule.ts'
import { simTabs } from './sim-tabs.ts'
import { keyRing, type KeyRing } from './stand-in-keys.ts'
import { tab as newTab, type Tab } from './tab.ts'
import { timeline, type Timeline } from './timeline.ts'
import type { Turns } from './turn.ts'
import { workServer, type WorkServer } from './work-server.ts'

/** Everything of one simulated device and its provider. The code under test is the shipped `createAuth`. */
export interface SimWorld {
  readonly schedule: Schedule
  readonly time: Timeline
  readonly server: AuthorizationServer
  readonly workServer: WorkServer
  readonly work: OfflineWork
  readonly attempts: Attempts
  readonly disk: MemoryDisk
  readonly ring: KeyRing
  readonly tabs: readonly Tab[]
  readonly checks: Checks
  readonly ledger: Ledger
  /** Names that this context holds. */
  namesHeldBy(tab: Tab): number
  subject: string
  /** Off: nothing goes wrong any more. */
  troubled: boolean
  open(): Tab
  crash(tab: Tab): void
  /** The world is over: the host is asked for nothing any more. */
  end(): void
  online(isOnline: boolean): void
  /** The disk is out of order for all tabs, for this many milliseconds. */
  outage(kind: Outage, span: number): void
  /** It is. */
  readonly isOut: boolean
  /** A message on the channel that nobody of ours sent. */
  hint(kind: 'committed' | 'signed_in' | 'signed_out' | 'ended'): void
  /** Runs what is due until this true time, with its checks after each step. */
  run(until: number): Promise<void>
  /** Lets promise chains go on; no time passes. */
  rest(): Promise<void>
}

/** Chooses what happens at a port call, where the schedule's own dice should not. */
export interface Fatalism {
  network(tab: Tab, method: NetworkMethod): NetworkFate | null
  store(tab: Tab, method: StoreMethod): StoreFate | null
}

/** More steps than any schedule needs: something turns in circles. */
const mostSteps = 6_000

export function simWorld(schedule: Schedule, ledger: Ledger, turns: Turns, fatalism?: Fatalism): SimWorld {
  const { seed, nemeses, rotation } = schedule
  const canary = `s3cret${seed}`
  const time = timeline()
  const hub = tabsInOneProcess({ wall: () => time.now, wakeAfter: (span, wake) => time.at(time.now + span, wake) })
  const foreign = hub.open()
  const ring = keyRing()
  const disk = memoryDisk()
  const watch = watchStores()
  const attempted = attempts()
  const dice = fates(seededRandom(seed + 0x51ed27), nemeses)
  const chance = seededRandom(seed + 0x3c6ef3)
  const all: Tab[] = []
  const readings = new Set<{ readonly tab: Tab; readonly tell: (reading: NetworkReading) => void }>()
  const endings = new Set<() => void>()
  let isOnline = true
  let outage: { readonly kind: Outage; readonly until: number } | null = null
  const namesHeld = new Map<Tab, number>()
  let steps = 0

  const server = authorizationServer({
    rotation,
    canary,
    onReuse: (presented, children) => {
      const loss = judgeLoss(presented, children, { rotation, attempts: attempted, nemeses })
      const isAvoidable = 'avoidable' in loss
      ledger.check(!isAvoidable, 'avoidable session loss', () => {
        const why = isAvoidable ? loss.avoidable : ''
        return `${presented.set.refreshToken} came back under "${rotation.name}": ${why}`
      })
      if (!isAvoidable) ledger.loss(loss.unavoidable)
    },
  })
  const api = workServer(server, ledger, () => time.now)
  const checking = checks({ schedule, ledger, server, attempts: attempted, disk, time, canary, tabs: all })

  const networkFate = (tab: Tab, method: NetworkMethod): NetworkFate => {
    const chosen = fatalism?.network(tab, method) ?? null
    if (chosen !== null) return chosen
    if (!isOnline) return { answer: 'unreachable', there: 5, back: 0, acts: false, retryAfter: null }
    if (!world.troubled) return { answer: null, there: 30, back: 30, acts: true, retryAfter: null }
    const fate = dice.network(method)
    if (fate.by !== null) ledger.fault(fate.by)
    ledger.trace(`${time.now} ${tab.number} ${method} ${fate.answer}`)
    return fate
  }
  const storeFate = (tab: Tab, method: StoreMethod): StoreFate => {
    const chosen = fatalism?.store(tab, method) ?? null
    if (chosen !== null) return chosen
    if (!world.troubled) return { kind: 'works', takes: 0 }
    const out = outage !== null && world.isOut ? outageFate(outage.kind, method) : null
    if (out !== null) return out
    const fate = dice.store(method)
    if (fate.by !== null && (fate.kind !== 'works' || fate.takes > 500)) ledger.fault(fate.by)
    if (fate.kind !== 'works') ledger.trace(`${time.now} ${tab.number} ${method} ${fate.kind}`)
    return fate
  }

  const open = (): Tab => {
    const tab = newTab(all.length + 1, time.clock())
    const port = hub.open()
    const tabs = simTabs(
      {
        copies: () => {
          if (!world.troubled) return 1
          if (nemeses.has('channelDrops') && chance.unit() < 0.3) return (ledger.fault('channelDrops'), 0)
          if (nemeses.has('channelDoubles') && chance.unit() < 0.3) return (ledger.fault('channelDoubles'), 2)
          return 1
        },
        said: checking.said,
        held: (by) => void namesHeld.set(tab, (namesHeld.get(tab) ?? 0) + by),
      },
      port,
      tab,
    )
    const connectivity: Connectivity = {
      current: () => (isOnline ? 'online' : 'offline'),
      subscribe(tell) {
        const entry = { tab, tell }
        readings.add(entry)
        return () => void readings.delete(entry)
      },
      probe: null,
    }
    tab.equip({ auth: openTab(ground, tab, { tabs, connectivity }) })
    ports.set(tab, port)
    all.push(tab)
    checking.watch(tab)
    return tab
  }

  const crash = (tab: Tab): void => {
    if (!tab.alive) return
    tab.kill(time.now)
    const port = ports.get(tab)
    if (port !== undefined) hub.kill(port)
  }
  const ports = new Map<Tab, ReturnType<typeof hub.open>>()

  const ground: Ground = {
    schedule,
    time,
    server,
    workServer: api,
    attempts: attempted,
    disk,
    ring,
    watch,
    ledger,
    checks: checking,
    chance,
    subject: (username) => (username === 'mira' ? world.subject : username),
    networkFate,
    storeFate,
    crash,
    atEnd: (forget) => void endings.add(forget),
  }

  const rest = async (): Promise<void> => {
    // Web Crypto answers from other threads, later than any number of turns on a busy machine.
    if (schedule.isSealedForReal) await watch.rest()
    await turns.turn()
  }

  const world: SimWorld = {
    schedule,
    time,
    server,
    workServer: api,
    work: offlineWork(),
    attempts: attempted,
    disk,
    ring,
    tabs: all,
    checks: checking,
    ledger,
    namesHeldBy: (tab) => namesHeld.get(tab) ?? 0,
    subject: 'mira',
    troubled: false,
    open,
    crash,
    end: () => endings.forEach((forget) => forget()),
    online(next) {
      if (isOnline === next) return
      isOnline = next
      const reading = next ? 'online' : 'offline'
      for (const { tab, tell } of [...readings]) {
        if (tab.frozen) void tab.hear(reading as NetworkReading).then(tell)
        else if (tab.alive) tell(reading)
      }
    },
    get isOut() {
      return outage !== null && time.now < outage.until
    },
    outage(kind, span) {
      outage = { kind, until: time.now + span }
    },
    hint(kind) {
      const account = checking.accounts()[0] ?? ''
      foreign.announce({ version: 1, kind, account, generation: 1_000_000 })
    },
    async run(until) {
      await rest()
      while (steps < mostSteps && time.step(until)) {
        steps += 1
        await rest()
        checking.step()
      }
      if (steps >= mostSteps) ledger.check(false, 'never came to rest', () => `still busy at ${time.now}`)
    },
    rest,
  }
  return world
}
