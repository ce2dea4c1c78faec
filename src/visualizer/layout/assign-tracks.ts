/** One vertical run in the gutter: all edges into one state share it. */
export interface Trunk {
  readonly to: string
  readonly top: number
  readonly bottom: number
  /** Where in the gutter it would best run: beside the boxes it serves, or between both. */
  readonly wants: 'left' | 'right' | 'middle'
}

const clearance = 12

/** Gives every trunk a track so that no two on one track touch, in as few tracks as that takes. */
export function assignTracks(trunks: readonly Trunk[]): {
  readonly count: number
  readonly of: ReadonlyMap<string, number>
} {
  // Short runs first: they hug the boxes, and long ones go around them.
  const byLength = trunks.toSorted((one, other) => one.bottom - one.top - (other.bottom - other.top))
  for (let count = 1; ; count++) {
    const of = fit(byLength, count)
    if (of !== null) return { count, of }
  }
}

function fit(trunks: readonly Trunk[], count: number): ReadonlyMap<string, number> | null {
  const tracks: Trunk[][] = Array.from({ length: count }, () => [])
  const of = new Map<string, number>()
  for (const trunk of trunks) {
    const track = preference(trunk.wants, count).find((place) =>
      tracks[place]?.every((other) => areApart(trunk, other)),
    )
    if (track === undefined) return null
    tracks[track]?.push(trunk)
    of.set(trunk.to, track)
  }
  return of
}

function areApart(one: Trunk, other: Trunk): boolean {
  return one.bottom + clearance < other.top || other.bottom + clearance < one.top
}

function preference(wants: Trunk['wants'], count: number): readonly number[] {
  const tracks = Array.from({ length: count }, (_, place) => place)
  if (wants === 'left') return tracks
  if (wants === 'right') return tracks.toReversed()
  const middle = (count - 1) / 2
  return tracks.toSorted((one, other) => Math.abs(one - middle) - Math.abs(other - middle))
}
