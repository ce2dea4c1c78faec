import type { AnyActor, AnyActorRef, AnyStateMachine, StateValue } from 'xstate'

/** As much of a machine's snapshot as a drawing needs. Context is left where it is. */
export interface RunningState {
  readonly value: StateValue
  readonly children: Readonly<Record<string, AnyActorRef | undefined>>
}

/** What a running machine stands in; null for an actor that is no machine. */
export function runningState(actor: AnyActor): RunningState | null {
  const snapshot: unknown = actor.getSnapshot()
  return isRunningState(snapshot) ? snapshot : null
}

/** The machine an actor runs; null for an actor that is no machine. */
export function machineOf(actor: AnyActor): AnyStateMachine | null {
  const logic: unknown = actor.logic
  return isMachine(logic) ? logic : null
}

function isRunningState(snapshot: unknown): snapshot is RunningState {
  return typeof snapshot === 'object' && snapshot !== null && 'value' in snapshot && 'children' in snapshot
}

function isMachine(logic: unknown): logic is AnyStateMachine {
  return typeof logic === 'object' && logic !== null && 'root' in logic && 'getTransitionData' in logic
}
