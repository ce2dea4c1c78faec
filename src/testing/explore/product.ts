import type { AnyEventObject, AnyStateMachine, InputFrom } from 'xstate'
import type { Way } from './explore.ts'
import type { Place } from './place.ts'
import type { Verdict } from './properties.ts'
import { walker } from './walk.ts'

/** Where several machines and the world between them stand. */
export interface JointPlace<Machine extends AnyStateMachine, Shared> {
  readonly parts: readonly Place<Machine>[]
  /** What they share: a server, a store, a lock. */
  readonly shared: Shared
  readonly from: JointPlace<Machine, Shared> | null
  readonly by: string
}

/** Something that can happen: one machine hears an event, or (null) only the world moves. */
export interface JointMove<Shared> {
  readonly label: string
  readonly part: number
  readonly event: AnyEventObject | null
  readonly shared: Shared
  readonly fair: string | null
}

/** The world between the machines. */
export interface Between<Machine extends AnyStateMachine, Shared> {
  readonly shared: Shared
  readonly start?: number
  readonly moves: (place: JointPlace<Machine, Shared>) => readonly JointMove<Shared>[]
  /** Two places with the same projection count as one. */
  readonly project: (place: JointPlace<Machine, Shared>) => unknown
  readonly limit?: number
}

/** Everything that machines can reach together. */
export interface Product<Machine extends AnyStateMachine, Shared> {
  readonly places: ReadonlyMap<string, JointPlace<Machine, Shared>>
  readonly ways: ReadonlyMap<string, readonly Way[]>
  readonly complete: boolean
}

/** A promise about several machines at once. */
export interface Invariant<Machine extends AnyStateMachine, Shared> {
  readonly name: string
  readonly when?: (place: JointPlace<Machine, Shared>) => boolean
  readonly holds: (place: JointPlace<Machine, Shared>) => boolean
}

interface Part<Machine extends AnyStateMachine> {
  readonly machine: Machine
  readonly input: InputFrom<Machine>
}

/** Walks what machines can do beside each other in one world: tabs over one store, clients of one server. */
export function product<Machine extends AnyStateMachine, Shared>(
  parts: readonly Part<Machine>[],
  { shared, start = 0, moves, project, limit = 50_000 }: Between<Machine, Shared>,
): Product<Machine, Shared> {
  const walkers = parts.map(({ machine, input }) => walker<Machine, unknown>(machine, { start, inputs: [input] }))
  const places = new Map<string, JointPlace<Machine, Shared>>()
  const ways = new Map<string, Way[]>()
  const visit = (place: JointPlace<Machine, Shared>): string => {
    const key = JSON.stringify(project(place))
    if (!places.has(key)) places.set(key, place)
    return key
  }
  const begin = walkers.map((one, index) => one.begin(parts[index]?.input))
  visit({ parts: begin, shared, from: null, by: 'start' })
  for (const [key, place] of places) {
    if (places.size > limit) break
    const found: Way[] = []
    ways.set(key, found)
    for (const move of moves(place)) {
      const moved = place.parts.map((part, index) => {
        const one = walkers[index]
        return index !== move.part || move.event === null || one === undefined
          ? part
          : one.take({ ...part, from: null }, { ...move, now: part.now }).after
      })
      const to = visit({ parts: moved, shared: move.shared, from: place, by: move.label })
      found.push({ label: move.label, to, fair: move.fair, edges: [] })
    }
  }
  return { places, ways, complete: places.size <= limit }
}

/** Holds a product to what must be true everywhere in it. A breach comes with a shortest sequence of moves. */
export function checkProduct<Machine extends AnyStateMachine, Shared>(
  { places }: Product<Machine, Shared>,
  invariants: readonly Invariant<Machine, Shared>[],
): readonly Verdict[] {
  return invariants.map(({ name, when = () => true, holds }) => {
    const asked = [...places.values()].filter(when)
    const breach = asked.find((place) => !holds(place))
    return { name, holds: breach === undefined, witnessed: asked.length, trace: traceOf(breach), cycle: [], replay: [] }
  })
}

function traceOf<Machine extends AnyStateMachine, Shared>(
  place: JointPlace<Machine, Shared> | undefined,
): readonly string[] {
  const trace: string[] = []
  for (let here = place ?? null; here !== null; here = here.from) trace.unshift(here.by)
  return trace
}
