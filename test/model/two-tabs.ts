import { authMachine } from '../../machines/auth.machine.ts'
import { generation, instant } from '../../machines/time.ts'
import type { AuthMachine } from '../../src/testing/auth-model/auth-place.ts'
import { session } from '../../src/testing/auth-model/cases.ts'
import { runningActors } from '../../src/testing/explore/place.ts'
import {
  product,
  type Invariant,
  type JointMove,
  type JointPlace,
  type Product,
} from '../../src/testing/explore/product.ts'
import { cutOffFrom } from '../../src/testing/explore/reach.ts'

/** A refresh of one tab: it has read what to spend, or the server has answered with a new set (null: refused). */
type Flight = { readonly spends: number; readonly answer?: number | null }

/** What two tabs share: a server that rotates and detects reuse, a store, a lock. */
interface Device {
  readonly server: { readonly current: number; readonly reused: boolean }
  /** The stored set; null: a tombstone. */
  readonly store: number | null
  readonly lock: number | null
  readonly flights: readonly (Flight | null)[]
  /** Tabs that have news to read. */
  readonly news: readonly boolean[]
}

export interface Protocol {
  readonly lock: boolean
  /** Under the lock the record is read again before anything is spent. */
  readonly rereads: boolean
  /** A commit names the set it replaces. */
  readonly compares: boolean
  /** Signing out wipes the store. */
  readonly wipes: boolean
}

/** How a refresh token is spent and a sign-out written, as the core does it. */
export const shipped: Protocol = { lock: true, rereads: true, compares: true, wipes: true }

type Place = JointPlace<AuthMachine, Device>
type Move = JointMove<Device>

const now = instant(1_800_000_000_000)
/** As many rotations as it takes for every order of two tabs to show. */
const rotations = 4

const facts = (set: number): object => session(now, { generation: generation(set) })
const with2 = <Value>(values: readonly Value[], part: number, value: Value): readonly Value[] =>
  values.map((known, index) => (index === part ? value : known))

/** Two shipped charts over one device, under a protocol for spending the refresh token. */
export function twoTabs(protocol: Protocol): Product<AuthMachine, Device> {
  const input = { at: now, offline: false, chance: 0.5 }
  const tab = { machine: authMachine, input }
  return product<AuthMachine, Device>([tab, tab], {
    start: now,
    shared: {
      server: { current: 1, reused: false },
      store: 1,
      lock: null,
      flights: [null, null],
      news: [false, false],
    },
    moves: (place) => place.parts.flatMap((_, part) => movesOf(place, part, protocol)),
    project: ({ parts, shared }) => [
      parts.map(({ snapshot }) => [snapshot.value, snapshot.context.generation]),
      shared,
    ],
  })
}

