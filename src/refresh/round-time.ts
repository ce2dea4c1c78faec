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
 * Time goes by the clock that nobody sets. Whether a device slept in between is not asked: an attempt after a sleep loses
 * nothing, because whoever asks later asks with the same token, and what it spends without an answer has a grace of its own.
 */
export function roundTime(clock: Pick<Clock, 'monotonic'>, reuseGrace: Duration | null): RoundTime {
  const budget = reuseGrace === null ? roundBudget : Math.min(roundBudget, reuseGrace - 2_000)
  const began = clock.monotonic()
  const left = (): number => budget - (clock.monotonic() - began)
  return {
    patience(attempt) {
      // A first attempt that hangs must leave time for a second one while the grace is open.
      const most = attempt === 1 ? Math.max(leastTimeout, (budget * 2) / 3) : left()
      // The journal of a slow store may have used up what was left: what is sent all the same has to be heard.
      return duration(Math.min(attemptTimeout, Math.max(leastTimeout, most)))
    },
    allows: (pause) => pause < left(),
  }
}
