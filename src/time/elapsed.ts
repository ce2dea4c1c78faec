import { duration, type Duration } from '../../machines/time.ts'
import type { Clock } from '../ports/world.ts'

/** Two clocks that are read one after the other, one of them in whole milliseconds, differ by less. */
const jitter = 1_000

/**
 * How long this context has been there, for spans that don't outlive it. The monotonic clock moves the count, and so does a
 * wall clock that gets ahead of it, which may have been a sleep (TM-02). A wall clock that is set back takes nothing away,
 * though a server's answer makes it good again where it stands (TM-05).
 */
export function elapsedOn({ wall, monotonic }: Pick<Clock, 'wall' | 'monotonic'>): () => Duration {
  let lead = wall() - monotonic()
  let slept = 0
  let elapsed = 0
  return () => {
    const lived = monotonic()
    const gained = wall() - lived - lead
    // A clock that says no number adds nothing.
    if (Number.isFinite(gained) && (gained > 0 || gained < -jitter)) {
      slept += Math.max(gained, 0)
      lead += gained
    }
    if (lived + slept > elapsed) elapsed = lived + slept
    return duration(elapsed)
  }
}
