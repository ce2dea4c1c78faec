import type { Duration } from '../../machines/time.ts'
import { duration } from '../../machines/time.ts'
import type { Clock } from '../ports/world.ts'

/** Clocks that the network sets drift by seconds; a person sets one back by more than this. */
const tolerance = 120_000

/**
 * How far the wall clock has been set back since: what was dated before the call and is read after it lies that much too far
 * ahead (TM-04). A sleep, in which the wall clock goes on alone, is none of it.
 */
export function setBackSince({ wall, monotonic }: Pick<Clock, 'wall' | 'monotonic'>): () => Duration {
  const begun = wall() - monotonic()
  return () => {
    const by = begun - (wall() - monotonic())
    return duration(by > tolerance ? by : 0)
  }
}
