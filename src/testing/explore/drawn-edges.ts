import type { AnyStateMachine, AnyStateNode, AnyTransitionDefinition } from 'xstate'
import { edgeId } from '../../../machines/edge-id.ts'
import { guardOf } from '../../../machines/guard-words.ts'

/** A declared transition of a machine under the name that chart, words and diff give it. */
export interface DrawnEdge {
  readonly id: string
  readonly source: string
  readonly event: string
  readonly guard: string | null
  readonly targets: readonly string[]
  readonly transition: AnyTransitionDefinition
}

/** Every declared transition, in document order. One that says "nothing happens" (`{}`) is no way anywhere and none of them. */
export function drawnEdges(machine: AnyStateMachine): readonly DrawnEdge[] {
  return nodesOf(machine.root).flatMap(edgesFrom)
}

/** A state and all states inside it. */
export function nodesOf(node: AnyStateNode): readonly AnyStateNode[] {
  return [node, ...Object.values(node.states).flatMap(nodesOf)]
}

function edgesFrom(node: AnyStateNode): readonly DrawnEdge[] {
  const taken = new Map<string, number>()
  return [...(node.always ?? []), ...[...node.transitions.values()].flat()].flatMap((transition) => {
    const guard = guardOf(transition.guard)?.name ?? null
    const targets = (transition.target ?? []).map(({ id }) => id)
    const event = transition.eventType === '' ? 'always' : String(transition.eventType)
    const name = edgeId({ source: node.id, event, guard, targets })
    // Unnamed guards can make two names alike; the order of declaration tells them apart.
    const twin = (taken.get(name) ?? 0) + 1
    taken.set(name, twin)
    const id = twin === 1 ? name : `${name} #${twin}`
    const isForbidden = targets.length === 0 && transition.actions.length === 0
    return isForbidden ? [] : [{ id, source: node.id, event, guard, targets, transition }]
  })
}
