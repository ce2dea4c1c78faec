import type { AnyStateMachine, AnyStateNode, AnyTransitionDefinition } from 'xstate'
import type { ChartTree } from './chart-tree.ts'

/** Tells which edge of the chart a microstep of the running machine took: the running definitions and their edge ids. */
export function edgesByDefinition(
  machine: AnyStateMachine,
  tree: ChartTree,
): ReadonlyMap<AnyTransitionDefinition, string> {
  return new Map(
    withDescendants(machine.root).flatMap((node) => {
      const edges = tree.edgesFrom(node.id)
      return definitionsOf(node).flatMap((definition, place): readonly [AnyTransitionDefinition, string][] => {
        const edge = edges[place]
        return edge === undefined ? [] : [[definition, edge.id]]
      })
    }),
  )
}

function withDescendants(node: AnyStateNode): readonly AnyStateNode[] {
  return [node, ...Object.values(node.states).flatMap(withDescendants)]
}

/** In the order in which a chart model lists them. */
function definitionsOf(node: AnyStateNode): readonly AnyTransitionDefinition[] {
  return [...(node.always ?? []), ...[...node.transitions.values()].flat()]
}
