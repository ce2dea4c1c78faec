import type { Frame } from '../simulate/happening.ts'
import type { Stepper } from '../simulate/stepper.ts'

export interface Search {
  /** What a moment counts as: one path is kept for each. */
  readonly namesOf: (frame: Frame) => readonly string[]
  /** Two moments with the same key have the same future, as far as anybody looks. */
  readonly keyOf: (frame: Frame) => string
  readonly allows?: (happening: string) => boolean
  /** Beyond this many moments the search ends. Default 5,000. */
  readonly limit?: number
}

/** What happened on the way, by the names of the happenings; replayed it leads there again. */
export type Path = readonly string[]

/** A shortest way to everything that can be reached, nearest first. */
export function shortestPaths(stepper: Stepper, search: Search): ReadonlyMap<string, Path> {
  const { namesOf, keyOf, allows = () => true, limit = 5_000 } = search
  const start = stepper.begin()
  const seen = new Map([[keyOf(start), { frame: start, path: [] as Path }]])
  const found = new Map<string, Path>()
  // A Map hands out what is added while it is walked: the queue of a breadth-first search.
  for (const { frame, path } of seen.values()) {
    for (const name of namesOf(frame)) if (!found.has(name)) found.set(name, path)
    if (seen.size > limit) continue
    for (const { happening, frame: next } of stepper.ahead(frame)) {
      const key = keyOf(next)
      if (!allows(happening.name) || seen.has(key)) continue
      seen.set(key, { frame: next, path: [...path, happening.name] })
    }
  }
  return found
}

/** The moments along a path, the start first; null where something on it can't happen any more. */
export function replay(stepper: Stepper, path: Path): readonly Frame[] | null {
  const frames = [stepper.begin()]
  for (const name of path) {
    const [from] = frames.slice(-1)
    const next = from === undefined ? undefined : stepper.ahead(from).find(({ happening }) => happening.name === name)
    if (next === undefined) return null
    frames.push(next.frame)
  }
  return frames
}
