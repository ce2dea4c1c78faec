import { AuthError } from '../auth-error.ts'
import { duration } from '../../machines/time.ts'
import type { AccountHash } from '../../machines/facts.ts'
import { parseJson, type Json } from '../exchange/parse-json.ts'
import type { Row } from '../ports/store.ts'
import { hash } from '../vault/account-hash.ts'
import { readSessionColumns, rowKey, unchanged } from '../vault/account-rows.ts'
import type { Receipt } from './api.ts'
import { sealBody } from './body-row.ts'
import type { Operation } from './define-operation.ts'
import { announce, hidden, type Desk } from './desk.ts'
import { headKey, rowOfHead } from './head-row.ts'
import type { ItemBody, ItemHead } from './item.ts'
import { bytesOf, makeRequest } from './make-request.ts'
import { timeOrderedId } from './time-ordered-id.ts'

/** A refresh moves the session's row once a minute at most; more conflicts than this mean a loop. */
const mostConflicts = 100

/** Accepts one piece of work. Resolves after the transaction is complete, applies the change after that (QU-01). */
export async function enqueue<Variables>(
  desk: Desk,
  operation: Operation<Variables>,
  variables: Variables,
): Promise<Receipt> {
  const { host, settings } = desk
  const account = admit(desk, operation)
  const { survivesRestart } = host.store.traits
  if (!survivesRestart && !settings.allowMemory) throw new AuthError('queue_unavailable', { operation: operation.name })
  const body = write(desk, operation, variables)
  const bytes = bytesOf(body.request.body)
  await makeRoom(desk, account, bytes)

  const id = timeOrderedId(host.clock.wall(), await hash(host.store.keys, host.random.id()))
  const fixed = {
    id,
    account,
    lane: await hidden(desk, account, `lane:${body.lane}`),
    origin: await hidden(desk, account, `origin:${new URL(body.request.url).origin}`),
    capability: body.capability === null ? null : await hidden(desk, account, `capability:${body.capability}`),
    bytes,
  }
  const head = await desk.turn(() => store(desk, { ...fresh, ...fixed }, body))
  announce(desk, account)
  // Not awaited: the app's own work must not hold up the receipt.
  void desk.runHook('apply', id, body)
  desk.changed(account)
  desk.tell('enqueued', { item: id, operation: operation.name, state: head.state, reason: null })
  return { id, durability: survivesRestart ? 'durable' : 'memory' }
}

const fresh = {
  state: 'pending',
  dependsOn: [],
  nextAttemptAt: null,
  attempts: 0,
  uncertain: false,
  drainFence: 0,
  firstSentAt: null,
  onlineFor: duration(0),
  trace: null,
} as const

function admit(
  { host, operation: find }: Desk,
  operation: { readonly name: string; readonly version: number },
): AccountHash {
  if (find(operation.name)?.version !== operation.version) {
    throw new AuthError('unknown_operation', { operation: String(operation.name) })
  }
  const admitted = host.admits()
  if (!admitted.ok) throw new AuthError(admitted.reason)
  const account = host.owner()
  if (account === null) throw new AuthError('signed_out')
  return account
}

function write<Variables>({ host, settings }: Desk, operation: Operation<Variables>, variables: Variables): ItemBody {
  const { name, version, capability = null, lane = 'default', apply, rollback } = operation
  const kept = keep(variables)
  if (kept === null)
    throw new AuthError('invalid_operation', {
      option: 'variables',
      expected: 'a value that JSON can hold',
      operation: name,
    })
  return {
    operation: { name, version },
    capability,
    lane: attempt(name, 'lane', () => (typeof lane === 'string' ? lane : lane(variables))),
    request: makeRequest(
      attempt(name, 'request', () => operation.request(variables)),
      { origins: host.access.origins, headers: settings.headers, operation: name },
    ),
    // The server's memory of this item: made once, sent with every attempt, never used for another (QU-03).
    idempotencyKey: host.random.id(),
    variables: kept.value,
    optimistic: { apply: apply === undefined ? null : name, rollback: rollback === undefined ? null : name },
    createdAt: host.clock.wall(),
  }
}

