import type { ChartEdge, ChartNode } from './chart-model.ts'
import type { ChartTree } from './chart-tree.ts'

/** What a chart decided about one event in one state. */
export type Decision =
  | { readonly kind: 'handled'; readonly edges: readonly ChartEdge[] }
  | { readonly kind: 'ignored'; readonly reason: string }
  | { readonly kind: 'forgotten' }

/** Events that leave a state, and all in it, as they are; and why that is right. */
export interface IgnoredEvents {
  readonly state: string
  readonly events: readonly string[]
  readonly reason: string
}

/** Decides a cell the way the machine does: the innermost state that says something about the event is heard. */
export function decisionOn(
  tree: ChartTree,
  {
    state,
    event,
    ignored,
  }: { readonly state: string; readonly event: string; readonly ignored: readonly IgnoredEvents[] },
): Decision {
  const path = tree.withAncestors(state)
  const heard = path.map(({ id }) => edgesOn(tree, id, event)).find((edges) => edges.length > 0) ?? []
  const edges = heard.filter(({ forbidden }) => !forbidden)
  if (edges.length > 0) return { kind: 'handled', edges }
  const entry = ignored.find((one) => one.events.includes(event) && path.some(({ id }) => id === one.state))
  return entry === undefined ? { kind: 'forgotten' } : { kind: 'ignored', reason: entry.reason }
}

function edgesOn(tree: ChartTree, id: string, event: string): readonly ChartEdge[] {
  return tree.edgesFrom(id).filter((edge) => edge.event === event)
}

/** The innermost states of a lane, in document order. */
export function leavesOf(tree: ChartTree, node: ChartNode): readonly ChartNode[] {
  const children = tree.children(node.id)
  return children.length === 0 ? [node] : children.flatMap((child) => leavesOf(tree, child))
}
