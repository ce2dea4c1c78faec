import { describe, expect, it } from 'vitest'
import { authMachine } from '../../machines/index.ts'
import { chartModel } from '../../src/visualizer/chart-model.ts'
import { chartTree } from '../../src/visualizer/chart-tree.ts'
import { drawLane } from '../../src/visualizer/layout/draw-lane.ts'
import { coveredLabels, crampedBoxes, crossedBoxes, mergedLines } from './lane-geometry.ts'

const tree = chartTree(chartModel(authMachine))

/** The room of a lane on a phone of 320 px, of 360 px, on a tablet, beside a panel, and on a wide desk. */
const rooms = [
  { width: 254, columns: 1 },
  { width: 294, columns: 1 },
  { width: 322, columns: 1 },
  { width: 702, columns: 2 },
  { width: 868, columns: 2 },
] as const

describe.each(tree.lanes.map((lane) => ({ name: lane.key, lane })))('the lane $name', ({ lane }) => {
  const folds = everyFold(lane.id)

  it(`is drawn soundly in every width and in each of its ${folds.length} ways to be folded`, () => {
    const faults = rooms.flatMap((room) =>
      folds.flatMap((open) => {
        const drawing = drawLane(tree, lane, { ...room, isOpen: (id) => open.has(id) })
        const found = [
          ...crampedBoxes(tree, drawing),
          ...crossedBoxes(tree, drawing),
          ...mergedLines(drawing),
          ...coveredLabels(tree, drawing),
        ]
        return found.map((fault) => `${room.width} px, open: ${[...open].join(', ')}: ${fault}`)
      }),
    )
    expect(faults).toEqual([])
  })
})

/** Every set of open states that can be seen: what stands in a folded state is neither open nor folded. */
function everyFold(id: string): readonly ReadonlySet<string>[] {
  return tree
    .children(id)
    .filter((child) => tree.children(child.id).length > 0)
    .reduce<readonly ReadonlySet<string>[]>(
      (folds, child) => {
        const inner = [new Set<string>(), ...everyFold(child.id).map((open) => new Set([child.id, ...open]))]
        return folds.flatMap((fold) => inner.map((open) => new Set([...fold, ...open])))
      },
      [new Set<string>()],
    )
}
