import type { AnyEventObject, AnyMachineSnapshot } from 'xstate'
import type { Instant } from '../../../machines/time.ts'
import type { Step } from '../watch-actor.ts'

/** Something that could happen next, with everything the machine would be told. */
export interface Happening {
  /** Tells happenings apart: `refresh failed (throttled)`. */
  readonly name: string
  readonly event: AnyEventObject
  readonly at: Instant
}

/** An invoked actor that has not ended yet, and what it was asked. */
export interface RunningActor {
  readonly id: string
  readonly input: unknown
}

/** A moment of a copy of the machine that nobody lives by. */
export interface Frame {
  readonly snapshot: AnyMachineSnapshot
  readonly now: Instant
  readonly running: readonly RunningActor[]
  /** What the machine was told; null at the start. */
  readonly told: AnyEventObject | null
  /** How it came here; its edges are the exact ones. */
  readonly step: Step
}

/** What could happen at a moment, as far as somebody who knows the machine can tell. */
export type Happenings = (here: Frame) => readonly Happening[]

/** A happening and where it would lead. */
export interface Possible {
  readonly happening: Happening
  readonly frame: Frame
}