function keep(variables: unknown): { readonly value: Json } | null {
  try {
    const text: string | undefined = JSON.stringify(variables ?? null)
    return text === undefined ? null : parseJson(text)
  } catch {
    return null
  }
}

function attempt<Value>(operation: string, option: string, work: () => Value): Value {
  try {
    return work()
  } catch (cause) {
    throw new AuthError('invalid_operation', { operation, option, cause })
  }
}

async function makeRoom(desk: Desk, account: AccountHash, bytes: number): Promise<void> {
  const { limits } = desk.settings
  if (bytes > limits.bodyBytes) throw new AuthError('queue_full', { option: 'limits.bodyBytes' })
  const book = desk.book(account)
  if (!book.loaded) {
    const failure = await desk.turn(() => book.load())
    if (failure !== null) throw new AuthError('queue_unavailable', { reason: failure.kind })
  }
  const heads = [...book.heads()]
  if (heads.length + book.unreadable.size >= limits.items) throw new AuthError('queue_full', { option: 'limits.items' })
  const held = heads.reduce((sum, head) => sum + head.bytes, bytes)
  if (held > limits.bytes) throw new AuthError('queue_full', { option: 'limits.bytes' })
}

type Unstored = Omit<ItemHead, 'sessionId' | 'revision' | 'seq'>

/** The session's row is part of the transaction: nothing is accepted for a session that another tab has just ended. */
async function store(desk: Desk, item: Unstored, body: ItemBody): Promise<ItemHead> {
  const { host } = desk
  const { id, account } = item
  for (let conflicts = 0; conflicts < mostConflicts; conflicts += 1) {
    const session = await standingSession(desk, account)
    const { sessionId } = session
    // Sealed after the session was seen and before the transaction: a wipe in between destroys the key or fails the check.
    const sealed = await sealBody(host.store.keys, { account, id, sessionId }, body)
    if (sealed === null)
      throw new AuthError('invalid_operation', { option: 'variables', operation: body.operation.name })
    if (!sealed.ok) throw new AuthError('queue_unavailable', { reason: sealed.failure.kind })
    const head: ItemHead = { ...item, sessionId, revision: 1, seq: 0 }
    const { seq: _, ...row } = rowOfHead(head)
    const done = await host.store.commit(
      [unchanged(session.key, session), unchanged(headKey(account, id), null)],
      [
        { do: 'append', row: { ...row, seq: null } },
        { do: 'put', row: sealed.value },
      ],
      { durability: 'strict' },
    )
    if (done.ok) return adopt(desk, { ...head, seq: done.value.seqs[0] ?? 0 })
    const { failure } = done
    if (failure.kind === 'conflict') continue
    const landed = failure.kind === 'closed' || failure.kind === 'timeout' ? await find(desk, account, id) : null
    if (landed !== null) return adopt(desk, { ...head, seq: landed.seq ?? 0 })
    throw new AuthError(failure.kind === 'quota' ? 'quota_exceeded' : 'queue_unavailable', { reason: failure.kind })
  }
  throw new AuthError('queue_unavailable', { reason: 'conflict' })
}

function adopt(desk: Desk, head: ItemHead): ItemHead {
  desk.book(head.account).add(head)
  return head
}

async function standingSession({ host }: Desk, account: AccountHash): Promise<Row> {
  const read = await host.store.read([{ by: 'key', key: rowKey('session', account) }])
  if (!read.ok) throw new AuthError('queue_unavailable', { reason: read.failure.kind })
  const row = read.value[0]
  if (row === undefined || readSessionColumns(row).tombstone) throw new AuthError('signed_out')
  return row
}

/** The connection went away: whether the transaction was complete is only known by looking. */
async function find({ host }: Desk, account: AccountHash, id: string): Promise<Row | null> {
  const read = await host.store.read([{ by: 'key', key: headKey(account, id) }])
  return read.ok ? (read.value[0] ?? null) : null
}
