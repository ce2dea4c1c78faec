import type { ChartNode } from '../../src/visualizer/chart-model.ts'
import type { ChartTree } from '../../src/visualizer/chart-tree.ts'
import { drawLane } from '../../src/visualizer/layout/draw-lane.ts'
import type { Drawing } from './drawing.ts'

/** Our layout of a lane, everything open, without the rail that elk has no counterpart of. */
export function ownDrawing(
  tree: ChartTree,
  lane: ChartNode,
  room: { readonly width: number; readonly columns: 1 | 2 },
): Drawing {
  const { width, height, boxes, routes } = drawLane(tree, lane, { ...room, isOpen: () => true })
  const joins = routes.filter(({ from }) => from !== lane.id)
  return { width, height, boxes, lines: joins.map(({ from, to, path }) => ({ from, to, points: cornersOf(path) })) }
}

/** The corners of a path of M, H, V and rounded corners, as if they were not rounded. */
function cornersOf(path: string): Drawing['lines'][number]['points'] {
  let x = 0
  let y = 0
  return [...path.matchAll(/([MHVQ]) ([-\d. ]+)/g)].flatMap(([, command, numbers = '']) => {
    const values = numbers.trim().split(' ').map(Number)
    if (command === 'V') y = values[0] ?? y
    else x = values[0] ?? x
    if (command === 'M' || command === 'Q') y = values[1] ?? y
    const corner = { x, y }
    if (command === 'Q') [x, y] = [values[2] ?? x, values[3] ?? y]
    return [corner]
  })
}