function movesOf({ parts, shared }: Place, part: number, protocol: Protocol): readonly Move[] {
  const place = parts[part]
  if (place === undefined) return []
  const { context } = place.snapshot
  const runs = (id: string): boolean => runningActors(place).some(([actor]) => actor === id)
  const ends = (id: string, output: object): Move['event'] => ({
    type: `xstate.done.actor.${id}`,
    actorId: id,
    output: { evidence: 'answered', at: now, outbox: 0, pending: 0, ...output },
  })
  const move = (what: string, event: Move['event'], change: Partial<Device> = {}): Move => {
    const fair = what.startsWith('signs') ? null : `tab ${part} ${what}`
    return { label: `tab ${part} ${what}`, part, event, shared: { ...shared, ...change }, fair }
  }
  const { server, store, flights } = shared
  const flight = flights[part] ?? null
  const land = (kind: object, change: Partial<Device> = {}): Move =>
    // A flight belongs to the account: it lands in the store whether or not its tab still shows it.
    move('lands', runs('refresh') ? ends('refresh', kind) : null, {
      ...change,
      flights: with2(flights, part, null),
      lock: shared.lock === part ? null : shared.lock,
    })

  const found: Move[] = []
  if (runs('restore')) {
    const stored =
      store === null ? { kind: 'nothing', reason: 'other_tab' } : { kind: 'live', session: facts(store), offline: null }
    found.push(move('restores', ends('restore', stored)))
  }
  if (runs('sessionAlarm') && place.snapshot.matches({ session: 'ACTIVE' }) && server.current < rotations)
    found.push(move('rings', ends('sessionAlarm', { kind: 'rang' })))
  if (runs('signOut'))
    found.push(
      move('wipes', ends('signOut', { kind: 'signed_out' }), {
        ...(protocol.wipes ? { store: null } : {}),
        news: with2(shared.news, 1 - part, true),
      }),
    )
  if (part === 0 && place.snapshot.hasTag('authenticated'))
    found.push(move('signs out', { type: 'user.signOut', at: now, mode: 'hard', pending: 'keep' }))
  if (shared.news[part] === true && place.snapshot.hasTag('authenticated') && !runs('refresh')) {
    const news = with2(shared.news, part, false)
    const event =
      store === null ? { type: 'tab.signedOut', at: now } : { type: 'tab.committed', at: now, session: facts(store) }
    found.push(move('hears', event, { news }))
  }
  if (flight === null) {
    if (!runs('refresh')) return found
    if (protocol.lock && shared.lock !== null) return found
    const spends = protocol.rereads ? store : context.generation
    if (spends === null) return [...found, land({ kind: 'signed_out', reason: 'other_tab' })]
    if (spends > context.generation) return [...found, land({ kind: 'adopted', session: facts(spends) })]
    const lock = protocol.lock ? part : null
    return [...found, move('reads', null, { lock, flights: with2(flights, part, { spends }) })]
  }
  if (flight.answer === undefined) {
    const isCurrent = flight.spends === server.current
    const next = server.current + 1
    const answer = isCurrent ? next : null
    const after = isCurrent ? { current: next, reused: server.reused } : { ...server, reused: true }
    return [...found, move('spends', null, { server: after, flights: with2(flights, part, { ...flight, answer }) })]
  }
  if (flight.answer === null) return [...found, land({ kind: 'refused', reason: 'refused' })]
  if (protocol.compares && store !== flight.spends) {
    if (store === null) return [...found, land({ kind: 'signed_out', reason: 'other_tab' })]
    return [...found, land({ kind: 'adopted', session: facts(store) })]
  }
  const kept = { store: flight.answer, news: with2(shared.news, 1 - part, true) }
  return [...found, land({ kind: 'granted', session: facts(flight.answer) }, kept)]
}

const flying = ({ shared }: Place): number => shared.flights.filter((flight) => flight !== null).length

export const invariants: readonly Invariant<AuthMachine, Device>[] = [
  {
    name: 'S2 at most one refresh is in flight over both tabs',
    when: (place) => flying(place) > 0,
    holds: (place) => flying(place) === 1,
  },
  { name: 'a refresh token is never spent twice', holds: ({ shared }) => !shared.server.reused },
  {
    name: 'nothing brings a signed-out record back',
    when: (place) => signedOutHere(place),
    holds: ({ shared }) => shared.store === null,
  },
]

/** Tab 0 has signed out and its wipe is complete. */
function signedOutHere({ parts: [first] }: Place): boolean {
  return (
    first?.snapshot.matches({ session: { SIGNED_OUT: 'IDLE' } }) === true &&
    first.snapshot.context.signedOutReason === 'user'
  )
}

/** L5: nobody is under way, and both tabs show what is stored. */
export function isConverged({ parts, shared }: Place): boolean {
  return (
    flying({ parts, shared, from: null, by: '' }) === 0 &&
    parts.every(({ snapshot }) =>
      shared.store === null ? !snapshot.hasTag('authenticated') : snapshot.context.generation === shared.store,
    )
  )
}

/** Places from which the tabs never come to show what is stored. */
export function strayIn(tabs: Product<AuthMachine, Device>): readonly string[] {
  const converged = [...tabs.places].filter(([, place]) => isConverged(place)).map(([key]) => key)
  return cutOffFrom(tabs, converged)
}
