import { after, instant, type Instant } from '../../machines/time.ts'
import type { Clock } from '../ports/world.ts'
import { wakeBy } from './wake-by.ts'

/** The longest pause that a schedule or a server can ask for; what lies further ahead has time to be counted anew. */
const longest = 4_320_000
/** More moments than the chart waits for in any one state. */
const remembered = 16

export interface Alarms {
  /** Calls `wake` with the first of the moments whose turn comes, once. Returns what ends the waiting. */
  wakeAt(moments: readonly Instant[], wake: (at: Instant) => void): () => void
  /** Moments at which pauses end, learnt just now: as far ahead as the wall clock says. */
  note(...moments: readonly (Instant | null)[]): void
  /** Whether a pause that ends then was waited for here, and not learnt anew since. */
  isOver(at: Instant): boolean
}

interface Turn {
  /** By the monotonic clock. */
  readonly due: number
  readonly isPause: boolean
  /** It rang, and was a pause: asked for again it is over, until it is learnt anew. */
  readonly isOver: boolean
}

/**
 * Alarms on moments. A pause that was learnt of or waited for before keeps the turn it had by the monotonic clock: a state
 * that is left and entered again, or comes late to it, must not wait for all that the wall clock was set back meanwhile
 * (TM-09).
 */
export function alarms(clock: Clock): Alarms {
  const turns = new Map<Instant, Turn>()
  const keep = (at: Instant, turn: Turn): Turn => {
    turns.delete(at)
    if (turn.due - clock.monotonic() <= longest) turns.set(at, turn)
    for (const [oldest] of turns) if (turns.size > remembered) turns.delete(oldest)
    return turn
  }
  const dueAt = (at: Instant, known: Turn | undefined): number =>
    Math.min(known?.due ?? Infinity, clock.monotonic() + at - clock.wall())
  const wakeOnce = (at: Instant, wake: () => void): (() => void) => {
    const known = turns.get(at)
    const isPause = known?.isPause === true
    const { due } = keep(at, { due: dueAt(at, known), isPause, isOver: known?.isOver === true })
    return wakeBy(clock, instant(Math.min(at, after(clock.wall(), due - clock.monotonic()))), () => {
      // It has had its turn: asked for again, it would ring at once, and again. A pause is left by asking the server.
      if (isPause) keep(at, { due, isPause, isOver: true })
      else turns.delete(at)
      wake()
    })
  }
  return {
    isOver: (at) => turns.get(at)?.isOver === true,
    note: (...moments) => {
      for (const at of moments) {
        if (at === null) continue
        const known = turns.get(at)
        keep(at, { due: dueAt(at, known?.isOver === true ? undefined : known), isPause: true, isOver: false })
      }
    },
    wakeAt: (moments, wake) => {
      const cancels = moments.map((at) =>
        wakeOnce(at, () => {
          cancelAll()
          wake(at)
        }),
      )
      const cancelAll = (): void => {
        for (const cancel of cancels) cancel()
      }
      return cancelAll
    },
  }
}
