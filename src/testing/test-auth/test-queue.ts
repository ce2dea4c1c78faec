import type { ActionResult, AuthQueue, QueueFilter, QueueItem } from '../../queue/api.ts'
import { isUnsent, itemStates, needsAttention } from '../../queue/item-state.ts'
import { changing } from './changing.ts'
import { testMorning } from './state-views.ts'

/** An item of the queue a test shows: what differs from a small note that waits. */
export type TestItem = Omit<Partial<QueueItem>, 'content'> & { readonly content?: Partial<QueueItem['content']> }

/** A queue that keeps what it is given in memory and sends nothing. Items start `pending`; `retry` makes them so again. */
export function testQueue(given: readonly TestItem[] = []): AuthQueue {
  const shown = changing<readonly QueueItem[]>(Object.freeze(given.map(itemOf)))
  let made = given.length
  const change = (id: string, to: (item: QueueItem) => readonly QueueItem[]): Promise<ActionResult> => {
    const isHere = shown.value.some((item) => item.id === id)
    if (isHere) shown.become(shown.value.flatMap((item) => (item.id === id ? to(item) : item)))
    return Promise.resolve(isHere ? 'ok' : 'not_found')
  }
  const drop = (id: string): Promise<ActionResult> => change(id, () => [])
  const enqueueMany: AuthQueue['enqueueMany'] = async (operation, variables, options = {}) => {
    const { name, version } = operation
    const added = variables.map((one, index) =>
      itemOf(
        { content: { operation: name, version, variables: one }, dependsOn: options.dependsOn ?? [] },
        made + index,
      ),
    )
    made += added.length
    shown.become([...shown.value, ...added])
    return added.map(({ id }) => ({ id, durability: 'durable', coalesced: false }))
  }
  return {
    enqueueMany,
    enqueue: async (operation, variables, options) => {
      const [receipt] = await enqueueMany(operation, [variables], options)
      return receipt ?? { id: '', durability: 'durable', coalesced: false }
    },
    items: (filter = {}) =>
      Object.keys(filter).length === 0 ? shown.value : shown.value.filter((item) => passes(filter, item)),
    counts: () => ({
      total: shown.value.length,
      unsent: shown.value.filter(({ state }) => state !== 'unreadable' && isUnsent(state)).length,
      needsAttention: shown.value.filter(({ state }) => state === 'unreadable' || needsAttention(state)).length,
      bytes: shown.value.reduce((sum, { bytes }) => sum + bytes, 0),
      byState: Object.fromEntries(
        [...itemStates, 'unreadable' as const]
          .map((name) => [name, shown.value.filter(({ state }) => state === name).length] as const)
          .filter(([, count]) => count > 0),
      ),
    }),
    retry: (id) => change(id, (item) => [Object.freeze({ ...item, state: 'pending' })]),
    edit: (id, _operation, variables) =>
      change(id, (item) => [itemOf({ ...item, content: { ...item.content, variables } })]),
    resolve: (id, how) =>
      how === 'theirs' || how === 'discard'
        ? drop(id)
        : change(id, (item) => [Object.freeze({ ...item, state: 'pending' })]),
    cancel: drop,
    discard: drop,
    flush: async () => {},
    progress: () => nothingSent,
    export: async () => [],
    subscribe: shown.subscribe,
    on: () => () => {},
  }
}

const nothingSent = Object.freeze({ sent: 0, total: 0, perSecond: null, remaining: null })

function itemOf({ content, ...rest }: TestItem, index = 0): QueueItem {
  return Object.freeze({
    id: `item-${index + 1}`,
    state: 'pending',
    uncertain: false,
    attempts: 0,
    nextAttemptAt: null,
    dependsOn: [],
    bytes: 0,
    ...rest,
    content: Object.freeze({
      operation: 'note.create',
      version: 1,
      capability: null,
      lane: '',
      variables: null,
      createdAt: testMorning,
      lastOutcome: null,
      theirs: null,
      ...content,
    }),
  })
}

function passes({ states, operation }: QueueFilter, { state, content }: QueueItem): boolean {
  return (states?.includes(state) ?? true) && (operation === undefined || content?.operation === operation)
}
