import type { Instant } from '../../machines/time.ts'
import type { Clock } from '../ports/world.ts'
import { atLeast, isRolledBack, raise, restart, type ClockReading } from './high-water.ts'

/** Time for everything that ends: limits, proofs, delays. No movement of the wall clock prolongs any of them. */
export interface TrustedClock {
  /** Rises only, but for `reset`. */
  now(): Instant
  /** False while the wall clock stands before a moment this device has already seen. */
  isTrusted(): boolean
  /** Takes over a mark from the record. */
  adopt(mark: Instant): void
  /** The record of what was seen is damaged: nothing is trusted until the server has answered. */
  distrust(): void
  /** The server has answered: the wall clock is good again, wherever it stands. */
  reset(): void
}

export function createTrustedClock(clock: Pick<Clock, 'wall' | 'monotonic'>): TrustedClock {
  const read = (): ClockReading => ({ wall: clock.wall(), monotonic: clock.monotonic() })
  let water = restart(read())
  let isDamaged = false
  const look = (): ClockReading => {
    const reading = read()
    water = raise(water, reading)
    return reading
  }
  return {
    now: () => {
      look()
      return water.mark
    },
    isTrusted: () => !isRolledBack(water, look()) && !isDamaged,
    adopt: (mark) => {
      look()
      water = atLeast(water, mark)
    },
    distrust: () => {
      isDamaged = true
    },
    reset: () => {
      isDamaged = false
      water = restart(read())
    },
  }
}
