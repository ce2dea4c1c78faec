import type { AnyStateMachine, AnyStateNode, AnyTransitionDefinition, StateValue } from 'xstate'
import { describe, type ChartDescription } from '../../machines/describe.ts'

/** All that may be said about a machine: the names that stand in its source code. */
export interface Vocabulary {
  readonly chart: ChartDescription
  /** The event's type where the chart knows it, else `unlisted`. */
  event(type: string): string
  /** The value with the chart's own keys only. */
  value(value: unknown): StateValue
  /** The ids among these under which the chart itself invokes actors. */
  children(ids: readonly string[]): readonly string[]
  edge(definition: AnyTransitionDefinition): string | undefined
}

export const unlisted = 'unlisted'

export function vocabularyOf(machine: AnyStateMachine, moreEvents: readonly string[] = []): Vocabulary {
  const chart = describe(machine)
  const events = new Set(['xstate.init', 'xstate.stop', ...moreEvents])
  const invoked = new Set<string>()
  for (const node of chart.nodes) {
    for (const { event } of node.transitions) if (!event.includes('*')) events.add(event)
    for (const { id } of node.invokes) invoked.add(id)
  }
  const edges = edgesOf(machine, chart)
  return {
    chart,
    event: (type) => (events.has(type) ? type : unlisted),
    value: (value) => valueWithin(machine.root, value),
    children: (ids) => ids.filter((id) => invoked.has(id)),
    edge: (definition) => edges.get(definition),
  }
}

function valueWithin(node: AnyStateNode, value: unknown): StateValue {
  if (typeof value === 'string') return value in node.states ? value : {}
  if (typeof value !== 'object' || value === null) return {}
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, inner]) => {
      const child = Object.hasOwn(node.states, key) ? node.states[key] : undefined
      return child === undefined ? [] : [[key, valueWithin(child, inner)]]
    }),
  )
}

/** `describe` lists a node's transitions in the order of their definitions. */
function edgesOf(machine: AnyStateMachine, chart: ChartDescription): ReadonlyMap<AnyTransitionDefinition, string> {
  const byId = new Map(chart.nodes.map((node) => [node.id, node]))
  return new Map(
    withDescendants(machine.root).flatMap((node) => {
      const described = byId.get(node.id)?.transitions ?? []
      const definitions = [...(node.always ?? []), ...[...node.transitions.values()].flat()]
      return definitions.flatMap((definition, place): readonly [AnyTransitionDefinition, string][] => {
        const edge = described[place]
        return edge === undefined ? [] : [[definition, edge.id]]
      })
    }),
  )
}

function withDescendants(node: AnyStateNode): readonly AnyStateNode[] {
  return [node, ...Object.values(node.states).flatMap(withDescendants)]
}
