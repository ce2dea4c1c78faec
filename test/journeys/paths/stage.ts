import { memory, memoryDisk } from '../../../adapters/storage/memory.ts'
import { defaultSettings, type AuthInput } from '../../../machines/context.ts'
import type { AccountHash } from '../../../machines/facts.ts'
import { after, duration, instant } from '../../../machines/time.ts'
import { accounts as accountsOfDevice } from '../../../src/accounts/index.ts'
import type { Auth } from '../../../src/auth.ts'
import { createAuth } from '../../../src/create-auth.ts'
import { defineCapabilities } from '../../../src/policy/define-capabilities.ts'
import type { Store } from '../../../src/ports/store.ts'
import type { NetworkReading } from '../../../src/ports/world.ts'
import { defineOperation } from '../../../src/queue/define-operation.ts'
import { durableQueue } from '../../../src/queue/durable-queue.ts'
import { drawnEdges } from '../../../src/testing/explore/drawn-edges.ts'
import { scriptedIdentity } from '../../../src/testing/fakes/scripted-identity.ts'
import type { ScriptedServer } from '../../../src/testing/fakes/scripted-server.ts'
import { seededRandom } from '../../../src/testing/fakes/seeded-random.ts'
import { tabsInOneProcess } from '../../../src/testing/fakes/tabs-in-one-process.ts'
import { watchStores } from '../../../src/testing/fakes/watched-store.ts'
import { scriptedNavigation, type ScriptedNavigation } from '../../core/scripted-navigation.ts'
import { createGate, type Gate } from './gate.ts'
import { heldClock, type HeldClock } from './held-clock.ts'
import { heldStore } from './held-store.ts'
import { nextDoor, type NextDoor } from './next-door.ts'
import { boxedStepUp, sealUp } from './sealed-disk.ts'
import { heldIdentity, heldStepUp, quiet, type Script } from './script.ts'

/** The shipped createAuth among ports that answer only when a path says so. */
export interface Stage {
  readonly auth: Auth
  readonly gate: Gate
  readonly clock: HeldClock
  readonly script: Script
  readonly nextDoor: NextDoor
  readonly server: ScriptedServer
  readonly navigation: ScriptedNavigation
  readonly accounts: { readonly a: AccountHash; readonly b: AccountHash }
  /** Declared transitions that the running chart has taken. */
  readonly walked: ReadonlySet<string>
  /** Alarms that can't be set, from now on. */
  readonly unset: Set<string>
  say(reading: NetworkReading): void
  hint(kind: 'committed' | 'signed_in' | 'signed_out' | 'ended', account: AccountHash): void
  rest(): Promise<void>
  end(): void
}

export const morning = instant(1_800_000_000_000)

/** Its server is another one, and answers. */
export const elsewhere = defineOperation<{ readonly text: string }>({
  name: 'note.copy',
  version: 1,
  lane: () => 'copies',
  request: (variables) => ({ method: 'POST', url: 'https://copies.test/notes', json: variables }),
})

export const note = defineOperation<{ readonly text: string }>({
  name: 'note.create',
  version: 1,
  request: (variables) => ({ method: 'POST', url: 'https://api.test/notes', json: variables }),
})

/** The chart's name for an actor of its own. */
function nameOf(actor: object): string {
  return 'id' in actor && typeof actor.id === 'string' ? actor.id : ''
}

const policy = defineCapabilities({
  'orders.approve': { offlineFor: '7d', stepUpEvery: '5m' },
  'orders.refund': { offlineFor: '7d', stepUpEvery: '5m', sensitivity: 'high' },
})

export interface Opening {
  readonly input: AuthInput
  /** The first thing the app does is to come back from the provider's page. */
  readonly comesBack: boolean
  /** The first restore can't even set a timer. */
  readonly breaksAtOnce: ReadonlySet<string>
  /** An earlier run has put what is stored into a box. */
  readonly isSealed: boolean
  readonly around?: (store: Store) => Store
}

