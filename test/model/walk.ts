import { createActor, type AnyActorRef, type InspectionEvent, type SnapshotFrom } from 'xstate'
import type { authMachine } from '../../machines/auth.machine.ts'
import type { AuthInput } from '../../machines/context.ts'
import { edgeId } from '../../machines/edge-id.ts'
import { guardOf } from '../../machines/guard-words.ts'
import { instant, type Instant } from '../../machines/time.ts'
import type { Move } from './moves.ts'
import { pauseAfter } from './server-pause.ts'

export type Machine = typeof authMachine
export type Snapshot = SnapshotFrom<Machine>

/** One reachable configuration, and how it was first reached. */
export interface Place {
  readonly snapshot: Snapshot
  readonly now: Instant
  /** Actors that have ended while their state went on. */
  readonly ended: ReadonlySet<AnyActorRef>
  /** Until when the server asked for a pause, as the world knows it: the chart's own memory of it is under test. */
  readonly pause: Instant | null
  readonly from: Place | null
  readonly by: string
}

export interface TakenEdge {
  readonly id: string
  readonly source: string
}

export interface Step {
  readonly before: Place
  readonly move: Move
  readonly after: Place
  readonly edges: readonly TakenEdge[]
  /** What a guard, an action or a circle of automatic steps threw. */
  readonly thrown: unknown
}

interface Walker {
  readonly begin: (input: AuthInput) => { readonly place: Place; readonly edges: readonly TakenEdge[] }
  readonly take: (before: Place, move: Move) => Step
}

/** Takes single steps of a chart and starts nothing: its actors end when the explorer says so. */
export function walker(machine: Machine): Walker {
  let taken: TakenEdge[] = []
  // One scope serves every step: making one each time costs more than the steps themselves.
  const scope = inertScope(machine, (inspection) => {
    if (inspection.type === '@xstate.microstep') taken.push(...inspection._transitions.map(edgeOf))
  })

  return {
    begin(input) {
      taken = []
      const snapshot = machine.getInitialSnapshot(scope, input)
      const by = input.offline ? 'start offline' : 'start'
      return { place: { snapshot, now: input.at, ended: new Set(), pause: null, from: null, by }, edges: taken }
    },
    take(before, move) {
      taken = []
      const arrival = { now: move.now, from: before, by: move.label }
      const stays = { ...before, ...arrival }
      if (move.event === null) return { before, move, after: stays, edges: taken, thrown: null }
      try {
        const snapshot = machine.transition(before.snapshot, move.event, scope)
        const ended = endedAfter(before, move, snapshot)
        const after = { snapshot, ended, pause: pauseAfter(before, move, snapshot), ...arrival }
        return { before, move, after, edges: taken, thrown: null }
      } catch (thrown) {
        return { before, move, after: stays, edges: taken, thrown }
      }
    },
  }
}

/** The actor whose end was just told runs no more, unless the same step has started another in its place. */
function endedAfter({ snapshot: { children }, ended }: Place, { event }: Move, after: Snapshot): Place['ended'] {
  const running = new Set(Object.values<AnyActorRef | undefined>(after.children))
  const id = event !== null && 'actorId' in event ? event.actorId : null
  const told = Object.entries<AnyActorRef | undefined>(children).filter(([child]) => child === id)
  const gone = [...ended, ...told.map(([, actor]) => actor)]
  return new Set(gone.flatMap((actor) => (actor !== undefined && running.has(actor) ? [actor] : [])))
}

function edgeOf(edge: Extract<InspectionEvent, { type: '@xstate.microstep' }>['_transitions'][number]): TakenEdge {
  const event = edge.eventType === '' ? 'always' : String(edge.eventType)
  const targets = edge.target?.map(({ id }) => id) ?? []
  const { id: source } = edge.source
  return { id: edgeId({ source, event, guard: guardOf(edge.guard)?.name ?? null, targets }), source }
}

function inertScope(
  machine: Machine,
  observe: (inspection: InspectionEvent) => void,
): Parameters<Machine['transition']>[2] {
  const self = createActor(machine, { input: { at: instant(0), offline: false, chance: 0 } })
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
    actionExecutor: () => {},
  }
}
