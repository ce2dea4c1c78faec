import { duration, type Instant } from '../../machines/time.ts'
import type { AccountHash } from '../../machines/facts.ts'
import { AuthError } from '../auth-error.ts'
import { hash } from '../vault/account-hash.ts'
import type { AnyOperation } from './define-operation.ts'
import { hidden, type Desk } from './desk.ts'
import type { ItemBody, ItemHead } from './item.ts'
import { bytesOf } from './make-request.ts'
import { timeOrderedId } from './time-ordered-id.ts'
import { writeBody } from './write-body.ts'

/** An item that is not stored yet. */
export interface Draft {
  readonly item: Omit<ItemHead, 'sessionId' | 'revision' | 'seq'>
  readonly body: ItemBody
  readonly operation: AnyOperation
  readonly variables: unknown
}

export interface DraftTerms {
  readonly account: AccountHash
  readonly dependsOn: readonly string[]
}

/** Everything that can be said about an item before its transaction. Throws `invalid_operation` and `queue_full`. */
export async function draft(
  desk: Desk,
  operation: AnyOperation,
  variables: unknown,
  { account, dependsOn }: DraftTerms,
): Promise<Draft> {
  const { host, settings } = desk
  const at: Instant = host.clock.wall()
  const chance = host.random.id()
  const body = await writeBody(desk, operation, variables, { dependsOn })
  const bytes = bytesOf(body.request.body)
  if (bytes > settings.limits.bodyBytes) throw new AuthError('queue_full', { option: 'limits.bodyBytes' })
  const name = (what: string): Promise<string> => hidden(desk, account, what)
  const [digits, lane, origin, capability] = await Promise.all([
    hash(host.store.keys, chance),
    name(`lane:${body.lane}`),
    name(`origin:${new URL(body.request.url).origin}`),
    body.capability === null ? null : name(`capability:${body.capability}`),
  ])
  const item = {
    ...fresh,
    id: timeOrderedId(at, digits),
    account,
    lane,
    origin,
    capability,
    dependsOn,
    bytes,
    halts: operation.onRejected === 'halt',
  }
  return { item, body, operation, variables }
}

const fresh = {
  state: 'pending',
  nextAttemptAt: null,
  postponedAt: null,
  attempts: 0,
  uncertain: false,
  drainFence: 0,
  firstSentAt: null,
  onlineFor: duration(0),
  trace: null,
} as const
