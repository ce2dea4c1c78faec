import { instant } from '../../machines/time.ts'
import type { Clock } from '../../src/ports/world.ts'
import { hostTime, type HostTime } from './host-time.ts'
import { hostPage, pageWakes, type Page } from './page-events.ts'
import type { Wakes } from './wakes.ts'

/** What `systemClock` takes. */
export interface SystemClockOptions {
  readonly time?: HostTime
  /** Null: no page to listen to. */
  readonly page?: Page | null
  /** What tells in the place of a page that the app comes and goes: `appState(…)`. */
  readonly wakes?: Wakes
}

/**
 * Far below the 2^31-1 ms at which timers overflow and fire at once; and the longest a forward jump of the wall clock,
 * or a sleep that no event reports, can go unnoticed.
 */
const longestTimer = 60_000

/** The device's own clock. The one place that touches `Date` and timers. */
export function systemClock(options: SystemClockOptions = {}): Clock {
  const time = options.time ?? hostTime()
  const page = options.page === undefined ? hostPage() : options.page
  const wakes = options.wakes ?? (page === null ? null : pageWakes(page))
  const waiting = new Set<() => void>()
  let stopWatching: (() => void) | null = null

  const recheckAll = (): void => {
    for (const recheck of [...waiting]) recheck()
  }

  const add = (recheck: () => void): void => {
    waiting.add(recheck)
    if (stopWatching === null && wakes !== null) stopWatching = wakes.returns(recheckAll)
  }

  const remove = (recheck: () => void): void => {
    waiting.delete(recheck)
    if (waiting.size > 0) return
    stopWatching?.()
    stopWatching = null
  }

  const wakeWhen = (left: () => number, wake: () => void): (() => void) => {
    let cancelTimer = (): void => {}
    const cancel = (): void => {
      cancelTimer()
      remove(recheck)
    }
    const arm = (wait: number): void => {
      cancelTimer = time.timer(recheck, Math.min(Math.max(wait, 0), longestTimer))
    }
    // A timer is only a reason to look at the clock: hosts fire early by rounding, late by throttling, and count no
    // time while the device sleeps.
    const recheck = (): void => {
      if (!waiting.has(recheck)) return
      cancelTimer()
      const wait = left()
      if (wait > 0) return arm(wait)
      remove(recheck)
      wake()
    }
    add(recheck)
    arm(left())
    return cancel
  }

  return {
    wall: () => instant(time.now()),
    monotonic: () => time.monotonic(),
    // Not a moment: such a timer would fire at once, again and again.
    wakeAt: (at, wake) => (Number.isNaN(at) || at === Infinity ? () => {} : wakeWhen(() => at - time.now(), wake)),
    wakeAfter: (span, wake) => {
      if (Number.isNaN(span) || span === Infinity) return () => {}
      const due = time.monotonic() + span
      return wakeWhen(() => due - time.monotonic(), wake)
    },
    lifecycle: (listener) => wakes?.lifecycle(listener) ?? (() => {}),
  }
}
