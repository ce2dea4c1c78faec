import { systemClock } from '../../../adapters/clock/system.ts'
import { instant, type Instant } from '../../../machines/time.ts'
import type { Clock, LifecycleEvent } from '../../../src/ports/world.ts'

/** The device's clock, with a hand on it: what a user does in the settings, without leaving the page. */
export interface DeviceClock extends Clock {
  /** How far the clock is from the right time, in milliseconds. */
  shift(): number
  turn(shift: number): void
  subscribe(listener: () => void): () => void
}

const key = 'fieldwork: clock is off by'

interface Wake {
  readonly at: Instant
  readonly call: () => void
  cancel: () => void
}

/** Over reloads and for all tabs, as a device has one clock. */
export function createDeviceClock(storage: Storage): DeviceClock {
  const right = systemClock()
  const wakes = new Set<Wake>()
  const listeners = new Set<() => void>()
  const lives = new Set<(event: LifecycleEvent) => void>()

  const shift = (): number => {
    const stored = Number(storage.getItem(key) ?? 0)
    return Number.isFinite(stored) ? stored : 0
  }
  const arm = (wake: Wake): void => {
    wake.cancel()
    wake.cancel = right.wakeAt(instant(wake.at - shift()), () => {
      if (wakes.delete(wake)) wake.call()
    })
  }
  const turned = (): void => {
    for (const wake of wakes) arm(wake)
    // Whoever turns a clock has been in the settings and comes back.
    for (const life of [...lives]) life('woke')
    for (const listener of [...listeners]) listener()
  }
  window.addEventListener('storage', (event) => {
    if (event.key === key) turned()
  })

  return {
    wall: () => instant(right.wall() + shift()),
    monotonic: () => right.monotonic(),
    wakeAt: (at, call) => {
      const wake: Wake = { at, call, cancel: () => {} }
      wakes.add(wake)
      arm(wake)
      return () => {
        wakes.delete(wake)
        wake.cancel()
      }
    },
    wakeAfter: (span, call) => right.wakeAfter(span, call),
    lifecycle: (listener) => {
      lives.add(listener)
      const end = right.lifecycle(listener)
      return () => {
        lives.delete(listener)
        end()
      }
    },
    shift,
    turn: (to) => {
      if (to === 0) storage.removeItem(key)
      else storage.setItem(key, String(to))
      turned()
    },
    subscribe: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}
