import type { QueueItem } from '../../../src/queue/api.ts'
import { queuedChanges } from './queued-changes.ts'
import type { Delivery, Trouble } from './shown-order.ts'

/** One piece of unsent work, as a list of it tells. */
export interface UnsentItem {
  readonly id: string
  readonly kind: 'note' | 'finding' | 'closing' | 'sealed'
  /** The order's id; null for what can't be read. */
  readonly order: string | null
  readonly text: string | null
  readonly photo?: string
  readonly delivery: Delivery
  readonly trouble: Trouble | null
  /** What the server last answered. */
  readonly status: number | null
}

export function unsentWork(items: readonly QueueItem[]): readonly UnsentItem[] {
  return items.map((item): UnsentItem => {
    const [change] = queuedChanges([item])
    const status = item.content?.lastOutcome?.status ?? null
    if (change === undefined) {
      const isStuck = item.state === 'unreadable'
      const delivery = isStuck ? 'stuck' : 'waiting'
      const trouble = isStuck ? 'refused' : null
      return { id: item.id, kind: 'sealed', order: null, text: null, delivery, trouble, status }
    }
    const { id, kind, order, delivery, trouble = null } = change
    const text = kind === 'closing' ? null : change.text
    const plain = { id, kind, order, text, delivery, trouble, status }
    return kind === 'note' && change.photo !== undefined ? { ...plain, photo: change.photo } : plain
  })
}
