import type { ItemContent, QueueItem } from '../../../src/queue/api.ts'
import type { Finding } from '../../server/api/order.ts'
import { findingIn } from './save-finding.ts'
import type { Delivery, Trouble } from './shown-order.ts'

interface Change {
  /** The queue item's id. */
  readonly id: string
  readonly order: string
  readonly at: number
  readonly delivery: Delivery
  /** Only where it is stuck. */
  readonly trouble?: Trouble
}

export interface QueuedNote extends Change {
  readonly kind: 'note'
  readonly text: string
  /** The small picture of its photo. */
  readonly photo?: string
}

export interface QueuedFinding extends Change {
  readonly kind: 'finding'
  readonly text: string
  /** In a conflict: what the server has. */
  readonly theirs: Finding | null
}

export interface QueuedClosing extends Change {
  readonly kind: 'closing'
}

/** Something of this device that the server's list doesn't have yet. */
export type QueuedChange = QueuedNote | QueuedFinding | QueuedClosing

/** What the queue holds, in the app's own words. Work that isn't open yet, and other apps' work, is left out. */
export function queuedChanges(items: readonly QueueItem[]): readonly QueuedChange[] {
  return items.flatMap((item) => changeOf(item) ?? [])
}

function changeOf({ id, state, content }: QueueItem): QueuedChange | null {
  if (content === null || !isObject(content.variables)) return null
  const { order, text, photo } = content.variables
  if (typeof order !== 'string') return null
  const delivery = deliveryOf(state)
  const plain = { id, order, at: content.createdAt, delivery }
  const change = delivery === 'stuck' ? { ...plain, trouble: troubleOf(state, content) } : plain
  if (content.operation === 'order.complete') return { ...change, kind: 'closing' }
  if (typeof text !== 'string') return null
  if (content.operation === 'finding.save')
    return { ...change, kind: 'finding', text, theirs: findingIn(content.theirs) }
  if (content.operation !== 'note.create') return null
  const note = { ...change, kind: 'note', text } as const
  return isObject(photo) && typeof photo['thumbnail'] === 'string' ? { ...note, photo: photo['thumbnail'] } : note
}

function deliveryOf(state: QueueItem['state']): Delivery {
  switch (state) {
    case 'in_flight':
      return 'sending'
    case 'pending':
    case 'blocked_auth':
    case 'blocked_dependency':
    case 'blocked_upgrade':
      return 'waiting'
    case 'done':
      return 'sent'
    case 'blocked_policy':
    case 'rejected':
    case 'conflict':
    case 'dead':
    case 'cancelled':
    case 'unreadable':
      return 'stuck'
    default:
      return state satisfies never
  }
}

function troubleOf(state: QueueItem['state'], { lastOutcome }: ItemContent): Trouble {
  const reason = lastOutcome?.reason ?? null
  if (state === 'blocked_policy') return 'blocked'
  if (state === 'conflict') return 'conflict'
  return reason === 'permission' || reason === 'poison' || reason === 'gone' ? reason : 'refused'
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}
