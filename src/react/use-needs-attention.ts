'use client'
import type { QueueItem } from '../queue/api.ts'
import { useQueue } from './use-queue.ts'

const states: readonly QueueItem['state'][] = [
  'blocked_policy',
  'blocked_dependency',
  'rejected',
  'conflict',
  'dead',
  'unreadable',
]

/** What waits for the user and not for the network: rejected, in conflict, given up, blocked or unreadable. */
export function useNeedsAttention(): readonly QueueItem[] {
  return useQueue({ states }).items
}
