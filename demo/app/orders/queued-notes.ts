import type { ItemContent, QueueItem } from '../../../src/queue/api.ts'
import type { Delivery, Trouble } from './shown-order.ts'

/** A note of this device that the server's list doesn't have yet. */
export interface QueuedNote {
  /** The queue item's id. */
  readonly id: string
  readonly order: string
  readonly text: string
  readonly at: number
  readonly delivery: Delivery
  /** Only where it is stuck. */
  readonly trouble?: Trouble
}

/** The notes among the queued work. */
export function queuedNotes(items: readonly QueueItem[]): readonly QueuedNote[] {
  return items.flatMap(({ id, state, content }) => {
    if (content?.operation !== 'note.create' || !isNote(content.variables)) return []
    const { order, text } = content.variables
    const note = { id, order, text, at: content.createdAt, delivery: deliveryOf(state) }
    return note.delivery === 'stuck' ? [{ ...note, trouble: troubleOf(state, content) }] : [note]
  })
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
  if (state === 'blocked_policy' || reason === 'permission') return 'permission'
  if (state === 'conflict') return 'conflict'
  return reason === 'poison' || reason === 'gone' ? reason : 'refused'
}

function isNote(variables: unknown): variables is { readonly order: string; readonly text: string } {
  if (typeof variables !== 'object' || variables === null) return false
  if (!('order' in variables) || !('text' in variables)) return false
  return typeof variables.order === 'string' && typeof variables.text === 'string'
}
