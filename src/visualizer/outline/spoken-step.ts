import type { ChartTree } from '../chart-tree.ts'
import { eventName } from '../event-names.ts'
import { laneChanges } from '../lane-paths.ts'
import { causeOf, titleOf } from '../plain-words.ts'
import type { Step } from '../watch-actor.ts'

/** A step as it is spoken: what happened, then where each region it moved stands now. */
export function spokenStep(tree: ChartTree, step: Step): string {
  const moved = tree.edges(step.edges).find(({ targets }) => targets.length > 0)
  const cause = moved === undefined ? eventName(step.event) : causeOf(moved)
  const arrivals = laneChanges(tree, step).map(({ lane }) => {
    const leaf = step.after.findLast((id) => id !== lane.id && tree.laneOf(id)?.id === lane.id)
    const state = tree.node(leaf ?? lane.id)
    const where = state === undefined ? lane.key : titleOf(state)
    return tree.lanes.length > 1 ? `${titleOf(lane)}: ${where}` : where
  })
  if (arrivals.length > 0) return `${cause}. ${arrivals.join('. ')}.`
  return step.edges.length > 0 ? `${cause}. No state changed.` : `${cause} changed nothing.`
}
