import type { ChartModel, ChartNode } from '../chart-model.ts'
import type { Mark } from '../export/draw-poster.ts'

export interface Versions {
  readonly before: ChartModel
  readonly after: ChartModel
  readonly marks: ReadonlyMap<string, Mark>
}

/** Both charts in one, so that in a drawing of it nothing unchanged moves. What both have is shown as it is now. */
export function unionModel({ before, after, marks }: Versions): ChartModel {
  const nodes = new Map([...before.nodes, ...after.nodes].map((node) => [node.id, node]))
  const olds = new Map(before.nodes.map((node) => [node.id, node]))
  const news = new Map(after.nodes.map((node) => [node.id, node]))
  const childrenOf = (parent: string): readonly string[] =>
    merged(olds.get(parent)?.children ?? [], news.get(parent)?.children ?? []).filter(
      (id) => nodes.get(id)?.parent === parent,
    )
  const [root] = after.nodes
  // A transition whose name changed with its guard or its delay is drawn once.
  const gone = before.edges.filter(({ id }) => marks.get(id) === 'removed')
  return {
    ...after,
    nodes: root === undefined ? [] : within(root),
    edges: [...after.edges, ...gone],
  }

  function within(node: ChartNode): readonly ChartNode[] {
    const children = childrenOf(node.id)
    return [{ ...node, children }, ...children.flatMap((id) => within(nodes.get(id) ?? node))]
  }
}

/** The new order, with what is gone after what stood before it. */
function merged(olds: readonly string[], news: readonly string[]): readonly string[] {
  const order = [...news]
  for (const [place, old] of olds.entries()) {
    if (order.includes(old)) continue
    const previous = olds[place - 1]
    order.splice(previous === undefined ? 0 : order.indexOf(previous) + 1, 0, old)
  }
  return order
}
