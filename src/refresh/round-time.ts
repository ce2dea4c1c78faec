import { duration, type Duration } from '../../machines/time.ts'
import type { Clock } from '../ports/world.ts'

/** The longest that one attempt waits: a mobile network needs seconds, a user waits no longer. */
const attemptTimeout = 10_000
/** What an attempt gets at least, however short the grace is. */
const leastTimeout = 3_000
/** All attempts of a round, so that other tabs get the lock while their patience (12 s per wait) lasts. */
const roundBudget = 20_000

/** The time that one round of attempts has. */
export interface RoundTime {
  /** How long this attempt, counted from 1, waits for its answer. */
  patience(attempt: number): Duration
  /** Whether one more attempt fits in after this pause, in milliseconds. */
  allows(pause: number): boolean
}

/**
 * Time goes by whichever clock says more: a device that slept is late by the wall clock, and no setting of that one prolongs
 * a round. Where the wall clock alone says that the time is over, it is counted from there: after a sleep one more attempt
 * loses nothing, because whoever asks later asks with the same token; where the clock was set forward, it is what saves the
 * session; and what it spends without an answer has a grace of its own.
 */
export function roundTime(clock: Pick<Clock, 'wall' | 'monotonic'>, reuseGrace: Duration | null): RoundTime {
  const budget = reuseGrace === null ? roundBudget : Math.min(roundBudget, reuseGrace - 2_000)
  const monotonic = clock.monotonic()
  let wall = clock.wall()
  const leftAwake = (): number => budget - (clock.monotonic() - monotonic)
  const left = (): number => Math.min(leftAwake(), budget - (clock.wall() - wall))
  return {
    patience(attempt) {
      // A first attempt that hangs must leave time for a second one while the grace is open.
      const most = attempt === 1 ? Math.max(leastTimeout, (budget * 2) / 3) : left()
      // The journal of a slow store may have used up what was left: what is sent all the same has to be heard.
      return duration(Math.min(attemptTimeout, Math.max(leastTimeout, most)))
    },
    allows(pause) {
      if (pause < left()) return true
      if (pause >= leftAwake()) return false
      wall = clock.wall()
      return true
    },
  }
}
