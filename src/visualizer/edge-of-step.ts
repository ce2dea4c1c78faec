import type { AnyStateMachine, AnyTransitionDefinition, StateNode } from 'xstate'
import { describe } from '../../machines/describe.ts'

/** Tells which edge of the chart a microstep of the running machine took: the running definitions and their edge ids. */
export function edgesByDefinition(machine: AnyStateMachine): ReadonlyMap<AnyTransitionDefinition, string> {
  const described = new Map(describe(machine).nodes.map((node) => [node.id, node.transitions]))
  const root: StateNode = machine.root
  return new Map(
    withDescendants(root).flatMap((node) =>
      definitionsOf(node).flatMap((definition, place): readonly [AnyTransitionDefinition, string][] => {
        const edge = described.get(node.id)?.[place]
        return edge === undefined ? [] : [[definition, edge.id]]
      }),
    ),
  )
}

function withDescendants(node: StateNode): readonly StateNode[] {
  return [node, ...Object.values(node.states).flatMap(withDescendants)]
}

/** In the order in which `describe` lists them. */
function definitionsOf(node: StateNode): readonly AnyTransitionDefinition[] {
  return [...(node.always ?? []), ...[...node.transitions.values()].flat()]
}
