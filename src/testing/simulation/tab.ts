import type { Auth } from '../../auth.ts'
import type { Instant } from '../../../machines/time.ts'
import type { ContextClock } from './timeline.ts'

/** One context of the simulated device. Dead, it never hears an answer; frozen, it hears it later. */
export interface Tab {
  readonly number: number
  readonly clock: ContextClock
  readonly alive: boolean
  readonly frozen: boolean
  readonly disposed: boolean
  /** Whether it ran without a break until this moment. */
  wasAwakeUntil(moment: number): boolean
  /** Passes an answer on when the context can hear it. */
  hear<Value>(value: Value): Promise<Value>
  kill(at: Instant): void
  freeze(at: Instant): void
  thaw(): void
  dispose(at: Instant): void
  equip(parts: { readonly auth: Auth }): void
  readonly auth: Auth
}

export function tab(number: number, clock: ContextClock): Tab {
  let alive = true
  let frozen = false
  let disposed = false
  let stoppedAt = Infinity
  let thawed = Promise.resolve()
  let wake = (): void => {}
  let equipment: { readonly auth: Auth } | null = null
  const auth = (): Auth => {
    if (equipment === null) throw new Error('Cannot use a tab that was not opened')
    return equipment.auth
  }
  return {
    number,
    clock,
    get alive() {
      return alive
    },
    get frozen() {
      return frozen
    },
    get disposed() {
      return disposed
    },
    get auth() {
      return auth()
    },
    wasAwakeUntil: (moment) => stoppedAt > moment,
    async hear(value) {
      while (alive && frozen) await thawed
      return alive ? value : new Promise(() => {})
    },
    kill(at) {
      if (!alive) return
      alive = false
      stoppedAt = Math.min(stoppedAt, at)
      clock.stop()
      auth().dispose()
    },
    freeze(at) {
      if (frozen) return
      frozen = true
      stoppedAt = Math.min(stoppedAt, at)
      clock.emit('hiding')
      clock.freeze(true)
      thawed = new Promise((resolve) => {
        wake = resolve
      })
    },
    thaw() {
      if (!frozen) return
      frozen = false
      clock.freeze(false)
      wake()
      clock.emit('woke')
    },
    dispose(at) {
      disposed = true
      stoppedAt = Math.min(stoppedAt, at)
      auth().dispose()
    },
    equip: (parts) => {
      equipment = parts
    },
  }
}
