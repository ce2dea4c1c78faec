import type { AuthInput } from '../../machines/context.ts'
import { movesAt } from './moves.ts'
import type { Property } from './properties.ts'
import { walker, type Machine, type Place, type Step, type TakenEdge } from './walk.ts'

export interface World {
  readonly machine: Machine
  readonly inputs: readonly AuthInput[]
  /** Which moves happen in this world, by their label. */
  readonly allows: (label: string) => boolean
  /** Two places with the same key count as one. */
  readonly keyOf: (place: Place) => string
  readonly properties: readonly Property[]
  /** Beyond this many places the exploration gives up and says so. */
  readonly bound: number
  /** Enough is seen once this property is breached. */
  readonly until?: string
}

export interface Exploration {
  readonly places: ReadonlyMap<string, Place>
  /** From each place, the places that one event leads to. */
  readonly ways: ReadonlyMap<string, ReadonlySet<string>>
  readonly steps: number
  /** The declared transitions that were taken. */
  readonly edges: ReadonlySet<string>
  /** The states that were active, those included that are left in the same step. */
  readonly states: ReadonlySet<string>
  /** How often each property's premise was met. */
  readonly witnessed: ReadonlyMap<string, number>
  /** Of each breached property, a shortest sequence of events that leads to the breach. */
  readonly breaches: ReadonlyMap<string, readonly string[]>
  /** The most transitions that followed from one event. */
  readonly longestChain: number
  readonly complete: boolean
}

/** Walks every configuration that a chart can reach in a world, nearest first. */
export function explore(world: World): Exploration {
  const { machine, inputs, allows, keyOf, properties, bound, until } = world
  const { begin, take } = walker(machine)
  const places = new Map<string, Place>()
  const ways = new Map<string, Set<string>>()
  const edges = new Set<string>()
  const states = new Set<string>()
  const witnessed = new Map<string, number>()
  const breaches = new Map<string, readonly string[]>()
  let steps = 0
  let longestChain = 0

  const visit = (place: Place): string => {
    const key = keyOf(place)
    if (places.has(key)) return key
    places.set(key, place)
    for (const node of place.snapshot._nodes) states.add(node.id)
    return key
  }
  const judge = (step: Step): void => {
    for (const { name, when, holds } of properties) {
      if (!when(step)) continue
      witnessed.set(name, (witnessed.get(name) ?? 0) + 1)
      if (!breaches.has(name) && !holds(step)) breaches.set(name, pathTo(step.after))
    }
  }

  const note = (taken: readonly TakenEdge[]): void => {
    longestChain = Math.max(longestChain, taken.length)
    for (const { id, source } of taken) {
      edges.add(id)
      states.add(source)
    }
  }

  for (const input of inputs) {
    const { place, edges: taken } = begin(input)
    note(taken)
    visit(place)
  }
  // A Map hands out what is added while it is walked: the queue of a breadth-first search.
  for (const [key, place] of places) {
    if (places.size > bound || (until !== undefined && breaches.has(until))) break
    const reached = new Set<string>()
    ways.set(key, reached)
    for (const move of movesAt(place)) {
      if (!allows(move.label)) continue
      const step = take(place, move)
      steps += 1
      note(step.edges)
      judge(step)
      if (step.after.snapshot.status === 'active') reached.add(visit(step.after))
    }
  }
  const complete = places.size <= bound
  return { places, ways, steps, edges, states, witnessed, breaches, longestChain, complete }
}

/** The events that lead to a place, from the start. */
export function pathTo(place: Place): readonly string[] {
  const path: string[] = []
  for (let here: Place | null = place; here !== null; here = here.from) path.unshift(here.by)
  return path
}
