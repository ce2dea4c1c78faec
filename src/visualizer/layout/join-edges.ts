import type { ChartEdge } from '../chart-model.ts'
import type { ChartTree } from '../chart-tree.ts'

/** Every edge that leads from one drawn box to another. The lane itself is a source: "from any of these". */
export interface Join {
  readonly from: string
  readonly to: string
  readonly edges: readonly string[]
}

/** Joins the boxes that are drawn; an edge of a folded state leaves and enters the box it is folded into. */
export function joinEdges(tree: ChartTree, lane: string, drawn: ReadonlySet<string>): readonly Join[] {
  const joins = new Map<string, Join>()
  for (const edge of edgesWithin(tree, lane)) {
    const from = edge.source === lane ? lane : drawnFor(edge.source)
    for (const target of edge.targets) {
      const to = drawnFor(target)
      if (from === undefined || to === undefined || from === to) continue
      const key = `${from}\n${to}`
      joins.set(key, { from, to, edges: [...(joins.get(key)?.edges ?? []), edge.id] })
    }
  }
  return [...joins.values()]

  function drawnFor(id: string): string | undefined {
    return tree.withAncestors(id).find((node) => drawn.has(node.id))?.id
  }
}

function edgesWithin(tree: ChartTree, id: string): readonly ChartEdge[] {
  return [...tree.edgesFrom(id), ...tree.children(id).flatMap((child) => edgesWithin(tree, child.id))]
}
