import { after, instant, type Instant } from '../../machines/time.ts'
import type { Clock } from '../ports/world.ts'
import { wakeBy } from './wake-by.ts'

/** The longest pause that a schedule or a server can ask for; what lies further ahead has time to be counted anew. */
const longest = 4_320_000
/** More moments than the chart waits for in any one state. */
const remembered = 16

export interface Alarms {
  /** Calls `wake` at the moment, once. Returns what ends the waiting. */
  wakeAt(at: Instant, wake: () => void): () => void
  /** Moments that will be waited for later, as far ahead as the wall clock says now. */
  note(...moments: readonly (Instant | null)[]): void
}

/**
 * Alarms on moments. A pause that was learnt of or waited for before keeps the turn it had by the monotonic clock: a state
 * that is left and entered again, or comes late to it, must not wait for all that the wall clock was set back meanwhile
 * (TM-09).
 */
export function alarms(clock: Clock): Alarms {
  const turns = new Map<Instant, number>()
  const note = (at: Instant): number => {
    const monotonic = clock.monotonic()
    const turn = Math.min(turns.get(at) ?? Infinity, monotonic + at - clock.wall())
    turns.delete(at)
    if (turn - monotonic <= longest) turns.set(at, turn)
    for (const [oldest] of turns) if (turns.size > remembered) turns.delete(oldest)
    return turn
  }
  return {
    note: (...moments) => {
      for (const at of moments) if (at !== null) note(at)
    },
    wakeAt: (at, wake) => {
      const turn = note(at)
      return wakeBy(clock, instant(Math.min(at, after(clock.wall(), turn - clock.monotonic()))), () => {
        // It has had its turn: asked for again, it would ring at once, and again.
        turns.delete(at)
        wake()
      })
    },
  }
}
