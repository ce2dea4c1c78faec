import { instant, type Instant } from '../../../machines/time.ts'
import type { Clock, LifecycleEvent } from '../../../src/ports/world.ts'
import type { Gate, Run } from './gate.ts'

interface Wake {
  readonly at: Instant
  readonly call: () => void
  readonly owner: Run | null
}

/** A clock on which nothing rings by itself, as on a device that is busy with something else. */
export interface HeldClock extends Clock {
  /** Time passes, and nobody is woken. */
  pass(to: number): void
  /** Wakes an actor's own alarm. False where it has set none. */
  ring(run: Run | null): boolean
  /** The moment an actor's alarm is set on. */
  dueAt(run: Run | null): Instant | null
  /** The nearest wake that somebody has asked for in the next so many milliseconds: time passes up to it. False: none. */
  wakeNext(owner: Run | null, within: number): boolean
  emit(event: LifecycleEvent): void
  /** A wake that is asked for already is this run's alarm. */
  adopt(run: Run, at: Instant): void
}

export function heldClock(gate: Gate, start: Instant): HeldClock {
  const wakes = new Set<Wake>()
  const alarms = new Map<Run, Wake>()
  const listeners = new Set<(event: LifecycleEvent) => void>()
  let wall: number = start

  const fire = (wake: Wake): void => {
    wakes.delete(wake)
    wake.call()
  }
  const alarmOf = (run: Run | null): Wake | null => {
    const wake = run === null ? undefined : alarms.get(run)
    return wake !== undefined && wakes.has(wake) ? wake : null
  }

  const wakeAt: Clock['wakeAt'] = (at, call) => {
    const owner = gate.current
    if (owner !== null && owner.breaks !== 'nothing') throw new Error('Planted: no timer can be set')
    const wake = { at, call, owner }
    wakes.add(wake)
    if (owner !== null && owner.id.endsWith('Alarm') && !alarms.has(owner)) alarms.set(owner, wake)
    return () => void wakes.delete(wake)
  }

  return {
    wall() {
      if (gate.current?.breaks === 'clock') throw new Error('Planted: the clock is broken')
      return instant(wall)
    },
    monotonic: () => wall - start,
    wakeAt,
    // On a device that never sleeps and whose clock nobody sets, both are the same.
    wakeAfter: (span, call) => wakeAt(instant(wall + span), call),
    lifecycle(listener) {
      const entry = (event: LifecycleEvent): void => listener(event)
      listeners.add(entry)
      return () => void listeners.delete(entry)
    },
    pass(to) {
      wall = Math.max(wall, to)
    },
    ring(run) {
      const wake = alarmOf(run)
      if (wake !== null) fire(wake)
      return wake !== null
    },
    dueAt: (run) => alarmOf(run)?.at ?? null,
    wakeNext(owner, within) {
      const [next] = [...wakes]
        .filter((wake) => wake.owner === owner && wake.at - wall <= within)
        .toSorted((one, other) => one.at - other.at)
      if (next === undefined) return false
      wall = Math.max(wall, next.at)
      fire(next)
      return true
    },
    adopt(run, at) {
      const wake = [...wakes].find((one) => one.at === at)
      if (wake !== undefined) alarms.set(run, wake)
    },
    emit: (event) => {
      for (const listener of [...listeners]) listener(event)
    },
  }
}
