import type { AnyStateMachine } from 'xstate'
import { keyIn, type Graph, type Way } from './explore.ts'
import { movesIn } from './moves.ts'
import type { Mutant } from './mutants.ts'
import { anatomyOf, type Move, type Place, type Step } from './place.ts'
import type { Reachable, Safety } from './properties.ts'
import { cutOffFrom } from './reach.ts'
import { walker } from './walk.ts'

interface Promises<Machine extends AnyStateMachine, Memory> {
  readonly safety: readonly Safety<Machine, Memory>[]
  readonly reachable: readonly Reachable<Machine, Memory>[]
}

/** What a mutant did to one graph. */
export interface Damage {
  /** Promises that it breaks. */
  readonly broken: readonly string[]
  /** Transitions that are still walked; a mutant that makes others unreachable is seen by that. */
  readonly edges: ReadonlySet<string>
}

interface Bounds {
  /** At most this many steps of the known graph are taken anew. Default 150. */
  readonly steps?: number
  /** At most this many places that only the mutant reaches are looked at. Default 40. */
  readonly places?: number
}

/**
 * Holds a mutant to the promises. Only where its transition can be felt is anything walked anew, and from there on only
 * what the sound machine never reaches: the rest of the graph is the same by construction.
 */
export function judgeMutant<Machine extends AnyStateMachine, Memory>(
  graph: Graph<Machine, Memory>,
  mutant: Mutant,
  { safety, reachable, steps = 150, places = 40 }: Promises<Machine, Memory> & Bounds,
): Damage {
  const { take } = walker(graph.machine, graph.world)
  const moves = movesIn(graph.world)
  const keyOf = keyIn(graph.world)
  const fresh = new Map<string, Place<Machine, Memory>>()
  const ways = new Map<string, readonly Way[]>(graph.ways)
  const broken = new Set<string>()

  const judge = (step: Step<Machine, Memory>): void => {
    for (const { name, when, holds } of safety) if (!broken.has(name) && when(step) && !holds(step)) broken.add(name)
  }
  const walk = (place: Place<Machine, Memory>, move: Move): Way => {
    const step = take(place, move)
    judge(step)
    const to = keyOf(step.after)
    if (!graph.places.has(to)) fresh.set(to, step.after)
    return { label: move.label, to, fair: move.fair, edges: step.edges }
  }

  return mutant.during(() => {
    for (const [key, labels] of feltIn(graph, mutant, steps)) {
      const place = graph.places.get(key)
      if (place === undefined) continue
      const anew = moves(place).filter(({ label }) => labels.has(label))
      const kept = (graph.ways.get(key) ?? []).filter(({ label }) => !labels.has(label))
      ways.set(key, [...kept, ...anew.map((move) => walk(place, move))])
      if (broken.size > 0) return { broken: [...broken], edges: graph.edges }
    }
    // A Map hands out what is added while it is walked.
    let looked = 0
    for (const [key, place] of fresh) {
      if (looked >= places || broken.size > 0) break
      looked += 1
      ways.set(
        key,
        moves(place).map((move) => walk(place, move)),
      )
    }
    const { reached, edges } = reachedIn(graph, ways)
    const all = new Map([...reached].flatMap((key) => entryOf(graph.places.get(key) ?? fresh.get(key), key)))
    for (const { name, reach } of broken.size > 0 || looked >= places ? [] : reachable) {
      const goals = [...all].filter(([, place]) => reach(place)).map(([key]) => key)
      if (cutOffFrom({ places: all, ways }, goals).length > 0) broken.add(name)
    }
    return { broken: [...broken], edges }
  })
}

function entryOf<Value>(value: Value | undefined, key: string): readonly (readonly [string, Value])[] {
  return value === undefined ? [] : [[key, value]]
}

/** The steps of the known graph that a mutant may change, spread evenly where they are too many. */
function feltIn<Machine extends AnyStateMachine, Memory>(
  { ways, places }: Graph<Machine, Memory>,
  { edge, operator }: Mutant,
  limit: number,
): ReadonlyMap<string, ReadonlySet<string>> {
  const isIn = (key: string): boolean =>
    anatomyOf(places.get(key)?.snapshot ?? {})._nodes.some(({ id }) => id === edge.source)
  const felt: (readonly [string, string])[] = []
  for (const [key, found] of ways) {
    const here = operator === 'unguard' && edge.event !== 'always' && isIn(key)
    for (const { label, to, edges } of found) {
      const mayTake = edge.event === 'always' ? operator === 'unguard' && isIn(to) : here && carries(label, edge.event)
      if (edges.includes(edge.id) || mayTake) felt.push([key, label])
    }
  }
  const spread = felt.filter((_, index) => felt.length <= limit || index % Math.ceil(felt.length / limit) === 0)
  const byKey = new Map<string, Set<string>>()
  for (const [key, label] of spread) byKey.set(key, (byKey.get(key) ?? new Set()).add(label))
  return byKey
}

/** Whether a move of this label brings this event: `refresh failed (silent)` brings `xstate.done.actor.refresh`. */
function carries(label: string, event: string): boolean {
  const [, , end, id] = /^xstate\.(done|error)\.actor\.(.*)$/.exec(event) ? ['', '', ...event.split('.actor.')] : []
  if (end === undefined || id === undefined) return label === event || label.startsWith(`${event} (`)
  return label.startsWith(`${id} `)
}

function reachedIn<Machine extends AnyStateMachine, Memory>(
  { starts, places }: Graph<Machine, Memory>,
  ways: ReadonlyMap<string, readonly Way[]>,
): { readonly reached: ReadonlySet<string>; readonly edges: ReadonlySet<string> } {
  const reached = new Set(starts)
  const edges = new Set(starts.flatMap((key) => places.get(key)?.edges ?? []))
  for (const key of reached) {
    for (const way of ways.get(key) ?? []) {
      reached.add(way.to)
      for (const edge of way.edges) edges.add(edge)
    }
  }
  return { reached, edges }
}
