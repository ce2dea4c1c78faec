import type { AnyStateMachine } from 'xstate'
import { keyIn, type Graph, type Way } from './explore.ts'
import type { Felt } from './felt.ts'
import { movesIn } from './moves.ts'
import type { Mutant } from './mutants.ts'
import { anatomyOf, type Move, type Place } from './place.ts'
import type { Safety } from './properties.ts'
import { walker } from './walk.ts'

/** What a mutant did to one graph. */
export interface Damage<Machine extends AnyStateMachine, Memory> {
  /** Promises about single steps that it breaks, of those that were looked at. */
  readonly broken: ReadonlySet<string>
  /** All that the mutant can reach, where it breaks none of them; null where that was not looked at to the end. */
  readonly graph: Graph<Machine, Memory> | null
}

interface Bench<Machine extends AnyStateMachine, Memory> {
  readonly graph: Graph<Machine, Memory>
  readonly felt: Felt
  readonly safety: readonly Safety<Machine, Memory>[]
}

/** A mutant that is caught is walked no further than this many of the steps that feel it, to see what else catches it. */
const longLook = 60

/**
 * Explores a mutant (while it is drawn) and holds it to promises about single steps. Steps that cannot feel it are taken
 * from the sound machine's graph: only the others, and whatever the sound machine never reaches, are walked anew.
 */
export function judgeMutant<Machine extends AnyStateMachine, Memory>(
  { graph, felt, safety }: Bench<Machine, Memory>,
  mutant: Mutant,
): Damage<Machine, Memory> {
  const steps = felt.steps(mutant)
  const startsAnew = felt.atStart(mutant)
  if (steps.size === 0 && !startsAnew) return { broken: new Set(), graph }

  const { begin, take } = walker(graph.machine, graph.world)
  const moves = movesIn(graph.world)
  const keyOf = keyIn(graph.world)
  const places = new Map<string, Place<Machine, Memory>>()
  const ways = new Map<string, readonly Way[]>()
  const edges = new Set<string>()
  const states = new Set<string>()
  const broken = new Set<string>()
  let { longestChain } = graph
  const enough = Math.min(
    longLook,
    [...steps.values()].reduce((sum, labels) => sum + labels.size, 0),
  )
  let walked = 0

  const meet = (place: Place<Machine, Memory>, key = keyOf(place)): string => {
    if (places.has(key)) return key
    places.set(key, startsAnew && place.from === null ? place : (graph.places.get(key) ?? place))
    for (const { id } of anatomyOf(place.snapshot)._nodes) states.add(id)
    return key
  }
  const note = (taken: readonly string[]): void => {
    longestChain = Math.max(longestChain, taken.length)
    for (const edge of taken) edges.add(edge)
  }
  const walk = (place: Place<Machine, Memory>, move: Move): Way => {
    const step = take(place, move)
    walked += 1
    for (const { name, when, holds } of safety) if (!broken.has(name) && when(step) && !holds(step)) broken.add(name)
    note(step.edges)
    return { label: move.label, to: meet(step.after), fair: move.fair, edges: step.edges }
  }
  const copied = (way: Way): Way => {
    const place = graph.places.get(way.to)
    if (place !== undefined) meet(place, way.to)
    note(way.edges)
    return way
  }

  const firsts = startsAnew
    ? (graph.world.inputs ?? [undefined]).map((input) => begin(input))
    : graph.starts.flatMap((key) => graph.places.get(key) ?? [])
  const starts = firsts.map((place) => meet(place))
  for (const place of firsts) note(place.edges)
  // A Map hands out what is added while it is walked: the queue of a breadth-first search.
  for (const [key, place] of places) {
    if (broken.size > 0 && walked >= enough) return { broken, graph: null }
    const known = place === graph.places.get(key) ? graph.ways.get(key) : undefined
    const changed = known === undefined ? null : steps.get(key)
    if (changed === undefined) ways.set(key, known?.map(copied) ?? [])
    else {
      const anew = moves(place).filter(({ label }) => changed === null || changed.has(label))
      const kept = known?.filter(({ label }) => changed?.has(label) !== true) ?? []
      ways.set(key, [...anew.map((move) => walk(place, move)), ...kept.map(copied)])
    }
  }
  for (const edge of edges) states.add(edge.slice(0, edge.indexOf(' > ')))
  const reached = { ...graph, places, starts, ways, edges, states, longestChain }
  return { broken, graph: broken.size > 0 ? null : reached }
}
