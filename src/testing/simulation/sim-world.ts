import { memory, memoryDisk, type MemoryDisk } from '../../../adapters/storage/memory.ts'
import { createAuth } from '../../create-auth.ts'
import type { NetworkReading } from '../../ports/world.ts'
import { seededRandom } from '../fakes/seeded-random.ts'
import { settle } from '../fakes/settle.ts'
import { tabsInOneProcess } from '../fakes/tabs-in-one-process.ts'
import { attempts, type Attempts } from './attempts.ts'
import { authorizationServer, type AuthorizationServer } from './authorization-server.ts'
import { badDelay } from './bad-hooks.ts'
import { checks, type Checks } from './checks.ts'
import { fates, type NetworkFate, type StoreFate } from './fates.ts'
import type { Ledger } from './ledger.ts'
import { judgeLoss } from './oracle.ts'
import type { Schedule } from './schedule.ts'
import { simIdentity } from './sim-identity.ts'
import { simStore } from './sim-store.ts'
import { simTabs } from './sim-tabs.ts'
import { keyRing, standInKeys, type KeyRing } from './stand-in-keys.ts'
import { tab as newTab, type Tab } from './tab.ts'
import { timeline, type Timeline } from './timeline.ts'
import type { Turns } from './turn.ts'

/** Everything of one simulated device and its provider. The code under test is the shipped `createAuth`. */
export interface SimWorld {
  readonly time: Timeline
  readonly server: AuthorizationServer
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
  /** A message on the channel that nobody of ours sent. */
  hint(kind: 'committed' | 'signed_in' | 'signed_out' | 'ended'): void
  /** Runs what is due until this true time, with its checks after each step. */
  run(until: number): Promise<void>
  /** Lets promise chains go on; no time passes. */
  rest(): Promise<void>
}

/** Chooses what happens at a port call, where the schedule's own dice should not. */
export interface Fatalism {
  network(tab: Tab, method: 'signIn' | 'refresh' | 'revoke' | 'fetchUser'): NetworkFate | null
  store(tab: Tab, method: 'read' | 'commit' | 'wipe' | 'keys'): StoreFate | null
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
  const attempted = attempts()
  const dice = fates(seededRandom(seed + 0x51ed27), nemeses)
  const chance = seededRandom(seed + 0x3c6ef3)
  const all: Tab[] = []
  const readings = new Set<{ readonly tab: Tab; readonly tell: (reading: NetworkReading) => void }>()
  const endings = new Set<() => void>()
  let isOnline = true
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
  const checking = checks({ schedule, ledger, server, attempts: attempted, disk, time, canary, tabs: all })

  const networkFate = (tab: Tab, method: 'signIn' | 'refresh' | 'revoke' | 'fetchUser'): NetworkFate => {
    const chosen = fatalism?.network(tab, method) ?? null
    if (chosen !== null) return chosen
    if (!isOnline) return { answer: 'unreachable', there: 5, back: 0, acts: false, retryAfter: null }
    if (!world.troubled) return { answer: null, there: 30, back: 30, acts: true, retryAfter: null }
    const fate = dice.network(method)
    if (fate.by !== null) ledger.fault(fate.by)
    ledger.trace(`${time.now} ${tab.number} ${method} ${fate.answer}`)
    return fate
  }
  const storeFate = (tab: Tab, method: 'read' | 'commit' | 'wipe' | 'keys'): StoreFate => {
    const chosen = fatalism?.store(tab, method) ?? null
    if (chosen !== null) return chosen
    if (!world.troubled) return { kind: 'works', takes: 0 }
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
    const store = simStore(
      {
        time,
        disk,
        keys: () => (schedule.isSealedForReal ? null : standInKeys(ring, tab.clock)),
        fate: storeFate,
        written: checking.written,
        sealed: checking.sealed,
        crash,
      },
      tab,
    )
    const volatile = (): ReturnType<typeof memory> => {
      const inner = memory({ clock: tab.clock })
      return schedule.isSealedForReal ? inner : { ...inner, keys: standInKeys(keyRing(), tab.clock) }
    }
    const auth = createAuth({
      identity: simIdentity(
        {
          time,
          server,
          rotation,
          attempts: attempted,
          ledger,
          accessTokenTtl: schedule.accessTokenTtl,
          subject: () => world.subject,
          fate: networkFate,
          sent: checking.sent,
          paused: checking.paused,
          atEnd: (forget) => void endings.add(forget),
        },
        tab,
      ),
      store,
      offlineFor: schedule.offlineFor,
      ...(nemeses.has('badHooks') ? { refreshRetryDelay: badDelay(chance.unit) } : {}),
      log: (record) => checking.outlet(record),
      platform: {
        clock: tab.clock,
        random: seededRandom(seed * 31 + tab.number),
        tabs,
        connectivity: {
          current: () => (isOnline ? 'online' : 'offline'),
          subscribe(tell) {
            const entry = { tab, tell }
            readings.add(entry)
            return () => void readings.delete(entry)
          },
          probe: null,
        },
        navigation: null,
        fetch: () => Promise.reject(new TypeError('fetch failed')),
        volatile,
        server: false,
      },
    })
    tab.equip({ auth })
    ports.set(tab, port)
    all.push(tab)
    checking.watch(tab)
    if (nemeses.has('badHooks')) {
      auth.on('session.refreshed', () => {
        throw new Error('A listener of the app broke')
      })
    }
    return tab
  }

  const crash = (tab: Tab): void => {
    if (!tab.alive) return
    tab.kill(time.now)
    const port = ports.get(tab)
    if (port !== undefined) hub.kill(port)
  }
  const ports = new Map<Tab, ReturnType<typeof hub.open>>()

  const rest = async (): Promise<void> => {
    if (schedule.isSealedForReal) await settle(4)
    await turns.turn()
  }

  const world: SimWorld = {
    time,
    server,
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