export async function openStage({
  input,
  comesBack,
  breaksAtOnce,
  isSealed,
  around = (store) => store,
}: Opening): Promise<Stage> {
  const settings = { ...defaultSettings, ...input.settings }
  const gate = createGate()
  const clock = heldClock(gate, morning)
  const script = quiet()
  const disk = memoryDisk()
  const watch = watchStores()
  const hub = tabsInOneProcess(clock)
  const identity = scriptedIdentity({
    accessTokenTtl: duration(3_600_000),
    rotation: { reuseGrace: null },
    issuer: 'https://id.test',
  })
  const beside = nextDoor({ store: memory({ disk, clock }), now: () => clock.wall(), identity })
  const accounts = { a: await beside.accountOf('mira'), b: await beside.accountOf('bo') }
  const navigation = scriptedNavigation()
  if (comesBack) navigation.show(await beside.goToProvider())
  const readings = new Set<(reading: NetworkReading) => void>()
  const neighbour = hub.open()
  const pass = (): Promise<void> => gate.pass()
  const unset = new Set(breaksAtOnce)
  const walked = new Set<string>()

  const begin = (own = hub.open()): Auth =>
    createAuth({
      identity: heldIdentity(identity, script, pass),
      store: heldStore(watch.over(around(memory({ disk, clock }))), { clock, script, pass }),
      origins: ['https://copies.test'],
      offlineFor: '7d',
      refreshBefore: '10m',
      platform: {
        clock,
        random: { ...seededRandom(1), unit: () => 0.5 },
        tabs: {
          ...own,
          exclusive: async (name, work, options) => {
            await pass()
            const isHeld = script.heldNext !== null && name.startsWith(script.heldNext)
            return isHeld
              ? { ok: false, failure: { kind: 'busy' }, at: clock.wall() }
              : own.exclusive(name, work, options)
          },
        },
        connectivity: {
          current: () => (input.offline ? 'offline' : 'online'),
          subscribe: (listener) => {
            readings.add(listener)
            return () => void readings.delete(listener)
          },
          probe: settings.hasProbe
            ? async () => {
                await pass()
                const { probe } = script
                return probe === 'unavailable'
                  ? { ok: false, failure: { kind: 'unavailable' }, at: clock.wall() }
                  : { ok: true, value: probe, at: clock.wall() }
              }
            : null,
        },
        navigation,
        fetch: async () => new Response(null, { status: 404 }),
        volatile: () => memory({ clock }),
        server: false,
      },
      accounts: accountsOfDevice(),
      policy,
      stepUp: [isSealed ? boxedStepUp(script, pass) : heldStepUp(script, pass)],
      ...(settings.locksLocally ? { localLock: {} } : {}),
      ...(settings.hasQueue
        ? {
            queue: durableQueue({
              operations: [note, elsewhere],
              transport: async () => {
                await pass()
                return { exchange: script.api, result: null }
              },
            }),
          }
        : {}),
    })

  if (isSealed) await gate.free(() => sealUp(begin(), script, () => watch.rest()))
  const first = gate.enter('restore')
  if (unset.delete('restore')) first.breaks = 'timers'
  const auth = begin()
  gate.leave()
  // Set while nobody was looking yet.
  if (input.offline) clock.adopt(gate.enter('connectivityAlarm'), after(morning, settings.probeEvery))
  gate.leave()
  const ids = new Map<unknown, string>(drawnEdges(auth.actor.logic).map(({ id, transition }) => [transition, id]))
  const remember = (transition: unknown): void => {
    const id = ids.get(transition)
    if (id !== undefined) walked.add(id)
  }
  gate.free(() =>
    auth.actor.system.inspect((told) => {
      if (told.type === '@xstate.microstep') {
        for (const transition of told._transitions) remember(transition)
        return
      }
      if (told.actorRef === auth.actor) {
        // An actor has ended: what its end sets off is not its own work any more.
        if (told.type === '@xstate.event') gate.leave()
        return
      }
      if (told.type === '@xstate.event' && told.event.type === 'xstate.init') {
        const run = gate.enter(nameOf(told.actorRef))
        if (unset.delete(run.id)) run.breaks = 'timers'
      }
      if (told.type === '@xstate.snapshot') gate.leave()
    }),
  )

  return {
    auth,
    gate,
    clock,
    script,
    nextDoor: beside,
    server: identity.server,
    navigation,
    accounts,
    walked,
    unset,
    say: (reading) => {
      for (const listener of [...readings]) listener(reading)
    },
    hint: (kind, account) => neighbour.announce({ version: 1, kind, account, generation: 0 }),
    rest: () => watch.rest(),
    end: () => auth.dispose(),
  }
}
