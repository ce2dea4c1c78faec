import type { KeyFailure } from '../ports/keys.ts'
import { bodyKey, openBody } from './body-row.ts'
import type { AnyOperation } from './define-operation.ts'
import type { Desk } from './desk.ts'
import { headKey } from './head-row.ts'
import type { ItemBody, ItemHead, Trace } from './item.ts'
import type { ItemState } from './item-state.ts'
import { openTrace } from './trace-row.ts'

/** An item that may be claimed: opened, its operation known, its author allowed. */
export interface Opened {
  readonly body: ItemBody
  readonly trace: Trace
}

export type Prepared =
  | ({ readonly kind: 'ready'; readonly operation: AnyOperation } & Opened)
  /** It may not be sent; this is what becomes of it. */
  | ({ readonly kind: 'barred'; readonly state: ItemState; readonly reason: string } & Opened)
  | { readonly kind: 'unreadable' }
  /** The store didn't answer: try again later. */
  | { readonly kind: 'failed' }
  /** Another context has changed or finished it meanwhile. */
  | { readonly kind: 'moved' }

/** Everything that can keep an item from being sent is asked before it is claimed. */
export async function prepare(desk: Desk, head: ItemHead): Promise<Prepared> {
  const opened = await open(desk, head)
  if (typeof opened === 'string') return { kind: opened }
  const { host, settings } = desk
  const { body } = opened
  const operation = desk.operation(body.operation.name)
  if (operation === undefined || operation.version !== body.operation.version) {
    return { kind: 'barred', state: 'blocked_upgrade', reason: 'unknown_operation', ...opened }
  }
  if (!host.access.origins.includes(new URL(body.request.url).origin)) {
    return { kind: 'barred', state: 'dead', reason: 'origin_not_allowed', ...opened }
  }
  if (body.capability !== null && !host.permits(body.capability)) {
    return { kind: 'barred', state: 'blocked_policy', reason: 'not_permitted', ...opened }
  }
  if (isKeyForgotten(head, host.clock.wall() - settings.idempotencyTtl) && operation.verify === undefined) {
    return { kind: 'barred', state: 'dead', reason: 'indeterminate', ...opened }
  }
  return { kind: 'ready', operation, ...opened }
}

/** The server may no longer know the key of an attempt that may have reached it: never sent again blindly. */
export function isKeyForgotten({ uncertain, firstSentAt }: ItemHead, remembersSince: number): boolean {
  return uncertain && firstSentAt !== null && firstSentAt < remembersSince
}

/** Why an item could not be opened. Only `unreadable` says something about the item. */
export type Unopened = 'unreadable' | 'failed' | 'moved'

/** Reads both rows together: a body that is missing under a standing head is a loss, under a deleted one it is not. */
export async function open({ host }: Pick<Desk, 'host'>, head: ItemHead): Promise<Opened | Unopened> {
  const { store } = host
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
