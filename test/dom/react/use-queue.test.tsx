import { act, renderHook } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import type { ReactElement, ReactNode } from 'react'
import { instant } from '../../../machines/time.ts'
import type { Auth } from '../../../src/auth.ts'
import type { AuthQueue, QueueItem } from '../../../src/queue/api.ts'
import { AuthProvider, useNeedsAttention, useQueue, useQueueItem } from '../../../src/react/index.ts'
import { shownAuth } from './shown-auth.ts'
import { active } from './views.ts'

describe('useQueue', () => {
  it('shows what is queued and follows it', () => {
    const { queue, hold } = heldQueue([note('1')])
    const { result } = renderHook(() => useQueue(), { wrapper: below(shownAuth(active, queue).auth) })
    expect(result.current.items.map(({ id }) => id)).toEqual(['1'])
    act(() => hold([note('1'), note('2')]))
    expect(result.current.items.map(({ id }) => id)).toEqual(['1', '2'])
    expect(result.current.enqueue).toBe(queue.enqueue)
  })

  it('renders only when an item that the filter lets through changes', () => {
    const { queue, hold } = heldQueue([note('1')])
    let renders = 0
    const { result } = renderHook(
      () => {
        renders += 1
        return useQueue({ states: ['rejected'] })
      },
      { wrapper: below(shownAuth(active, queue).auth) },
    )
    const before = renders
    for (let count = 1; count <= 50; count += 1) act(() => hold([note(String(count))]))
    expect(renders).toBe(before)
    act(() => hold([note('1'), { ...note('2'), state: 'rejected' }]))
    expect(result.current.items.map(({ id }) => id)).toEqual(['2'])
    expect(renders).toBe(before + 1)
  })

  it('asks for an operation by name, once the item is open', () => {
    const sealed = { ...note('2'), content: null }
    const { queue } = heldQueue([note('1'), sealed])
    const wrapper = below(shownAuth(active, queue).auth)
    const { result } = renderHook(() => useQueue({ operation: 'note.create' }), { wrapper })
    expect(result.current.items.map(({ id }) => id)).toEqual(['1'])
  })

  it('says what is missing when createAuth was given no queue', () => {
    const wrapper = below(shownAuth(active).auth)
    expect(() => renderHook(() => useQueue(), { wrapper })).toThrow('Cannot use the queue: createAuth was given none')
  })
})

describe('useQueueItem', () => {
  it('follows one item until it is gone, and renders for no other', () => {
    const { queue, hold } = heldQueue([note('1'), note('2')])
    let renders = 0
    const first = queue.items()[0]
    const { result } = renderHook(
      () => {
        renders += 1
        return useQueueItem('1')
      },
      { wrapper: below(shownAuth(active, queue).auth) },
    )
    expect(result.current).toBe(first)
    const before = renders
    act(() => hold(first ? [first, note('3')] : []))
    expect(renders).toBe(before)
    act(() => hold([{ ...note('1'), state: 'conflict' }]))
    expect(result.current?.state).toBe('conflict')
    act(() => hold([]))
    expect(result.current).toBeNull()
  })
})

describe('useNeedsAttention', () => {
  it('lists what waits for the user alone', () => {
    const { queue } = heldQueue([
      note('1'),
      { ...note('2'), state: 'conflict' },
      { ...note('3'), state: 'in_flight' },
      { ...note('4'), state: 'unreadable' },
    ])
    const { result } = renderHook(() => useNeedsAttention(), { wrapper: below(shownAuth(active, queue).auth) })
    expect(result.current.map(({ id }) => id)).toEqual(['2', '4'])
  })
})

function below(auth: Auth) {
  return function Below({ children }: { children: ReactNode }): ReactElement {
    return <AuthProvider auth={auth}>{children}</AuthProvider>
  }
}

function note(id: string): QueueItem {
  const content = {
    operation: 'note.create',
    version: 1,
    capability: null,
    lane: 'wo-1',
    variables: { text: 'Key is with the caretaker' },
    createdAt: instant(1),
    lastOutcome: null,
    theirs: null,
  }
  return { id, state: 'pending', content, uncertain: false, attempts: 0, nextAttemptAt: null, dependsOn: [], bytes: 10 }
}

/** A queue that holds what the test says. */
function heldQueue(first: readonly QueueItem[]): { queue: AuthQueue; hold: (items: readonly QueueItem[]) => void } {
  let items = first
  const listeners = new Set<() => void>()
  const queue: AuthQueue = {
    items: () => items,
    counts: () => ({ total: items.length, unsent: items.length, needsAttention: 0, bytes: 0, byState: {} }),
    enqueue: async () => ({ id: '1', durability: 'durable', coalesced: false }),
    enqueueMany: async () => [],
    retry: async () => 'ok',
    edit: async () => 'ok',
    resolve: async () => 'ok',
    cancel: async () => 'ok',
    discard: async () => 'ok',
    flush: async () => {},
    progress: () => ({ sent: 0, total: items.length, perSecond: null, remaining: null }),
    export: async () => [],
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    on: () => () => {},
  }
  return {
    queue,
    hold(next) {
      items = next
      for (const listener of listeners) listener()
    },
  }
}
