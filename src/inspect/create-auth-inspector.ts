import type { AnyActor, AnyStateMachine, AnyTransitionDefinition, InspectionEvent } from 'xstate'
import type { AllowedFields, CheckpointFrame, Frame, StepFrame } from './frame.ts'
import type { Sink, SinkStatus } from './sink.ts'
import { vocabularyOf, type Vocabulary } from './vocabulary.ts'

/** A running machine and the clock it lives by. What `createAuth` answers is one. */
export interface Inspected {
  readonly actor: AnyActor
  readonly now: () => number
}

/** What `createAuthInspector` takes. */
export interface InspectorOptions {
  readonly sinks?: readonly Sink[]
  /** Steps kept for readers that come late. Default 500. */
  readonly ring?: number
  /** Events beyond those the chart acts on, whose names may be told. */
  readonly events?: readonly string[]
  /** By event type: the fields that may be told. Only text, numbers and yes or no; default none. */
  readonly fields?: Readonly<Record<string, readonly string[]>>
}

/** Watches one running chart and tells its sinks. */
export interface AuthInspector {
  /** Adds a sink; it gets the chart, where it stood, and all steps kept since, each once. */
  attach(sink: Sink): () => void
  readonly sinks: readonly { readonly name: string; readonly status: SinkStatus }[]
  /** What a reader that comes now is told. */
  replay(): readonly Frame[]
  dispose(): void
}

/**
 * Watches one machine and tells sinks what it does, in names that stand in its source code: what leaves here has been
 * picked, not cleaned. It sends the machine nothing. Throws a TypeError for an actor that is no machine.
 */
export function createAuthInspector({ actor, now }: Inspected, options: InspectorOptions = {}): AuthInspector {
  const { ring = 500, events, fields = {} } = options
  const vocabulary = vocabularyOf(machineOf(actor), events)
  const sinks = new Set<Sink>()
  let taken: readonly AnyTransitionDefinition[] = []
  let seq = 0
  // Where the machine stood before the oldest step that is kept.
  let base: CheckpointFrame = checkpoint()
  let steps: readonly StepFrame[] = []

  function checkpoint(): CheckpointFrame {
    return { v: 1, kind: 'checkpoint', seq, at: now(), ...standing(vocabulary, actor.getSnapshot()) }
  }

  function replay(): readonly Frame[] {
    return [{ v: 1, kind: 'chart', seq: 0, at: base.at, chart: vocabulary.chart }, base, ...steps]
  }

  function inspect(event: InspectionEvent): void {
    if (event.actorRef !== actor) return
    if (event.type === '@xstate.microstep') {
      taken = [...taken, ...event._transitions]
      return
    }
    if (event.type !== '@xstate.snapshot') return
    const step: StepFrame = {
      v: 1,
      kind: 'step',
      seq: ++seq,
      at: now(),
      event: vocabulary.event(event.event.type),
      fields: allowed(event.event, fields[event.event.type] ?? []),
      edges: taken.flatMap((definition) => vocabulary.edge(definition) ?? []),
      ...standing(vocabulary, event.snapshot),
      status: event.snapshot.status,
    }
    taken = []
    steps = [...steps, step]
    if (steps.length > ring) {
      const [{ seq: last, at, value, children } = step, ...rest] = steps
      base = { v: 1, kind: 'checkpoint', seq: last, at, value, children }
      steps = rest
    }
    for (const sink of [...sinks]) hand(sink, step)
  }

  /** XState calls from the middle of a step: what a sink throws there would stop the machine. Such a sink is let go. */
  function hand(sink: Sink, frame: Frame): void {
    try {
      sink.write(frame)
    } catch {
      sinks.delete(sink)
    }
  }

  const subscription = actor.system.inspect(inspect)

  function attach(sink: Sink): () => void {
    for (const frame of replay()) sink.write(frame)
    sink.connect?.(replay)
    sinks.add(sink)
    return () => {
      sinks.delete(sink)
      sink.close()
    }
  }

  for (const sink of options.sinks ?? []) attach(sink)

  return {
    attach,
    get sinks() {
      return [...sinks].map(({ name, status }) => ({ name, status }))
    },
    replay,
    dispose() {
      subscription.unsubscribe()
      for (const sink of sinks) sink.close()
      sinks.clear()
    },
  }
}

function machineOf({ logic }: AnyActor): AnyStateMachine {
  const running: unknown = logic
  if (typeof running === 'object' && running !== null && 'root' in running) return running as AnyStateMachine
  throw new TypeError('Cannot inspect the actor: it runs no machine')
}

/** Actors come from the snapshot, not from announcements: one that was announced and never started doesn't run. */
function standing(vocabulary: Vocabulary, snapshot: unknown): Pick<StepFrame, 'value' | 'children'> {
  const { value, children } = (snapshot ?? {}) as { readonly value?: unknown; readonly children?: object }
  const running = Object.entries(children ?? {}).filter(([, child]) => child !== undefined)
  return { value: vocabulary.value(value), children: vocabulary.children(running.map(([id]) => id)) }
}

function allowed(event: object, names: readonly string[]): AllowedFields {
  return Object.fromEntries(
    Object.entries(event).flatMap(([name, value]: [string, unknown]) =>
      names.includes(name) && isPlain(value) ? [[name, value]] : [],
    ),
  )
}

function isPlain(value: unknown): value is string | number | boolean | null {
  return value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
}
