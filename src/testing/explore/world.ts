import type { AnyActorRef, AnyStateMachine, EventFromLogic, InputFrom } from 'xstate'
import type { Move, Place, Step } from './place.ts'

/** Values by the name of their case; a single case may be called ''. */
export type Cases<Value> = Readonly<Record<string, Value>>

type EventOf<Machine extends AnyStateMachine> = EventFromLogic<Machine>
type Payload<Event, Type> = Omit<Extract<Event, { readonly type: Type }>, 'type' | 'at'>

/** What each event may say, by event type and by the name of the case. */
export type EventCases<Machine extends AnyStateMachine, Memory = unknown> = {
  readonly [Type in EventOf<Machine>['type']]?: (
    place: Place<Machine, Memory>,
  ) => Cases<Payload<EventOf<Machine>, Type>>
}

/** One way in which an actor may end. `now`: the moment it ends at, where that is not at once. */
export type Ending = { readonly now?: number } & ({ readonly output: unknown } | { readonly error: unknown })

/** How each invoked actor may end, by actor id and by the name of the case. */
export type OutcomeCases<Machine extends AnyStateMachine, Memory = unknown> = Readonly<
  Record<string, (place: Place<Machine, Memory>, actor: AnyActorRef) => Cases<Ending>>
>

/** What can happen around a machine, and which of its configurations count as one. */
export interface World<Machine extends AnyStateMachine, Memory = unknown> {
  /** One start for each. Default: one without input. */
  readonly inputs?: readonly InputFrom<Machine>[]
  readonly cases: EventCases<Machine, Memory>
  readonly outcomes?: OutcomeCases<Machine, Memory>
  /** Two places with the same projection count as one. Default: the states and the context. */
  readonly project?: (place: Place<Machine, Memory>) => unknown
  /** Beyond this many places the exploration gives up and says so. Default 20,000. */
  readonly limit?: number
  /** Where given, events say at which moment they happen, as `at`. */
  readonly start?: number
  /** How much time each move takes, in milliseconds, so that no two things happen at the same moment. Default 0. */
  readonly tick?: number
  /** Moments at which the machine would decide otherwise: time may pass to the next of them. */
  readonly moments?: (place: Place<Machine, Memory>) => readonly (number | null)[]
  /** Which moves happen in this world, by their label. Default: all. */
  readonly allows?: (label: string) => boolean
  /** What the world knows at the start. */
  readonly memory?: Memory
  /** What the world learns from a step, kept outside the machine. */
  readonly remember?: (step: Omit<Step<Machine, Memory>, 'after'> & { readonly next: Place<Machine, Memory> }) => Memory
  /** Sees every step as it is taken; `'stop'` ends the exploration. */
  readonly onStep?: (step: Step<Machine, Memory>) => 'stop' | undefined
}

export type Moves<Machine extends AnyStateMachine, Memory> = (place: Place<Machine, Memory>) => readonly Move[]
