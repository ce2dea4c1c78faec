import type { AnyActor, InspectionEvent } from 'xstate'
import type { Instant } from '../../machines/time.ts'
import { activeStates, type ChartTree } from './chart-tree.ts'
import { alarmsOf, type Countdown } from './alarms.ts'
import { edgesByDefinition } from './edge-of-step.ts'
import { machineOf, runningState } from './running-machine.ts'

/** One event and what it did. Holds names and moments only: never a payload, an input or an output. */
export interface Step {
  readonly number: number
  readonly at: Instant
  readonly event: string
  /** The edges taken, in order; none: the chart let the event pass. */
  readonly edges: readonly string[]
  readonly before: readonly string[]
  readonly after: readonly string[]
}

export interface Watched {
  /** Ids of all active states, outermost first. */
  readonly active: readonly string[]
  /** What runs out next, by id of the state that waits for it. */
  readonly countdowns: Readonly<Record<string, Countdown>>
  /** Oldest first, at most `ring`. */
  readonly steps: readonly Step[]
}

export interface Watch {
  subscribe(listener: () => void): () => void
  read(): Watched
}

export interface WatchOptions {
  readonly tree: ChartTree
  readonly now: () => Instant
  /** How many steps are kept. Default 200. */
  readonly ring?: number
}

/** Looks at a running machine without touching it. Listens only while somebody subscribes. */
export function watchActor(actor: AnyActor, { tree, now, ring = 200 }: WatchOptions): Watch {
  const machine = machineOf(actor)
  const edgeOf = machine === null ? new Map<never, never>() : edgesByDefinition(machine, tree)
  const listeners = new Set<() => void>()
  let watched: Watched = { active: [], countdowns: {}, steps: [] }
  let taken: readonly string[] = []
  let count = 0
  let stop = (): void => {}

  watched = look([])

  function look(steps: readonly Step[]): Watched {
    const snapshot = runningState(actor)
    if (snapshot === null) return { active: [], countdowns: {}, steps }
    const active = activeStates(tree, snapshot.value)
    return { active, countdowns: alarmsOf(snapshot, { tree, active, now: now(), before: watched.countdowns }), steps }
  }

  function inspect(event: InspectionEvent): void {
    if (event.actorRef !== actor) return
    if (event.type === '@xstate.microstep') {
      taken = [...taken, ...event._transitions.flatMap((definition) => edgeOf.get(definition) ?? [])]
      return
    }
    if (event.type !== '@xstate.snapshot') return
    const before = watched.active
    const seen = look(watched.steps)
    const step: Step = {
      number: ++count,
      at: momentOf(event.event),
      event: event.event.type,
      edges: taken,
      before,
      after: seen.active,
    }
    taken = []
    watched = { ...seen, steps: [...seen.steps, step].slice(-ring) }
    for (const listener of listeners) listener()
  }

  function momentOf(event: { readonly type: string; readonly at?: unknown }): Instant {
    return typeof event.at === 'number' ? (event.at as Instant) : now()
  }

  return {
    subscribe(listener) {
      listeners.add(listener)
      if (listeners.size === 1) {
        const subscription = actor.system.inspect(inspect)
        stop = () => subscription.unsubscribe()
        // The machine may have moved on while nobody listened.
        watched = look(watched.steps)
      }
      return () => {
        listeners.delete(listener)
        if (listeners.size === 0) stop()
      }
    },
    read: () => watched,
  }
}
