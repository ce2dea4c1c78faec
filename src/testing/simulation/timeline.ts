import { instant, type Instant } from '../../../machines/time.ts'
import type { Clock, LifecycleEvent } from '../../ports/world.ts'

/** 2026-01-01T00:00:00Z */
const newYear = 1_767_225_600_000

/** True time, which nobody in the world knows, and what is to happen in it. */
export interface Timeline {
  readonly now: Instant
  /** Calls at this true time. Returns a cancel. */
  at(due: number, call: () => void): () => void
  after(span: number): Promise<void>
  clock(): ContextClock
  /** Runs the next thing that is due by `until`; false when there is none, and then it is `until`. */
  step(until: number): boolean
  /** Time in which no context runs. */
  sleep(span: number): void
}

/** The clock of one context, as wrong as the world makes it. */
export interface ContextClock extends Clock {
  readonly pending: number
  jump(by: number): void
  /** A frozen context's wakes wait. */
  freeze(isFrozen: boolean): void
  emit(event: LifecycleEvent): void
  stop(): void
}

interface Due {
  readonly order: number
  readonly call: () => void
}

interface Source {
  /** The next thing of this source: true time, order, and how to run it. */
  next(): { readonly due: number; readonly order: number; readonly run: () => void } | null
}

export function timeline(): Timeline {
  let now = newYear
  let slept = 0
  let asked = 0
  const sources: Source[] = []

  const queue = (): { readonly entries: Map<Due, number>; readonly source: (offset: () => number) => Source } => {
    const entries = new Map<Due, number>()
    return {
      entries,
      source: (offset) => ({
        next() {
          let best: Due | null = null
          let bestAt = Infinity
          for (const [entry, at] of entries) {
            if (at < bestAt || (at === bestAt && best !== null && entry.order < best.order))
              [best, bestAt] = [entry, at]
          }
          if (best === null) return null
          const chosen = best
          return {
            due: bestAt - offset(),
            order: chosen.order,
            run: () => {
              entries.delete(chosen)
              chosen.call()
            },
          }
        },
      }),
    }
  }

  const world = queue()
  sources.push(world.source(() => 0))
  const at = (due: number, call: () => void): (() => void) => {
    const entry = { order: (asked += 1), call }
    world.entries.set(entry, Math.max(due, now))
    return () => void world.entries.delete(entry)
  }

  return {
    get now() {
      return instant(now)
    },
    at,
    after: (span) => new Promise((resolve) => void at(now + span, resolve)),
    clock() {
      const own = queue()
      // By the monotonic clock: no setting of the wall clock moves these.
      const spans = queue()
      const listeners = new Set<(event: LifecycleEvent) => void>()
      let offset = 0
      let isFrozen = false
      let isStopped = false
      for (const source of [own.source(() => offset), spans.source(() => -newYear - slept)]) {
        sources.push({ next: () => (isFrozen || isStopped ? null : source.next()) })
      }
      const wakeIn = (entries: Map<Due, number>, due: number, call: () => void): (() => void) => {
        if (isStopped || Number.isNaN(due) || due === Infinity) return () => {}
        const entry = { order: (asked += 1), call }
        entries.set(entry, due)
        return () => void entries.delete(entry)
      }
      return {
        wall: () => instant(now + offset),
        monotonic: () => now - newYear - slept,
        wakeAt: (moment, call) => wakeIn(own.entries, moment, call),
        wakeAfter: (span, call) => wakeIn(spans.entries, now - newYear - slept + span, call),
        lifecycle(listener) {
          listeners.add(listener)
          return () => void listeners.delete(listener)
        },
        get pending() {
          return own.entries.size + spans.entries.size
        },
        jump: (by) => {
          offset += by
        },
        freeze: (frozen) => {
          isFrozen = frozen
        },
        emit: (event) => {
          for (const listener of [...listeners]) listener(event)
        },
        stop: () => {
          isStopped = true
          listeners.clear()
        },
      }
    },
    step(until) {
      let next: ReturnType<Source['next']> = null
      for (const source of sources) {
        const candidate = source.next()
        if (candidate === null) continue
        const due = Math.max(candidate.due, now)
        const isSooner = next === null || due < next.due || (due === next.due && candidate.order < next.order)
        if (isSooner) next = { ...candidate, due }
      }
      if (next === null || next.due > until) {
        now = Math.max(now, until)
        return false
      }
      now = next.due
      next.run()
      return true
    },
    sleep(span) {
      now += span
      slept += span
    },
  }
}
