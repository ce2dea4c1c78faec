import { after } from '../../../machines/time.ts'
import type { Clock } from '../../../src/ports/world.ts'
import type { ClockSubject } from '../../../src/testing/contracts/clock.contract.ts'
import { virtualClock } from '../../../src/testing/fakes/virtual-clock.ts'

type Planted = (clock: Clock) => Partial<Clock>

/** A clock that is right but for one thing. */
export function plantedClock(plant: Planted): () => Promise<ClockSubject> {
  return async () => {
    const clock = virtualClock()
    return {
      clock: { ...clock, ...plant(clock) },
      pass: (milliseconds) => clock.advance(milliseconds),
      end: async () => {},
    }
  }
}

/** One thing each, and a promise that must notice it. */
export const plantedClocks: Readonly<Record<string, { readonly plant: Planted; readonly noticedBy: string }>> = {
  'fires a millisecond early': {
    noticedBy: 'clock.wake.reached',
    plant: (clock) => ({ wakeAt: (at, wake) => clock.wakeAt(after(at, -1), wake) }),
  },
  'fires what lies beyond 2^31 - 1 ms at once': {
    noticedBy: 'clock.wake.far',
    plant: (clock) => ({
      wakeAt: (at, wake) => clock.wakeAt(at - clock.wall() > 2 ** 31 - 1 ? clock.wall() : at, wake),
    }),
  },
  'fires the past synchronously': {
    noticedBy: 'clock.wake.past',
    plant: (clock) => ({
      wakeAt(at, wake) {
        if (at > clock.wall()) return clock.wakeAt(at, wake)
        wake()
        return () => {}
      },
    }),
  },
  'forgets the past': {
    noticedBy: 'clock.wake.past',
    plant: (clock) => ({ wakeAt: (at, wake) => (at > clock.wall() ? clock.wakeAt(at, wake) : () => {}) }),
  },
  'fires twice': {
    noticedBy: 'clock.wake.reached',
    plant: (clock) => ({
      wakeAt(at, wake) {
        const cancels = [clock.wakeAt(at, wake), clock.wakeAt(at, wake)]
        return () => cancels.forEach((cancel) => cancel())
      },
    }),
  },
  'cannot be cancelled': {
    noticedBy: 'clock.wake.cancel',
    plant: (clock) => ({
      wakeAt(at, wake) {
        clock.wakeAt(at, wake)
        return () => {}
      },
    }),
  },
  'cuts waits short': {
    noticedBy: 'clock.span',
    plant: (clock) => ({ wakeAfter: (span, wake) => clock.wakeAfter(span - 1, wake) }),
  },
  'takes no wait back': {
    noticedBy: 'clock.span',
    plant: (clock) => ({
      wakeAfter(span, wake) {
        clock.wakeAfter(span, wake)
        return () => {}
      },
    }),
  },
  'stands still': {
    noticedBy: 'clock.passes',
    plant: (clock) => {
      const now = clock.monotonic()
      return { monotonic: () => now }
    },
  },
}
