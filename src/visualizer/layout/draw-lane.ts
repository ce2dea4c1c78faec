import type { ChartNode } from '../chart-model.ts'
import type { ChartTree } from '../chart-tree.ts'
import { joinEdges } from './join-edges.ts'
import { labelSpots, type LabelSpot } from './label-spots.ts'
import { placeBoxes, type Box, type Placing } from './place-boxes.ts'
import { routeJoins, type Route, type Routing } from './route-joins.ts'

export interface LaneDrawing {
  readonly width: number
  readonly height: number
  readonly boxes: readonly Box[]
  readonly routes: readonly Route[]
  /** The middle of the gutter, where the rail's label stands; null without a rail. */
  readonly rail: number | null
  readonly labels: readonly LabelSpot[]
}

const trackWidth = 9
const gutterMargins = 24
/** The rail of what is true of every state starts this far above the first box. */
const railTop = -8

/** Draws one lane: boxes first, then as much gutter as their edges need, then both again with that gutter. */
export function drawLane(tree: ChartTree, lane: ChartNode, given: Omit<Placing, 'gutter'>): LaneDrawing {
  const first = attempt(tree, lane, { ...given, gutter: 8 * trackWidth })
  const gutter = gutterFor(first.routing.tracks, given.width)
  const { boxes, routing, left } = attempt(tree, lane, { ...given, gutter })
  const rail = routing.routes.some(({ from }) => from === lane.id) ? left + gutter / 2 : null
  return {
    width: given.width,
    height: Math.max(0, ...boxes.map((box) => box.y + box.height)),
    boxes,
    routes: routing.routes,
    rail,
    labels: labelSpots(boxes, new Set(routing.routes.map(({ to }) => to)), rail),
  }
}

/** On a phone the tracks move closer together, so that the boxes keep room for their words. */
function gutterFor(tracks: number, width: number): number {
  return Math.min(gutterMargins + Math.max(0, tracks - 1) * trackWidth, Math.round(width / 3))
}

function attempt(tree: ChartTree, lane: ChartNode, placing: Placing): AttemptedLane {
  const boxes = placeBoxes(tree, lane, placing)
  const joins = joinEdges(tree, lane.id, new Set(boxes.map(({ id }) => id)))
  const left = placing.columns === 1 ? placing.width - placing.gutter : (placing.width - placing.gutter) / 2
  const routing = routeJoins(joins, boxes, { left, width: placing.gutter, top: railTop })
  return { boxes, routing, left }
}

interface AttemptedLane {
  readonly boxes: readonly Box[]
  readonly routing: Routing
  readonly left: number
}
