import type { Duration, Instant } from '../../machines/time.ts'
import type { AnyOperation } from './define-operation.ts'
import type { Desk } from './desk.ts'
import type { ItemBody, ItemHead } from './item.ts'
import type { ItemState } from './item-state.ts'
import type { Opened, Unopened } from './open-item.ts'
import { writeBody } from './write-body.ts'

export type Prepared =
  /** It may be claimed: opened, its operation known, its author allowed. `rewritten`: its body has to be stored with the claim. */
  | ({ readonly kind: 'ready'; readonly operation: AnyOperation; readonly rewritten: boolean } & Opened)
  /** It may not be sent; this is what becomes of it. */
  | ({ readonly kind: 'barred'; readonly state: ItemState; readonly reason: string } & Opened)
  | { readonly kind: 'unreadable' }
  /** The store didn't answer: try again later. */
  | { readonly kind: 'failed' }
  /** Another context has changed or finished it meanwhile. */
  | { readonly kind: 'moved' }

/** Everything that can keep an item from being sent is asked before it is claimed, however early it was opened. */
export async function prepare(desk: Desk, head: ItemHead, stored: Opened | Unopened): Promise<Prepared> {
  if (typeof stored === 'string') return { kind: stored }
  const { host, settings } = desk
  const operation = desk.operation(stored.body.operation.name)
  const body = operation === undefined ? 'unknown_operation' : await current(desk, operation, head, stored.body)
  if (operation === undefined || typeof body === 'string') {
    const reason = typeof body === 'string' ? body : 'unknown_operation'
    return { kind: 'barred', state: 'blocked_upgrade', reason, ...stored }
  }
  const opened = { ...stored, body }
  if (body.references.length > 0) {
    return { kind: 'barred', state: 'blocked_dependency', reason: 'no_id', ...opened }
  }
  if (!host.access.origins.includes(new URL(body.request.url).origin)) {
    return { kind: 'barred', state: 'dead', reason: 'origin_not_allowed', ...opened }
  }
  if (body.capability !== null && !host.permits(body.capability)) {
    return { kind: 'barred', state: 'blocked_policy', reason: 'not_permitted', ...opened }
  }
  if (
    isKeyForgotten(head, { now: host.clock.wall(), ttl: settings.idempotencyTtl }) &&
    operation.verify === undefined
  ) {
    return { kind: 'barred', state: 'dead', reason: 'indeterminate', ...opened }
  }
  return { kind: 'ready', operation, rewritten: body !== stored.body, ...opened }
}

/**
 * The body in the shape of this app's version; why that can't be had, otherwise. What may have reached the server is
 * sent as it was: other bytes under the same key would be another request.
 */
async function current(
  desk: Desk,
  operation: AnyOperation,
  head: ItemHead,
  body: ItemBody,
): Promise<ItemBody | 'unknown_operation' | 'migration_failed'> {
  const from = body.operation.version
  if (from === operation.version) return body
  const { migrate } = operation
  if (migrate === undefined || from > operation.version) return 'unknown_operation'
  if (head.uncertain) return body
  // Without the files there is nothing to write the request anew from.
  if (body.isPartial) return 'migration_failed'
  try {
    const terms = { dependsOn: body.references, lane: body.lane }
    const written = await writeBody(desk, operation, migrate(body.variables, from), terms)
    return { ...written, createdAt: body.createdAt }
  } catch {
    return 'migration_failed'
  }
}

/** Clocks that the network sets step back by seconds. */
const tolerance = 120_000

/**
 * The server may no longer know the key of an attempt that may have reached it: never sent again blindly. Where the clock was
 * set back behind that attempt, nobody knows how long ago it was (QU-11).
 */
export function isKeyForgotten(
  { uncertain, firstSentAt }: ItemHead,
  { now, ttl }: { readonly now: Instant; readonly ttl: Duration },
): boolean {
  if (!uncertain || firstSentAt === null) return false
  return !(firstSentAt >= now - ttl && firstSentAt <= now + tolerance)
}
