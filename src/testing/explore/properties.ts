import type { AnyStateMachine } from 'xstate'
import type { Place, Step } from './place.ts'
import type { Replayed } from './replay.ts'

/** A promise about every step: wherever its premise is met, it holds. */
export interface Safety<Machine extends AnyStateMachine, Memory = unknown> {
  readonly name: string
  readonly when: (step: Step<Machine, Memory>) => boolean
  readonly holds: (step: Step<Machine, Memory>) => boolean
}

/** A promise about what comes of it: from such a place, such a place is always reached, if nothing is put off for ever. */
export interface LeadsTo<Machine extends AnyStateMachine, Memory = unknown> {
  readonly name: string
  readonly from: (place: Place<Machine, Memory>) => boolean
  readonly to: (place: Place<Machine, Memory>) => boolean
  /** Which moves belong to the story; others (somebody signs out) end it. Default: all. */
  readonly among?: (label: string) => boolean
}

/** A promise that such a place can be reached from everywhere. */
export interface Reachable<Machine extends AnyStateMachine, Memory = unknown> {
  readonly name: string
  readonly reach: (place: Place<Machine, Memory>) => boolean
}

/** A promise about a machine that `check` can judge. */
export type Property<Machine extends AnyStateMachine, Memory = unknown> =
  | Safety<Machine, Memory>
  | LeadsTo<Machine, Memory>
  | Reachable<Machine, Memory>

/** What became of a promise. */
export interface Verdict {
  readonly name: string
  readonly holds: boolean
  /** How often its premise was met: a promise nobody ever asks for proves nothing. */
  readonly witnessed: number
  /** A shortest sequence of moves to the breach; empty where it holds. */
  readonly trace: readonly string[]
  /** The moves that can then go on for ever; empty where the breach is one step, or where everything stands still. */
  readonly cycle: readonly string[]
  /** The trace, then the circle once, with the events themselves; empty where it holds. */
  readonly replay: readonly Replayed[]
}
