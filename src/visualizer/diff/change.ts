import type { Mark } from '../export/draw-poster.ts'

/** One thing that two charts have differently. */
export interface Change {
  readonly kind: Mark
  readonly what: 'state' | 'edge'
  /** Where it is drawn, in the union of both charts. */
  readonly drawn: readonly string[]
  /** What happened, as a person says it. */
  readonly sentence: string
  /** What no drawing shows (delays, guards, actions, words) and what it was and became. */
  readonly details: readonly Detail[]
}

/** One aspect in which two readings differ. */
export interface Detail {
  readonly aspect: string
  readonly from: string
  readonly to: string
}

/** The aspects that differ between two readings of the same thing. */
export function detailsOf(
  from: Readonly<Record<string, string>>,
  to: Readonly<Record<string, string>>,
): readonly Detail[] {
  return Object.keys(to).flatMap((aspect) => {
    const [before = '', after = ''] = [from[aspect], to[aspect]]
    return before === after ? [] : [{ aspect, from: before, to: after }]
  })
}
