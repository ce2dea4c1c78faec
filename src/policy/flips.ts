import { after, type Instant } from '../../machines/time.ts'
import type { Clock } from '../ports/world.ts'
import { wakeBy } from '../time/wake-by.ts'
import { changeOf, isSameDecision, type Decision } from './decision.ts'

export interface Flips {
  /** The answer of this moment; the same object until it is another answer. */
  read(capability: string): Decision
  watch(capabilities: readonly string[], listener: () => void): () => void
  /** Something happened that answers may depend on. */
  look(): void
  dispose(): void
}

interface FlipHost {
  readonly clock: Clock
  /** Trusted time, in which decisions name their moments. */
  now(): Instant
  decide(capability: string): Decision
  /** A listener threw. */
  failed(): void
}

/** Watches answers for their listeners: after every step of the chart, and by one timer at the next moment any of them changes. */
export function createFlips({ clock, now, decide, failed }: FlipHost): Flips {
  const answers = new Map<string, Decision>()
  const watchers = new Map<string, Set<() => void>>()
  let timer: { readonly at: Instant; readonly cancel: () => void } | null = null

  const read = (capability: string): Decision => {
    const fresh = Object.freeze(decide(capability))
    const known = answers.get(capability)
    if (known !== undefined && isSameDecision(known, fresh)) return known
    answers.set(capability, fresh)
    return fresh
  }

  const arm = (): void => {
    let next: Instant | null = null
    for (const capability of watchers.keys()) {
      const decision = answers.get(capability)
      const at = decision === undefined ? null : changeOf(decision)
      if (at !== null && (next === null || at < next)) next = at
    }
    if (next === timer?.at) return
    timer?.cancel()
    // Decisions speak in trusted time, timers in wall time: the same span from now.
    const wall = next === null ? null : after(clock.wall(), next - now())
    timer = next === null || wall === null ? null : { at: next, cancel: wakeBy(clock, wall, wake) }
  }

  const wake = (): void => {
    timer = null
    look()
  }

  const look = (): void => {
    const told = new Set<() => void>()
    for (const [capability, listeners] of watchers) {
      const before = answers.get(capability)
      if (read(capability) !== before) for (const listener of listeners) told.add(listener)
    }
    arm()
    for (const listener of told) {
      try {
        listener()
      } catch {
        failed()
      }
    }
  }

  return {
    read,
    look,
    watch: (capabilities, listener) => {
      // Each call is a listener of its own, also where two share a function.
      const own = (): void => listener()
      for (const capability of capabilities) {
        const listeners = watchers.get(capability) ?? new Set()
        watchers.set(capability, listeners.add(own))
        read(capability)
      }
      arm()
      return () => {
        for (const capability of capabilities) {
          const listeners = watchers.get(capability)
          listeners?.delete(own)
          if (listeners?.size === 0) watchers.delete(capability)
        }
        arm()
      }
    },
    dispose: () => {
      timer?.cancel()
      timer = null
      watchers.clear()
    },
  }
}
