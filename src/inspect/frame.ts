import type { StateValue } from 'xstate'
import type { ChartDescription } from '../../machines/describe.ts'

interface Numbered {
  readonly v: 1
  /** Counts the steps of one machine from 1; a reader that has seen a number skips it. */
  readonly seq: number
  /** Wall time in milliseconds, by the machine's own clock. */
  readonly at: number
}

/** What fields of an event an app has allowed by name. */
export type AllowedFields = Readonly<Record<string, string | number | boolean | null>>

/** The chart that is being watched; first in every recording. */
export interface ChartFrame extends Numbered {
  readonly kind: 'chart'
  readonly chart: ChartDescription
}

/** Where the machine stood after step `seq`. What came before is not told. */
export interface CheckpointFrame extends Numbered {
  readonly kind: 'checkpoint'
  readonly value: StateValue
  readonly children: readonly string[]
}

/** One event and what it did. Holds names and moments: never a context, an input or an output. */
export interface StepFrame extends Numbered {
  readonly kind: 'step'
  /** The event's type where the chart knows it, else `unlisted`. */
  readonly event: string
  readonly fields: AllowedFields
  /** Ids of the edges taken, in order; none: the chart let the event pass. */
  readonly edges: readonly string[]
  readonly value: StateValue
  /** Ids of the actors that run for it now. One that has ended is not among them. */
  readonly children: readonly string[]
  readonly status: 'active' | 'done' | 'error' | 'stopped'
}

/** One thing that an inspector tells. */
export type Frame = ChartFrame | CheckpointFrame | StepFrame
