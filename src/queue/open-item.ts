import type { KeyFailure } from '../ports/keys.ts'
import type { Store } from '../ports/store.ts'
import { bodyKey, openBody } from './body-row.ts'
import { headKey } from './head-row.ts'
import type { ItemBody, ItemHead, Trace } from './item.ts'
import { openTrace } from './trace-row.ts'

/** An item's sealed parts. */
export interface Opened {
  readonly body: ItemBody
  readonly trace: Trace
}

/** Why an item could not be opened. Only `unreadable` says something about the item. */
export type Unopened = 'unreadable' | 'failed' | 'moved'

/** Reads both rows together: a body that is missing under a standing head is a loss, under a deleted one it is not. */
export async function open(
  { host: { store } }: { readonly host: { readonly store: Store } },
  head: ItemHead,
): Promise<Opened | Unopened> {
  const { account, id } = head
  const read = await store.read([
    { by: 'key', key: headKey(account, id) },
    { by: 'key', key: bodyKey(account, id) },
  ])
  if (!read.ok) return read.failure.kind === 'corrupted' ? 'unreadable' : 'failed'
  const now = read.value.find(({ key }) => key.kind === 'queue')
  if (now === undefined || now.revision !== head.revision) return 'moved'
  const row = read.value.find(({ key }) => key.kind === 'queue_body')
  if (row === undefined) return 'unreadable'
  const [body, trace] = await Promise.all([openBody(store.keys, row), openTrace(store.keys, head)])
  if (!body.ok) return failureOf(body.failure)
  return trace.ok ? { body: body.value, trace: trace.value } : failureOf(trace.failure)
}

function failureOf({ kind }: KeyFailure): 'unreadable' | 'failed' {
  return kind === 'corrupted' || kind === 'key_lost' ? 'unreadable' : 'failed'
}
