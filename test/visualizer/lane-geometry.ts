import type { ChartTree } from '../../src/visualizer/chart-tree.ts'
import type { LaneDrawing } from '../../src/visualizer/layout/draw-lane.ts'
import type { Box } from '../../src/visualizer/layout/place-boxes.ts'

interface Segment {
  readonly x1: number
  readonly y1: number
  readonly x2: number
  readonly y2: number
}

type Area = Pick<Box, 'x' | 'y' | 'width' | 'height'>

/** Siblings closer than 24 px, and children that stick out of their parent. */
export function crampedBoxes(tree: ChartTree, { boxes }: LaneDrawing): readonly string[] {
  const byId = new Map(boxes.map((box) => [box.id, box]))
  return boxes.flatMap((box) => {
    const parent = tree.node(box.id)?.parent ?? null
    const siblings = boxes.filter(({ id }) => id > box.id && tree.node(id)?.parent === parent)
    const near = siblings.filter((other) => distance(box, other) < 24).map(({ id }) => `${box.id} near ${id}`)
    const around = byId.get(parent ?? '')
    return around === undefined || contains(around, box) ? near : [...near, `${box.id} leaves ${around.id}`]
  })
}

/** Lines that run through a box they neither leave nor enter nor come out of from inside. */
export function crossedBoxes(tree: ChartTree, { boxes, routes }: LaneDrawing): readonly string[] {
  return routes.flatMap((route) => {
    const own = new Set([route.from, route.to].flatMap((id) => tree.withAncestors(id)).map(({ id }) => id))
    const foreign = boxes.filter(({ id }) => !own.has(id))
    const lines = segmentsOf(route.path)
    return foreign
      .filter((box) => lines.some((line) => cuts(line, box)))
      .map(({ id }) => `${route.from} → ${route.to} cuts ${id}`)
  })
}

/** Lines into different states that run on top of each other. */
export function mergedLines({ routes }: LaneDrawing): readonly string[] {
  const vertical = routes.flatMap(({ to, path }) =>
    segmentsOf(path)
      .filter(({ x1, x2 }) => x1 === x2)
      .map((line) => ({ to, line })),
  )
  return vertical.flatMap(({ to, line }, place) =>
    vertical
      .slice(place + 1)
      .filter(
        (other) =>
          other.to !== to && other.line.x1 === line.x1 && overlaps([line.y1, line.y2], [other.line.y1, other.line.y2]),
      )
      .map((other) => `${to} on ${other.to}`),
  )
}

/** Labels that lie on a box's words, a line, the rail's words or one another, or that leave the lane. */
export function coveredLabels(tree: ChartTree, { boxes, routes, labels, rail, width }: LaneDrawing): readonly string[] {
  const lines = routes.flatMap(({ from, to, path }) =>
    segmentsOf(path).map((line) => ({ name: `${from} → ${to}`, line })),
  )
  const words = boxes.map(({ id, x, y, width, header }) => {
    // Of an open state the title and name; the room under them is there for labels.
    const isOpen = tree.children(id).some((child) => boxes.some((box) => box.id === child.id))
    return { name: id, area: { x, y, width, height: isOpen ? header - 8 : header } }
  })
  const railWords = rail === null ? [] : [{ name: 'the rail', area: { x: rail - 27, y: -26, width: 54, height: 16 } }]
  const areas = labels.map(({ to, x, y, width }) => ({ name: to, area: { x, y, width, height: 18 } }))
  return areas.flatMap(({ name, area }, place) => [
    ...[...words, ...railWords, ...areas.slice(place + 1)]
      .filter((other) => distance(area, other.area) < 0)
      .map((other) => `${name} on ${other.name}`),
    ...lines.filter(({ line }) => cuts(line, area)).map((other) => `${name} under ${other.name}`),
    ...(area.x < 0 || area.x + area.width > width ? [`${name} leaves its lane`] : []),
  ])
}

function distance(one: Area, other: Area): number {
  const across = Math.max(other.x - (one.x + one.width), one.x - (other.x + other.width))
  const down = Math.max(other.y - (one.y + one.height), one.y - (other.y + other.height))
  return Math.max(across, down)
}

function contains(outer: Box, inner: Box): boolean {
  return (
    inner.x >= outer.x &&
    inner.x + inner.width <= outer.x + outer.width &&
    inner.y >= outer.y + outer.header &&
    inner.y + inner.height <= outer.y + outer.height
  )
}

function cuts({ x1, y1, x2, y2 }: Segment, box: Area): boolean {
  return overlaps([x1, x2], [box.x, box.x + box.width]) && overlaps([y1, y2], [box.y, box.y + box.height])
}

function overlaps([a, b]: readonly [number, number], [c, d]: readonly [number, number]): boolean {
  return (
    Math.max(Math.min(a, b), Math.min(c, d)) < Math.min(Math.max(a, b), Math.max(c, d)) ||
    (a === b && a > Math.min(c, d) && a < Math.max(c, d))
  )
}

/** The straight runs of a path made of M, H, V and rounded corners. */
function segmentsOf(path: string): readonly Segment[] {
  let x = 0
  let y = 0
  return [...path.matchAll(/([MHVQ]) ([-\d. ]+)/g)].flatMap(([, command = '', numbers = '']) => {
    const values = numbers.trim().split(' ').map(Number)
    const from = { x1: x, y1: y }
    if (command === 'V') y = values[0] ?? y
    else x = values[command === 'Q' ? 2 : 0] ?? x
    if (command === 'M' || command === 'Q') y = values[command === 'M' ? 1 : 3] ?? y
    return command === 'M' ? [] : [{ ...from, x2: x, y2: y }]
  })
}
