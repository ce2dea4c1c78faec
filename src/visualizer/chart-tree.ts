import type { StateValue } from 'xstate'
import type { ChartEdge, ChartModel, ChartNode } from './chart-model.ts'

/** A chart model that can be walked. */
export interface ChartTree {
  readonly root: ChartNode
  /** The parallel regions, each drawn as a lane; a chart without any is one lane. */
  readonly lanes: readonly ChartNode[]
  node(id: string): ChartNode | undefined
  children(id: string): readonly ChartNode[]
  /** The node and all it stands in, from the inside out. */
  withAncestors(id: string): readonly ChartNode[]
  edgesFrom(id: string): readonly ChartEdge[]
  edges(ids: readonly string[]): readonly ChartEdge[]
  /** The lane a state is drawn in. */
  laneOf(id: string): ChartNode | undefined
}

/** Finds states, lanes and transitions of a chart by their ids. */
export function chartTree(model: ChartModel): ChartTree {
  const byId = new Map(model.nodes.map((node) => [node.id, node]))
  const root = model.nodes[0]
  if (root === undefined) throw new TypeError('Cannot draw the chart: its model holds no state')

  const children = (id: string): readonly ChartNode[] =>
    (byId.get(id)?.children ?? []).flatMap((child) => byId.get(child) ?? [])
  const lanes = root.type === 'parallel' ? children(root.id) : [root]
  const laneIds = new Set(lanes.map(({ id }) => id))

  function withAncestors(id: string): readonly ChartNode[] {
    const node = byId.get(id)
    if (node === undefined) return []
    return node.parent === null ? [node] : [node, ...withAncestors(node.parent)]
  }

  return {
    root,
    lanes,
    node: (id) => byId.get(id),
    children,
    withAncestors,
    edgesFrom: (id) => model.edges.filter(({ source }) => source === id),
    edges: (ids) => model.edges.filter(({ id }) => ids.includes(id)),
    laneOf: (id) => withAncestors(id).find((node) => laneIds.has(node.id)),
  }
}

/** Ids of every state that a state value makes active, outermost first. */
export function activeStates(tree: ChartTree, value: StateValue): readonly string[] {
  return [tree.root.id, ...within(tree.root, value)]

  function within(parent: ChartNode, inner: StateValue): readonly string[] {
    const entries = typeof inner === 'string' ? [[inner, {}] as const] : Object.entries(inner)
    return entries.flatMap(([key, deeper]) => {
      const node = tree.children(parent.id).find((child) => child.key === key)
      return node === undefined || deeper === undefined ? [] : [node.id, ...within(node, deeper)]
    })
  }
}

/** The state value that makes these states active: the way back from `activeStates`. */
export function stateValueOf(tree: ChartTree, active: readonly string[]): StateValue {
  return within(tree.root) ?? {}

  function within(parent: ChartNode): StateValue | undefined {
    const inner = tree.children(parent.id).filter(({ id }) => active.includes(id))
    const [only] = inner
    if (only === undefined) return undefined
    const deeper = within(only)
    if (parent.type !== 'parallel' && deeper === undefined) return only.key
    return Object.fromEntries(inner.map((child) => [child.key, within(child) ?? {}]))
  }
}
