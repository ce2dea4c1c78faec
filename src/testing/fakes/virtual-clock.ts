import { instant, type Instant } from '../../../machines/time.ts'
import type { Clock, LifecycleEvent } from '../../ports/world.ts'
import { settle } from './settle.ts'
import { span, type Span } from './span.ts'

/** 2026-01-01T00:00:00Z */
const newYear = 1_767_225_600_000

export interface VirtualClockOptions {
  /** Default: 2026-01-01T00:00:00Z. */
  readonly start?: number
  /** Called between wakes; a world without real cryptography or storage can give a cheaper one. */
  readonly settle?: () => Promise<void>
}

/** A clock that moves only when told to, at any speed, in both directions. */
export interface VirtualClock extends Clock {
  /** Time passes: due wakes come in order, and what each sets off comes to rest before the next. */
  advance(by: Span): Promise<void>
  /** The wall clock is set, as by a user or by the network; no time passes. */
  setWall(to: Instant): Promise<void>
  /** The device sleeps: no wake in between, the monotonic clock stands still, then it wakes. */
  sleep(by: Span): Promise<void>
  /** Something happens to this context. */
  emit(event: LifecycleEvent): void
  /** Wakes that are asked for and still to come. */
  readonly pending: number
}

interface Wake {
  /** Milliseconds still to pass. */
  readonly left: () => number
  readonly order: number
  readonly call: () => void
}

/** A clock that moves only when told to. */
export function virtualClock(options: VirtualClockOptions = {}): VirtualClock {
  const rest = options.settle ?? settle
  const wakes = new Set<Wake>()
  const listeners = new Set<(event: LifecycleEvent) => void>()
  let wall = options.start ?? newYear
  let monotonic = 0
  let asked = 0

  const next = (within: number): Wake | undefined =>
    [...wakes].filter(({ left }) => left() <= within).sort((a, b) => a.left() - b.left() || a.order - b.order)[0]

  const fire = (wake: Wake): void => {
    if (wakes.delete(wake)) wake.call()
  }

  const fireDue = async (): Promise<void> => {
    await rest()
    for (let due = next(0); due !== undefined; due = next(0)) {
      fire(due)
      await rest()
    }
  }

  const emit = (event: LifecycleEvent): void => {
    for (const listener of [...listeners]) listener(event)
  }

  const wakeWhen = (left: () => number, call: () => void): (() => void) => {
    if (Number.isNaN(left()) || left() === Infinity) return () => {}
    const wake: Wake = { left, order: (asked += 1), call }
    wakes.add(wake)
    // What is past already needs no time to pass.
    if (left() <= 0) void settle(1).then(() => fire(wake))
    return () => {
      wakes.delete(wake)
    }
  }

  return {
    wall: () => instant(wall),
    monotonic: () => monotonic,
    wakeAt: (at, call) => wakeWhen(() => at - wall, call),
    wakeAfter: (wait, call) => {
      const due = monotonic + wait
      return wakeWhen(() => due - monotonic, call)
    },
    lifecycle(listener) {
      const entry = (event: LifecycleEvent): void => listener(event)
      listeners.add(entry)
      return () => {
        listeners.delete(entry)
      }
    },
    async advance(by) {
      await rest()
      const end = wall + span(by)
      for (let due = next(end - wall); due !== undefined; due = next(end - wall)) {
        const passed = Math.max(0, due.left())
        wall += passed
        monotonic += passed
        fire(due)
        await rest()
      }
      monotonic += end - wall
      wall = end
      await rest()
    },
    async setWall(to) {
      wall = to
      await fireDue()
    },
    async sleep(by) {
      await rest()
      wall += span(by)
      emit('woke')
      await fireDue()
    },
    emit,
    get pending() {
      return wakes.size
    },
  }
}
