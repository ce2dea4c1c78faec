import {
  createActor,
  type AnyActorRef,
  type AnyEventObject,
  type AnyStateMachine,
  type InputFrom,
  type InspectionEvent,
} from 'xstate'
import { drawnEdges } from './drawn-edges.ts'
import { anatomyOf, type Move, type Place, type Step } from './place.ts'
import type { World } from './world.ts'

export interface Walker<Machine extends AnyStateMachine, Memory> {
  readonly begin: (input: InputFrom<Machine> | undefined) => Place<Machine, Memory>
  readonly take: (before: Place<Machine, Memory>, move: Move) => Step<Machine, Memory>
}

type Scope = Parameters<AnyStateMachine['transition']>[2]

/**
 * Takes single steps of the machine itself, invokes and timers included, and starts nothing: actors end and timers fire
 * when the explorer says so. Tells exactly which declared transitions a step took.
 */
export function walker<Machine extends AnyStateMachine, Memory>(
  machine: Machine,
  {
    start = 0,
    memory,
    remember,
    inputs = [],
  }: Pick<World<Machine, Memory>, 'start' | 'memory' | 'remember' | 'inputs'>,
): Walker<Machine, Memory> {
  const names = new Map<unknown, string>(drawnEdges(machine).map(({ id, transition }) => [transition, id]))
  let taken: string[] = []
  let told: AnyEventObject[] = []
  // One scope serves every step: making one each time costs more than the steps themselves.
  const scope = inertScope(machine, inputs[0], {
    observe: (inspection) => {
      if (inspection.type !== '@xstate.microstep') return
      for (const transition of inspection._transitions) {
        const name = names.get(transition)
        if (name !== undefined) taken.push(name)
      }
    },
    hear: (emitted) => told.push(emitted),
  })
  const recalled = (step: Omit<Step<Machine, Memory>, 'after'>, next: Place<Machine, Memory>): Memory =>
    remember === undefined ? step.before.memory : remember({ ...step, next })

  return {
    begin(input) {
      taken = []
      told = []
      const snapshot = machine.getInitialSnapshot(scope, input) as Place<Machine>['snapshot']
      const arrival = { now: start, from: null, by: 'start', event: { type: 'xstate.init', input } }
      const place = { snapshot, ...arrival, ended: new Set<AnyActorRef>(), edges: taken }
      // A world that remembers says what it knows at the start; in any other there is nothing to read.
      return { ...place, memory: memory as Memory }
    },
    take(before, move) {
      taken = []
      told = []
      const arrival = { now: move.now, from: before, by: move.label, event: move.event }
      const step = { before, move, edges: taken, told }
      const stays = { ...before, ...arrival, edges: taken }
      if (move.event === null)
        return { ...step, after: { ...stays, memory: recalled({ ...step, thrown: null }, stays) }, thrown: null }
      try {
        const snapshot = machine.transition(before.snapshot, move.event, scope) as Place<Machine>['snapshot']
        const next = { ...before, ...arrival, snapshot, ended: endedAfter(before, move, snapshot), edges: taken }
        return { ...step, after: { ...next, memory: recalled({ ...step, thrown: null }, next) }, thrown: null }
      } catch (thrown) {
        return { ...step, after: stays, thrown }
      }
    },
  }
}

/** The actor whose end was just told runs no more, unless the same step has started another in its place. */
function endedAfter(
  { snapshot, ended }: Place<AnyStateMachine>,
  { event }: Move,
  after: Place<AnyStateMachine>['snapshot'],
): ReadonlySet<AnyActorRef> {
  const running = new Set(Object.values(anatomyOf(after).children))
  const id: unknown = event !== null && 'actorId' in event ? event['actorId'] : null
  const told = Object.entries(anatomyOf(snapshot).children).filter(([child]) => child === id)
  const gone = [...ended, ...told.map(([, actor]) => actor)]
  return new Set(gone.flatMap((actor) => (actor !== undefined && running.has(actor) ? [actor] : [])))
}

interface Ears {
  readonly observe: (inspection: InspectionEvent) => void
  readonly hear: (emitted: AnyEventObject) => void
}

function inertScope(machine: AnyStateMachine, input: unknown, { observe, hear }: Ears): Scope {
  const self = createActor(machine, { input })
  self.system.inspect(observe)
  return {
    self,
    id: '',
    sessionId: self.sessionId,
    system: self.system,
    logger: () => {},
    defer: () => {},
    emit: () => {},
    stopChild: () => {},
    // An emission is an action that carries its event; every other action is left undone.
    actionExecutor: ({ type, params }) => {
      if (type === 'xstate.emit') hear((params as { readonly event: AnyEventObject }).event)
    },
  }
}
