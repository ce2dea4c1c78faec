import { after, instant, type Instant } from '../../machines/time.ts'
import type { Clock } from '../ports/world.ts'
import { wakeBy } from './wake-by.ts'

/** The longest pause that a schedule or a server can ask for; what lies further ahead has time to be counted anew. */
const longest = 4_320_000
/** More moments than the chart waits for in any one state. */
const remembered = 16

/**
 * Alarms on moments. A pause that was waited for before keeps the turn it had by the monotonic clock: a state that is left
 * and entered again must not wait anew for all that the wall clock was set back meanwhile (TM-09).
 */
export function alarms(clock: Clock): (at: Instant, wake: () => void) => () => void {
  const turns = new Map<Instant, number>()
  return (at, wake) => {
    const [wall, monotonic] = [clock.wall(), clock.monotonic()]
    const turn = Math.min(turns.get(at) ?? Infinity, monotonic + at - wall)
    turns.delete(at)
    if (turn - monotonic <= longest) turns.set(at, turn)
    for (const [oldest] of turns) if (turns.size > remembered) turns.delete(oldest)
    return wakeBy(clock, instant(Math.min(at, after(wall, turn - monotonic))), () => {
      // It has had its turn: asked for again, it would ring at once, and again.
      turns.delete(at)
      wake()
    })
  }
}
