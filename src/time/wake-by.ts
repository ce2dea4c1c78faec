import type { Instant } from '../../machines/time.ts'
import type { Clock } from '../ports/world.ts'

/**
 * Wakes at a moment by whichever clock comes there first: the monotonic one stands still while the device sleeps, the wall
 * clock can be set back (TM-02). Returns a cancel.
 */
export function wakeBy(clock: Pick<Clock, 'wall' | 'wakeAt' | 'wakeAfter'>, at: Instant, wake: () => void): () => void {
  const ring = (): void => {
    cancel()
    wake()
  }
  const cancels = [clock.wakeAt(at, ring), clock.wakeAfter(at - clock.wall(), ring)]
  const cancel = (): void => {
    for (const each of cancels) each()
  }
  return cancel
}
