import type { AnyStateMachine } from 'xstate'
import { drawnEdges, nodesOf } from './drawn-edges.ts'

interface Walked {
  readonly edges: ReadonlySet<string>
  readonly states: ReadonlySet<string>
}

/** How much of a machine's drawing was walked. JSON-safe. */
export interface Coverage {
  readonly states: number
  readonly edges: number
  readonly unreached: readonly string[]
  readonly untaken: readonly string[]
}

/** What explorations, taken together, have seen of a machine and what not. */
export function coverage(machine: AnyStateMachine, walks: readonly Walked[]): Coverage {
  const states = nodesOf(machine.root).map(({ id }) => id)
  const edges = drawnEdges(machine).map(({ id }) => id)
  return {
    states: states.length,
    edges: edges.length,
    unreached: states.filter((id) => !walks.some((walk) => walk.states.has(id))),
    untaken: edges.filter((id) => !walks.some((walk) => walk.edges.has(id))),
  }
}
