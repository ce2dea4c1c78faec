import type { AnyEventObject, AnyStateMachine } from 'xstate'
import { chartHash } from '../../../machines/chart-hash.ts'
import { describe } from '../../../machines/describe.ts'
import { drawnEdges, nodesOf } from './drawn-edges.ts'
import type { Graph } from './explore.ts'
import { anatomyOf } from './place.ts'
import type { Verdict } from './properties.ts'

/**
 * What a run has found out about a machine, as JSON that a chart can paint: what was walked how often, which promise is
 * broken, and its replay. States and transitions go by the ids that `describe` gives them.
 */
export interface ModelResults {
  readonly format: 2
  readonly machine: string
  /** `chartHash` of the drawing that was walked: results of another drawing must not be painted on this one. */
  readonly drawing: string
  readonly coverage: {
    /** How many places each state was active in; one that is left in the same step counts how often it was left. */
    readonly states: readonly { readonly id: string; readonly places: number }[]
    /** How many steps took each declared transition. */
    readonly edges: readonly { readonly id: string; readonly steps: number }[]
    /** What is decided about each event in each leaf state; empty where nobody looked. */
    readonly cells: readonly CellResult[]
  }
  readonly verdicts: readonly Verdict[]
}

/** What a state makes of an event. */
export interface CellResult {
  readonly state: string
  readonly event: string
  readonly decision: 'handled' | 'ignored' | 'forgotten'
}

interface Found {
  readonly graphs: readonly Pick<Graph<AnyStateMachine>, 'places' | 'starts' | 'ways'>[]
  readonly verdicts: readonly Verdict[]
  readonly cells?: readonly CellResult[]
}

/** One verdict a promise: over several worlds it holds if it holds in each, and counts as asked as often as in all. */
export function modelResults(machine: AnyStateMachine, { graphs, verdicts, cells = [] }: Found): ModelResults {
  const seen = countIn(graphs)
  const sources = sourcesOf(machine)
  const states = nodesOf(machine.root).map(({ id }) => ({ id, places: seen.places.get(id) ?? 0 }))
  return {
    format: 2,
    machine: machine.id,
    drawing: chartHash(describe(machine)),
    coverage: {
      states: states.map(({ id, places }) => ({ id, places: places > 0 ? places : leftFrom(id) })),
      edges: [...sources.keys()].map((id) => ({ id, steps: seen.steps.get(id) ?? 0 })),
      cells: cells.map(({ state, event, decision }) => ({ state, event, decision })),
    },
    verdicts: merged(verdicts).map((verdict) => ({ ...verdict, replay: verdict.replay.map(asJson) })),
  }

  function leftFrom(state: string): number {
    const from = [...sources].filter(([, source]) => source === state)
    return from.reduce((sum, [id]) => sum + (seen.steps.get(id) ?? 0), 0)
  }
}

function sourcesOf(machine: AnyStateMachine): ReadonlyMap<string, string> {
  return new Map(drawnEdges(machine).map(({ id, source }) => [id, source]))
}

function countIn(graphs: Found['graphs']): {
  readonly places: ReadonlyMap<string, number>
  readonly steps: ReadonlyMap<string, number>
} {
  const places = new Map<string, number>()
  const steps = new Map<string, number>()
  const add = (counts: Map<string, number>, id: string): unknown => counts.set(id, (counts.get(id) ?? 0) + 1)
  for (const graph of graphs) {
    for (const { snapshot, from, edges } of graph.places.values()) {
      for (const { id } of anatomyOf(snapshot)._nodes) add(places, id)
      if (from === null) for (const id of edges) add(steps, id)
    }
    for (const found of graph.ways.values()) for (const { edges } of found) for (const id of edges) add(steps, id)
  }
  return { places, steps }
}

function merged(verdicts: readonly Verdict[]): readonly Verdict[] {
  const byName = new Map<string, Verdict>()
  for (const verdict of verdicts) {
    const known = byName.get(verdict.name)
    const worse = known === undefined || (known.holds && !verdict.holds) ? verdict : known
    byName.set(verdict.name, { ...worse, witnessed: (known?.witnessed ?? 0) + verdict.witnessed })
  }
  return [...byName.values()]
}

/** An actor's fault is an `Error`, which JSON would turn into nothing. */
function asJson(step: Verdict['replay'][number]): Verdict['replay'][number] {
  const { event } = step
  if (event === null || !('error' in event) || !(event['error'] instanceof Error)) return step
  return { ...step, event: { ...event, error: { message: event['error'].message } } satisfies AnyEventObject }
}
