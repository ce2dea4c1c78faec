import type { ChartNode } from '../chart-model.ts'
import type { ChartTree } from '../chart-tree.ts'
import { arrangeLanes } from '../layout/arrange-lanes.ts'
import { drawLane, type LaneDrawing } from '../layout/draw-lane.ts'

export interface PosterLane {
  readonly lane: ChartNode
  readonly drawing: LaneDrawing
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** A whole chart on one sheet: lanes with their places, everything unfolded. */
export interface Poster {
  readonly width: number
  readonly height: number
  readonly lanes: readonly PosterLane[]
}

/** From a lane's corner to its first box. */
export const inset = { x: 16, y: 64 }
const gap = 24
/** Two ports of one box, and as much again: boxes of one height stand with their lines between each other's. */
const stagger = 28
/** From this width on a live chart keeps room for its panel; a sheet has none. */
const widest = 999
const margin = 24

export interface PosterRoom {
  readonly width: number
  /** How many levels of a lane are drawn; the innermost say how many states they hold. */
  readonly depth: number
}

export function layPoster(tree: ChartTree, { width, depth }: PosterRoom): Poster {
  const across = Math.min(width - 2 * margin, widest)
  const lanes: PosterLane[] = []
  let top = margin
  for (const { stacks, room } of arrangeLanes(tree, across).rows) {
    const column = room.width + 2 * inset.x
    const bottoms = stacks.map((stack, place) => {
      let y = top
      for (const lane of stack) {
        const drawing = drawLane(tree, lane, { ...room, stagger, isOpen: (id) => depthOf(tree, id) < depth })
        const height = inset.y + drawing.height + inset.x
        lanes.push({ lane, drawing, x: margin + place * (column + gap), y, width: column, height })
        y += height + gap
      }
      return y
    })
    top = Math.max(...bottoms)
  }
  return { width: across + 2 * margin, height: top - gap + margin, lanes }
}

function depthOf(tree: ChartTree, id: string): number {
  return tree.withAncestors(id).length - (tree.laneOf(id) === tree.root ? 1 : 2)
}
