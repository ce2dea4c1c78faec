import type { ChartEdge, ChartNode } from '../chart-model.ts'
import type { ChartTree } from '../chart-tree.ts'
import { decisionOn, leavesOf } from '../decisions.ts'
import { titleOf } from '../plain-words.ts'

/** What a state makes of an event, where two versions of a chart disagree. */
export interface ChangedCell {
  readonly state: string
  readonly event: string
  readonly before: string
  readonly after: string
}

/** Of the innermost states both versions have. Timed transitions are not events anybody sends; they stand among the changes. */
export function changedCells(before: ChartTree, after: ChartTree): readonly ChangedCell[] {
  const states = leavesOf(after, after.root).filter(({ id }) => before.node(id) !== undefined)
  return states.flatMap(({ id }) =>
    eventsAt(id, [before, after]).flatMap((event): readonly ChangedCell[] => {
      const [was, is] = [before, after].map((tree) => told(tree, id, event))
      return was === undefined || is === undefined || was === is ? [] : [{ state: id, event, before: was, after: is }]
    }),
  )
}

function eventsAt(state: string, trees: readonly ChartTree[]): readonly string[] {
  const edges = trees.flatMap((tree) => tree.withAncestors(state).flatMap(({ id }) => tree.edgesFrom(id)))
  return [...new Set(edges.filter(({ kind }) => kind !== 'after' && kind !== 'always').map(({ event }) => event))]
}

function told(tree: ChartTree, state: string, event: string): string {
  const decision = decisionOn(tree, { state, event, ignored: [] })
  if (decision.kind !== 'handled') return 'nothing'
  return decision.edges.map((edge) => wayOf(tree, edge)).join(', else ')
}

function wayOf(tree: ChartTree, edge: ChartEdge): string {
  const targets = edge.targets.map((id) => nameOf(tree.node(id), id)).join(' and ')
  const end = targets === '' ? 'stays' : `→ ${targets}`
  return edge.guard === null ? end : `${end} if ${edge.guard.words}`
}

function nameOf(node: ChartNode | undefined, id: string): string {
  return node === undefined ? id : `${titleOf(node)} (${node.key})`
}
