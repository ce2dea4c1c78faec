import type { ChartModel } from '../chart-model.ts'
import { chartTree } from '../chart-tree.ts'

/** The model without the other lanes, and without the edges that start there. */
export function keepLanes(model: ChartModel, lanes: readonly string[]): ChartModel {
  const tree = chartTree(model)
  const isKept = (id: string): boolean => id === tree.root.id || lanes.includes(tree.laneOf(id)?.id ?? '')
  return {
    ...model,
    nodes: model.nodes
      .filter(({ id }) => isKept(id))
      .map((node) => ({ ...node, children: node.children.filter(isKept), initial: node.initial.filter(isKept) })),
    edges: model.edges
      .filter(({ source }) => isKept(source))
      .map((edge) => ({ ...edge, targets: edge.targets.filter(isKept) })),
  }
}
