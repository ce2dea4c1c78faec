'use client'
import { useSyncExternalStore } from 'react'
import type { QueueItem } from '../queue/api.ts'
import { useProvided } from './auth-context.ts'

/** One item of the queue; null once it is gone. Renders only when something in it changes. */
export function useQueueItem(id: string): QueueItem | null {
  const { queue } = useProvided().auth
  if (queue === null) throw new TypeError('Cannot use the queue: createAuth was given none')
  const read = (): QueueItem | null => queue.items().find((item) => item.id === id) ?? null
  return useSyncExternalStore(queue.subscribe, read, () => null)
}
