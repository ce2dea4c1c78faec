import type { AnyStateMachine } from 'xstate'
import type { Graph, Way } from './explore.ts'
import type { Place } from './place.ts'

/** A sequence of moves from a start, and the declared transitions that it walks. */
export interface Path {
  readonly start: number
  readonly labels: readonly string[]
  readonly edges: readonly string[]
}

/** A small set of paths that together walk every transition the graph has walked; each is a shortest one to something. */
export function paths<Machine extends AnyStateMachine, Memory>(
  graph: Graph<Machine, Memory>,
  wanted: (edge: string) => boolean = () => true,
): readonly Path[] {
  const firsts = firstWays(graph, wanted)
  const candidates = [...firsts.values()].map(({ key, way }) => pathAlong(graph, key, way))
  const left = new Set(firsts.keys())
  const chosen: Path[] = []
  // The longest first: what they pass on the way needs no path of its own.
  for (const path of candidates.toSorted((one, other) => other.labels.length - one.labels.length)) {
    if (!path.edges.some((edge) => left.has(edge))) continue
    chosen.push(path)
    for (const edge of path.edges) left.delete(edge)
  }
  return chosen
}

interface First {
  readonly key: string
  readonly way: Way | null
}

/** For each transition, the nearest place from which a move takes it. */
function firstWays<Machine extends AnyStateMachine, Memory>(
  { places, ways }: Graph<Machine, Memory>,
  wanted: (edge: string) => boolean,
): ReadonlyMap<string, First> {
  const firsts = new Map<string, First>()
  const note = (edges: readonly string[], first: First): void => {
    for (const edge of edges) if (!firsts.has(edge) && wanted(edge)) firsts.set(edge, first)
  }
  for (const [key, place] of places) if (place.from === null) note(place.edges, { key, way: null })
  for (const [key, found] of ways) for (const way of found) note(way.edges, { key, way })
  return firsts
}

function pathAlong<Machine extends AnyStateMachine, Memory>(
  { places, starts }: Graph<Machine, Memory>,
  key: string,
  way: Way | null,
): Path {
  const labels: string[] = way === null ? [] : [way.label]
  const edges = new Set(way?.edges)
  let here: Place<Machine, Memory> | null = places.get(key) ?? null
  let start = 0
  for (; here !== null; here = here.from) {
    for (const edge of here.edges) edges.add(edge)
    if (here.from !== null) labels.unshift(here.by)
    else start = starts.findIndex((name) => places.get(name) === here)
  }
  return { start, labels, edges: [...edges] }
}
