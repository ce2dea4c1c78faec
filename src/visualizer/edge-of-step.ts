import type { AnyStateMachine, AnyStateNode, AnyTransitionDefinition } from 'xstate'
import { describe } from '../../machines/describe.ts'

/** Tells which edge of the chart a microstep of the running machine took: the running definitions and their edge ids. */
export function edgesByDefinition(machine: AnyStateMachine): ReadonlyMap<AnyTransitionDefinition, string> {
  const described = new Map(describe(machine).nodes.map((node) => [node.id, node.transitions]))
  return new Map(
    withDescendants(machine.root).flatMap((node) =>
      definitionsOf(node).flatMap((definition, place): readonly [AnyTransitionDefinition, string][] => {
        const edge = described.get(node.id)?.[place]
        return edge === undefined ? [] : [[definition, edge.id]]
      }),
    ),
  )
}

function withDescendants(node: AnyStateNode): readonly AnyStateNode[] {
  return [node, ...Object.values(node.states).flatMap(withDescendants)]
}

/** In the order in which `describe` lists them. */
function definitionsOf(node: AnyStateNode): readonly AnyTransitionDefinition[] {
  return [...(node.always ?? []), ...[...node.transitions.values()].flat()]
}
