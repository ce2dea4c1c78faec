import { assignTracks, type Trunk } from './assign-tracks.ts'
import type { Join } from './join-edges.ts'
import type { Box } from './place-boxes.ts'

export interface Point {
  readonly x: number
  readonly y: number
}

/** A join with its way through the gutter: out of the source, along the target's trunk, into the target. */
export interface Route extends Join {
  readonly path: string
  /** Where the arrow's head touches the target, and the side it comes from. */
  readonly head: Point & { readonly pointing: 'left' | 'right' }
}

export interface Routing {
  readonly routes: readonly Route[]
  readonly tracks: number
}

export interface Gutter {
  readonly left: number
  readonly width: number
  /** Where the rail of what is true of the whole lane enters. */
  readonly top: number
}

/** Out and in ports keep this far from the middle of a header, so that a box's two stubs never meet. */
const portOffset = 7
const corner = 6
const margin = 12

export function routeJoins(joins: readonly Join[], boxes: readonly Box[], gutter: Gutter): Routing {
  const byId = new Map(boxes.map((box) => [box.id, box]))
  const trunks = trunksOf(joins, byId, gutter)
  const { count, of } = assignTracks(trunks)
  const step = count <= 1 ? 0 : (gutter.width - 2 * margin) / (count - 1)
  const trackAt = (to: string): number => Math.round((gutter.left + margin + (of.get(to) ?? 0) * step) * 2) / 2
  const routes = joins.flatMap((join): readonly Route[] => {
    const target = byId.get(join.to)
    if (target === undefined) return []
    const end = inPort(target)
    const track = trackAt(join.to)
    const source = byId.get(join.from)
    const path = source === undefined ? railPath(gutter.top, track, end) : bracketPath(outPort(source), track, end)
    return [{ ...join, path, head: { ...end, pointing: target.side } }]
  })
  return { routes, tracks: count }
}

function trunksOf(joins: readonly Join[], byId: ReadonlyMap<string, Box>, gutter: Gutter): readonly Trunk[] {
  const targets = [...new Set(joins.map(({ to }) => to))]
  return targets.flatMap((to): readonly Trunk[] => {
    const target = byId.get(to)
    if (target === undefined) return []
    const sources = joins.filter((join) => join.to === to).map(({ from }) => byId.get(from))
    const heights = [
      inPort(target).y,
      ...sources.map((source) => (source === undefined ? gutter.top : outPort(source).y)),
    ]
    const sides = new Set([target.side, ...sources.flatMap((source) => source?.side ?? [])])
    return [
      { to, top: Math.min(...heights), bottom: Math.max(...heights), wants: sides.size > 1 ? 'middle' : target.side },
    ]
  })
}

function edgeOf(box: Box): number {
  return box.side === 'left' ? box.x + box.width : box.x
}

function outPort(box: Box): Point {
  return { x: edgeOf(box), y: box.y + box.header / 2 + portOffset }
}

function inPort(box: Box): Point {
  return { x: edgeOf(box), y: box.y + box.header / 2 - portOffset }
}

function bracketPath(from: Point, track: number, to: Point): string {
  const down = to.y >= from.y ? 1 : -1
  const bend = Math.min(corner, Math.abs(to.y - from.y) / 2)
  const out = track >= from.x ? 1 : -1
  const back = to.x >= track ? 1 : -1
  return [
    `M ${from.x} ${from.y}`,
    `H ${track - out * bend}`,
    `Q ${track} ${from.y} ${track} ${from.y + down * bend}`,
    `V ${to.y - down * bend}`,
    `Q ${track} ${to.y} ${track + back * bend} ${to.y}`,
    `H ${to.x}`,
  ].join(' ')
}

function railPath(top: number, track: number, to: Point): string {
  const back = to.x >= track ? 1 : -1
  return `M ${track} ${top} V ${to.y - corner} Q ${track} ${to.y} ${track + back * corner} ${to.y} H ${to.x}`
}
