import type { ChartNode } from './chart-model.ts'
import type { ChartTree } from './chart-tree.ts'

/** Where a lane stands: its deepest active state. */
export function innermostOf(tree: ChartTree, lane: ChartNode, active: readonly string[]): ChartNode | undefined {
  const id = active.findLast((one) => one !== lane.id && tree.laneOf(one)?.id === lane.id)
  return id === undefined ? undefined : tree.node(id)
}

/** A state's name within its lane: `REFRESHING.RENEWING`. */
export function nameInLane(tree: ChartTree, node: ChartNode): string {
  const lane = tree.laneOf(node.id)
  return tree
    .withAncestors(node.id)
    .filter(({ id }) => tree.laneOf(id)?.id === lane?.id && id !== lane?.id)
    .map(({ key }) => key)
    .toReversed()
    .join('.')
}

export interface LaneChange {
  readonly lane: ChartNode
  readonly before: string
  readonly after: string
}

/** The lanes a step moved, and from where to where. */
export function laneChanges(
  tree: ChartTree,
  { before, after }: { readonly before: readonly string[]; readonly after: readonly string[] },
): readonly LaneChange[] {
  return tree.lanes.flatMap((lane) => {
    const from = innermostOf(tree, lane, before)
    const to = innermostOf(tree, lane, after)
    if (from?.id === to?.id) return []
    return [
      {
        lane,
        before: from === undefined ? '' : nameInLane(tree, from),
        after: to === undefined ? '' : nameInLane(tree, to),
      },
    ]
  })
}
