'use client'
import { useMemo } from 'react'
import { shallowEqual, useSelector } from '@xstate/react'
import type { AuthQueue, QueueFilter, QueueItem } from '../queue/api.ts'
import { useProvided } from './auth-context.ts'
import { emptySource, queueSource } from './queue-source.ts'
import { useHydrated } from './use-hydrated.ts'

/** Unsent work, and what can be done with it. The functions stay the same as long as the auth does. */
export interface QueueView extends Pick<
  AuthQueue,
  'enqueue' | 'enqueueMany' | 'retry' | 'edit' | 'cancel' | 'discard' | 'resolve' | 'flush' | 'export'
> {
  readonly items: readonly QueueItem[]
}

/** The account's queued work, all of it or what the filter lets through; renders only when one of those items changes. */
export function useQueue(filter: QueueFilter = {}): QueueView {
  const { queue } = useProvided().auth
  if (queue === null) throw new TypeError('Cannot use the queue: createAuth was given none')
  const source = useMemo(() => queueSource(queue), [queue])
  const items = useSelector(
    useHydrated() ? source : emptySource,
    (all) => all.filter((item) => passes(filter, item)),
    shallowEqual,
  )
  return useMemo(() => {
    const { enqueue, enqueueMany, retry, edit, cancel, discard, resolve, flush } = queue
    return { items, enqueue, enqueueMany, retry, edit, cancel, discard, resolve, flush, export: queue.export }
  }, [items, queue])
}

/** An item whose sealed part isn't open yet passes no question about its operation. */
function passes({ states, operation }: QueueFilter, { state, content }: QueueItem): boolean {
  return (states?.includes(state) ?? true) && (operation === undefined || content?.operation === operation)
}
