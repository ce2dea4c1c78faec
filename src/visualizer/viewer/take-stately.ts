import type { StateValue } from 'xstate'
import { activeStates } from '../chart-tree.ts'
import { modelFromDefinition } from './model-from-definition.ts'
import { showChart, takeStep, type Shown } from './shown.ts'

/** What is read of the three kinds of events Stately's inspectors send. */
interface WireEvent {
  readonly type: string
  readonly sessionId: string
  readonly createdAt: string
  readonly definition?: unknown
  readonly parentId?: unknown
  readonly event?: { readonly type: string }
  readonly snapshot?: { readonly value?: unknown }
}

/** The machine that is followed: the first that came with a drawing. Others on the same wire are left out. */
export interface Followed {
  readonly session: string
  readonly shown: Shown
}

export function takeStately(followed: Followed | null, message: unknown): Followed | null {
  if (!isWireEvent(message)) return followed
  if (message.type === '@xstate.actor') return followed ?? follow(message)
  if (followed === null || message.type !== '@xstate.snapshot' || message.sessionId !== followed.session)
    return followed
  const value = message.snapshot?.value
  if (!isValue(value)) return followed
  const { shown, session } = followed
  const event = message.event?.type ?? ''
  const [after, before] = [activeStates(shown.tree, value), shown.steps.at(-1)?.after ?? shown.start]
  if (shown.steps.length === 0 && (event === 'xstate.init' || event === ''))
    return { session, shown: { ...shown, start: after } }
  const step = {
    number: (shown.steps.at(-1)?.number ?? 0) + 1,
    at: Number(message.createdAt) || 0,
    event,
    edges: likelyEdge(shown, { event, before, after }),
    value,
  }
  return { session, shown: takeStep(shown, step) }
}

function follow({ sessionId, definition, snapshot }: WireEvent): Followed | null {
  const model = typeof definition === 'string' ? modelFromDefinition(definition) : null
  if (model === null || model.nodes.length < 2) return null
  const shown = showChart(model)
  const value = snapshot?.value
  return { session: sessionId, shown: isValue(value) ? { ...shown, start: activeStates(shown.tree, value) } : shown }
}

interface Move {
  readonly event: string
  readonly before: readonly string[]
  readonly after: readonly string[]
}

/** The wire doesn't say which edge was taken: it is the one that fits, where only one does. */
function likelyEdge({ model }: Shown, { event, before, after }: Move): readonly string[] {
  const fitting = model.edges.filter(
    (edge) =>
      edge.event === event &&
      before.includes(edge.source) &&
      edge.targets.length > 0 &&
      edge.targets.every((id) => after.includes(id)),
  )
  return fitting.length === 1 ? fitting.map(({ id }) => id) : []
}

function isWireEvent(message: unknown): message is WireEvent {
  if (typeof message !== 'object' || message === null || !('_version' in message) || !('type' in message)) return false
  if (!('sessionId' in message) || typeof message.sessionId !== 'string') return false
  return typeof message.type === 'string' && (!('event' in message) || isEvent(message.event))
}

function isEvent(event: unknown): boolean {
  return typeof event === 'object' && event !== null && 'type' in event && typeof event.type === 'string'
}

function isValue(value: unknown): value is StateValue {
  if (typeof value === 'string') return true
  return typeof value === 'object' && value !== null && Object.values(value).every(isValue)
}
