import { createActor, type AnyActorRef, type AnyMachineSnapshot, type AnyStateMachine, type StateValue } from 'xstate'
import type { Instant } from '../../../machines/time.ts'
import { activeStates, type ChartTree } from '../chart-tree.ts'
import { edgesByDefinition } from '../edge-of-step.ts'
import type { RunningState } from '../running-machine.ts'
import type { Frame, Happening, Happenings, Possible, RunningActor } from './happening.ts'

/** Walks a copy of a machine step by step. */
export interface Stepper {
  begin(): Frame
  /** Null where the machine refuses: a guard or an action threw. */
  take(from: Frame, happening: Happening): Frame | null
  /** All that can happen and changes something, in the order the happenings are listed. */
  ahead(from: Frame): readonly Possible[]
}

export interface StepperOptions {
  readonly tree: ChartTree
  readonly happenings: Happenings
  readonly at: Instant
  readonly input?: unknown
}

/** Walks a machine step by step and starts nothing: no actor runs, no action is executed. */
export function createStepper(machine: AnyStateMachine, { tree, happenings, at, input }: StepperOptions): Stepper {
  const edgeOf = edgesByDefinition(machine, tree)
  let taken: string[] = []
  const scope = inertScope()
  const ended = new WeakMap<AnyMachineSnapshot, ReadonlySet<AnyActorRef>>()

  const runningIn = (snapshot: AnyMachineSnapshot): readonly RunningActor[] =>
    childrenOf(snapshot).flatMap(([id, actor]) =>
      actor === undefined || ended.get(snapshot)?.has(actor) ? [] : [{ id, input: inputOf(actor) }],
    )

  function begin(): Frame {
    taken = []
    const snapshot = machine.getInitialSnapshot(scope, input)
    const after = activeStates(tree, valueOf(snapshot))
    const step = { number: 0, at, event: 'xstate.init', edges: taken, before: [], after }
    return { snapshot, now: at, running: runningIn(snapshot), told: null, step }
  }

  function take(from: Frame, happening: Happening): Frame | null {
    taken = []
    try {
      const snapshot = machine.transition(from.snapshot, happening.event, scope)
      if (snapshot.status === 'error') return null
      ended.set(snapshot, endedAfter(from.snapshot, happening))
      const step = {
        number: from.step.number + 1,
        at: happening.at,
        event: happening.event.type,
        edges: taken,
        before: from.step.after,
        after: activeStates(tree, valueOf(snapshot)),
      }
      return { snapshot, now: happening.at, running: runningIn(snapshot), told: happening.event, step }
    } catch {
      return null
    }
  }

  /** An actor whose end was told runs no more, even where its state goes on. */
  function endedAfter(before: AnyMachineSnapshot, { event }: Happening): ReadonlySet<AnyActorRef> {
    const told = childrenOf(before).flatMap(([id, actor]) =>
      actor !== undefined && event.type.endsWith(`.actor.${id}`) ? [actor] : [],
    )
    return new Set([...(ended.get(before) ?? []), ...told])
  }

  function inertScope(): Parameters<AnyStateMachine['transition']>[2] {
    const self = createActor(machine, { input })
    self.system.inspect((inspection) => {
      if (inspection.type !== '@xstate.microstep') return
      taken.push(...inspection._transitions.flatMap((definition) => edgeOf.get(definition) ?? []))
    })
    const nothing = (): void => {}
    const { sessionId, system } = self
    return {
      ...{ self, id: '', sessionId, system, logger: nothing, defer: nothing, emit: nothing },
      ...{ stopChild: nothing, actionExecutor: nothing },
    }
  }

  return {
    begin,
    take,
    ahead: (from) =>
      happenings(from).flatMap((happening) => {
        const frame = take(from, happening)
        return frame === null || frame.step.edges.length === 0 ? [] : [{ happening, frame }]
      }),
  }
}

/** The library's type for any machine's snapshot says `any` where these say what it is. */
function childrenOf({ children }: RunningState): readonly (readonly [string, AnyActorRef | undefined])[] {
  return Object.entries(children)
}

function valueOf({ value }: RunningState): StateValue {
  return value
}

function inputOf(actor: AnyActorRef): unknown {
  const snapshot: unknown = actor.getSnapshot()
  return typeof snapshot === 'object' && snapshot !== null && 'input' in snapshot ? snapshot.input : undefined
}
