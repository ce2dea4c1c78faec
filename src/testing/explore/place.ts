import type { AnyActorRef, AnyEventObject, AnyStateMachine, SnapshotFrom } from 'xstate'

/** One reachable configuration of a machine, and how it was first reached. */
export interface Place<Machine extends AnyStateMachine, Memory = unknown> {
  readonly snapshot: SnapshotFrom<Machine>
  /** The moment it is here, in milliseconds; stays at the start where time plays no part. */
  readonly now: number
  /** Actors that have ended while their state went on. */
  readonly ended: ReadonlySet<AnyActorRef>
  /** What the world around the machine knows, kept outside it: the machine's own memory of it is under test. */
  readonly memory: Memory
  readonly from: Place<Machine, Memory> | null
  /** The move that led here. */
  readonly by: string
  /** The event of that move: `xstate.init` with the input at a start, null where only time passed. */
  readonly event: AnyEventObject | null
  /** The declared transitions that the move took. */
  readonly edges: readonly string[]
}

/** Something that can happen next: an event, or (null) time that passes while nothing else does. */
export interface Move {
  readonly label: string
  readonly event: AnyEventObject | null
  readonly now: number
  /** What cannot be put off for ever: the actor that ends, the timer that fires. Null: may never happen. */
  readonly fair: string | null
}

/** One move taken: from where, to where, along which declared transitions. */
export interface Step<Machine extends AnyStateMachine, Memory = unknown> {
  readonly before: Place<Machine, Memory>
  readonly move: Move
  readonly after: Place<Machine, Memory>
  readonly edges: readonly string[]
  /** What the machine emitted on the way, in order. */
  readonly told: readonly AnyEventObject[]
  /** What a guard, an action or a circle of automatic transitions threw. */
  readonly thrown: unknown
}

/** The moves that lead to a place, from the start. */
export function traceTo(place: Place<AnyStateMachine>): readonly string[] {
  const trace: string[] = []
  for (let here: Place<AnyStateMachine> | null = place; here !== null; here = here.from) trace.unshift(here.by)
  return trace
}

/** The actors that were invoked here and have not ended, by id. */
export function runningActors(place: Place<AnyStateMachine>): readonly (readonly [string, AnyActorRef])[] {
  return Object.entries(anatomyOf(place.snapshot).children).flatMap(([id, actor]) =>
    actor === undefined || place.ended.has(actor) ? [] : [[id, actor] as const],
  )
}

/** What the explorer reads of a snapshot, whatever the machine's types. */
export interface Anatomy {
  readonly value: unknown
  readonly context: unknown
  readonly children: Readonly<Record<string, AnyActorRef | undefined>>
  readonly _nodes: readonly { readonly id: string; readonly after: readonly { readonly eventType: string }[] }[]
}

export function anatomyOf(snapshot: object): Anatomy {
  return snapshot as Anatomy
}

/** What an invoked actor was given. */
export function inputOf(actor: AnyActorRef): unknown {
  const snapshot: unknown = actor.getSnapshot()
  return typeof snapshot === 'object' && snapshot !== null && 'input' in snapshot ? snapshot.input : undefined
}
