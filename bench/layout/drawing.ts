/** Where a layout put boxes and lines, whoever made it. Lengths in pixels. */
export interface Drawing {
  readonly width: number
  readonly height: number
  readonly boxes: readonly {
    readonly id: string
    readonly x: number
    readonly y: number
    readonly width: number
    readonly height: number
  }[]
  readonly lines: readonly Line[]
}

export interface Line {
  readonly from: string
  readonly to: string
  /** Corners, from source to target; every run is horizontal or vertical. */
  readonly points: readonly Point[]
}

interface Point {
  readonly x: number
  readonly y: number
}

export interface Measured {
  readonly width: number
  readonly height: number
  /** Places where two lines cross. Lines that run together cross once. */
  readonly crossings: number
  /** Lines that run through a box they neither leave nor enter. */
  readonly throughBoxes: number
  readonly length: number
}

export function measure(drawing: Drawing, isWithin: (inner: string, outer: string) => boolean): Measured {
  const runs = drawing.lines.flatMap((line) => runsOf(line.points))
  const flat = runs.filter(({ a, b }) => a.y === b.y)
  const upright = runs.filter(({ a, b }) => a.x === b.x)
  const crossings = new Set(
    flat.flatMap((h) => upright.filter((v) => cross(h, v)).map((v) => `${v.a.x.toFixed(1)} ${h.a.y.toFixed(1)}`)),
  )
  const through = drawing.lines.filter((line) => {
    const foreign = drawing.boxes.filter(({ id }) => !isWithin(line.from, id) && !isWithin(line.to, id))
    return runsOf(line.points).some((run) => foreign.some((box) => enters(run, box)))
  })
  return {
    width: drawing.width,
    height: drawing.height,
    crossings: crossings.size,
    throughBoxes: through.length,
    length: runs.reduce((sum, { a, b }) => sum + Math.abs(a.x - b.x) + Math.abs(a.y - b.y), 0),
  }
}

interface Run {
  readonly a: Point
  readonly b: Point
}

function runsOf(points: readonly Point[]): readonly Run[] {
  return points.slice(1).flatMap((b, place) => {
    const a = points[place]
    return a === undefined ? [] : [{ a, b }]
  })
}

/** Strictly: lines that touch, meet or branch don't cross. */
function cross({ a: h, b: g }: Run, { a: v, b: w }: Run): boolean {
  return between(v.x, h.x, g.x) && between(h.y, v.y, w.y)
}

function between(one: number, a: number, b: number): boolean {
  return one > Math.min(a, b) + 0.1 && one < Math.max(a, b) - 0.1
}

function enters({ a, b }: Run, box: Drawing['boxes'][number]): boolean {
  return (
    Math.max(a.x, b.x) > box.x + 0.1 &&
    Math.min(a.x, b.x) < box.x + box.width - 0.1 &&
    Math.max(a.y, b.y) > box.y + 0.1 &&
    Math.min(a.y, b.y) < box.y + box.height - 0.1
  )
}
