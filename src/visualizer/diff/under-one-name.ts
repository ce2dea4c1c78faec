import { edgeId } from '../../../machines/edge-id.ts'
import type { ChartModel, ChartNode } from '../chart-model.ts'

/** The model as if its machine were named like the other: two versions are compared, not two names. */
export function underOneName(model: ChartModel, other: Pick<ChartNode, 'id' | 'key'>): ChartModel {
  const [root] = model.nodes
  if (root === undefined || root.id === other.id) return model
  const renamed = (id: string): string =>
    id === root.id || id.startsWith(`${root.id}.`) ? other.id + id.slice(root.id.length) : id
  return {
    ...model,
    id: other.id,
    nodes: model.nodes.map((node) => ({
      ...node,
      id: renamed(node.id),
      key: node === root ? other.key : node.key,
      parent: node.parent === null ? null : renamed(node.parent),
      initial: node.initial.map(renamed),
      children: node.children.map(renamed),
    })),
    edges: model.edges.map((edge) => {
      const source = renamed(edge.source)
      const targets = edge.targets.map(renamed)
      const twin = / #\d+$/.exec(edge.id)?.[0] ?? ''
      const id = edgeId({ source, event: edge.event, guard: edge.guard?.name ?? null, targets }) + twin
      return { ...edge, id, source, targets }
    }),
  }
}
