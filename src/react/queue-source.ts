'use client'
import type { AuthQueue, QueueItem } from '../queue/api.ts'

type Items = readonly QueueItem[]
type Listener = ((items: Items) => void) | { readonly next?: (items: Items) => void }

/** The queue's items in the shape that `useSelector` reads. */
export interface QueueSource {
  getSnapshot(): Items
  subscribe(listener: Listener): { unsubscribe(): void }
}

export function queueSource(queue: AuthQueue): QueueSource {
  return {
    getSnapshot: () => queue.items(),
    subscribe(listener) {
      const next = typeof listener === 'function' ? listener : listener.next
      return { unsubscribe: queue.subscribe(() => next?.(queue.items())) }
    },
  }
}

const none: Items = Object.freeze([])

export const emptySource: QueueSource = {
  getSnapshot: () => none,
  subscribe: () => ({ unsubscribe: () => {} }),
}
