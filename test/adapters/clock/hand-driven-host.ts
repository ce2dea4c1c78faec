import type { HostTime } from '../../../adapters/clock/host-time.ts'
import type { Page } from '../../../adapters/clock/page-events.ts'

interface Timer {
  readonly due: number
  readonly callback: () => void
}

/** A host whose wall clock, timers and page are moved by hand, each apart from the others. */
export function handDrivenHost() {
  const timers = new Set<Timer>()
  const delays: number[] = []
  let [wall, elapsed] = [1_000_000, 0]
  const time: HostTime = {
    now: () => wall,
    monotonic: () => elapsed,
    timer(callback, milliseconds) {
      const timer: Timer = { due: elapsed + milliseconds, callback }
      delays.push(milliseconds)
      timers.add(timer)
      return () => timers.delete(timer)
    },
  }
  const page = {
    window: new EventTarget(),
    document: Object.assign(new EventTarget(), { visibilityState: 'visible' }),
  } satisfies Page

  return {
    time,
    page,
    /** Every delay a timer was asked for. */
    delays,
    get timers() {
      return timers.size
    },
    now: () => wall,
    /** Timers run and the wall clock goes along. */
    run(milliseconds: number) {
      const end = elapsed + milliseconds
      for (;;) {
        const next = [...timers].filter(({ due }) => due <= end).toSorted((a, b) => a.due - b.due)[0]
        if (next === undefined) break
        timers.delete(next)
        wall += next.due - elapsed
        elapsed = next.due
        next.callback()
      }
      wall += end - elapsed
      elapsed = end
    },
    /** The wall clock alone: set by the user, or the device slept. */
    jump(milliseconds: number) {
      wall += milliseconds
    },
    show(state: 'visible' | 'hidden') {
      page.document.visibilityState = state
      page.document.dispatchEvent(new Event('visibilitychange'))
    },
    pageshow: (persisted: boolean) => page.window.dispatchEvent(Object.assign(new Event('pageshow'), { persisted })),
  }
}
