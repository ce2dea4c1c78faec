import type { AnyStateMachine } from 'xstate'
import type { Graph, Way } from './explore.ts'
import type { Mutant } from './mutants.ts'
import { anatomyOf } from './place.ts'

/** Steps of a graph: the labels of moves, by the place that they start from. */
export type StepNames = ReadonlyMap<string, ReadonlySet<string>>

export interface Felt {
  /** The steps of the sound graph that a mutant may change; every other step is the same by construction. */
  readonly steps: (mutant: Mutant) => StepNames
  /** Whether it may change how the machine starts. */
  readonly atStart: (mutant: Mutant) => boolean
}

/** Where the transitions of a graph can be felt, looked up once for all mutants. */
export function feltIn<Machine extends AnyStateMachine, Memory>({
  places,
  starts,
  ways,
}: Graph<Machine, Memory>): Felt {
  const taking = new Map<string, Map<string, Set<string>>>()
  const standing = new Map<string, Set<string>>()
  for (const [key, place] of places) {
    for (const { id } of anatomyOf(place.snapshot)._nodes) standing.set(id, (standing.get(id) ?? new Set()).add(key))
  }
  for (const [key, found] of ways) {
    for (const { label, edges } of found) {
      for (const edge of edges) {
        const known = taking.get(edge) ?? new Map<string, Set<string>>()
        taking.set(edge, known.set(key, (known.get(key) ?? new Set()).add(label)))
      }
    }
  }
  const none: ReadonlySet<string> = new Set()

  function steps(keys: Iterable<string>, isFelt: (way: Way, key: string) => boolean): StepNames {
    return new Map(
      [...keys].flatMap((key) => {
        const labels = (ways.get(key) ?? []).flatMap((way) => (isFelt(way, key) ? [way.label] : []))
        return labels.length === 0 ? [] : [[key, new Set(labels)] as const]
      }),
    )
  }

  /** An eventless transition without its guard is taken wherever its state would be at rest, or is left by another. */
  function passing(source: string): StepNames {
    const isHere = standing.get(source) ?? none
    const leaves = (edge: string): boolean => `${source}.`.startsWith(`${edge.slice(0, edge.indexOf(' > '))}.`)
    return steps(ways.keys(), ({ to, edges }, key) => isHere.has(to) || isHere.has(key) || edges.some(leaves))
  }

  return {
    steps({ edge: { id, source, event }, operator }) {
      if (operator !== 'unguard') return taking.get(id) ?? new Map<string, Set<string>>()
      if (event === 'always') return passing(source)
      return steps(standing.get(source) ?? none, ({ label }) => carries(label, event))
    },
    atStart: ({ edge: { event } }) => event === 'always' && starts.length > 0,
  }
}

/** Whether a move of this label brings this event: `refresh failed (silent)` brings `xstate.done.actor.refresh`. */
function carries(label: string, event: string): boolean {
  const [kind, id] = event.startsWith('xstate.') ? event.split('.actor.') : []
  if (id === undefined) return label === event || label.startsWith(`${event} (`)
  return label.startsWith(`${id} `) && label.includes(' broke') === (kind === 'xstate.error')
}
