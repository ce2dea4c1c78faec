import type { AccountHash } from '../../machines/facts.ts'
import { AuthError } from '../auth-error.ts'
import type { Row, StoreFailure, Write } from '../ports/store.ts'
import { readSessionColumns, rowKey, unchanged } from '../vault/account-rows.ts'
import { sealBody } from './body-row.ts'
import { coalesce } from './coalesce.ts'
import { dependencies } from './dependencies.ts'
import type { Desk } from './desk.ts'
import type { Draft } from './draft.ts'
import { headKey, rowOfHead } from './head-row.ts'
import type { ItemBody, ItemHead } from './item.ts'
import { makeRoom } from './make-room.ts'

export interface Stored {
  readonly head: ItemHead
  readonly body: ItemBody
  /** Where it was joined with an item that waited: what that one was. */
  readonly replaced: ItemBody | null
}

/** A refresh moves the session's row once a minute at most; more conflicts than this mean a loop. */
const mostConflicts = 100

/**
 * Stores drafts in one transaction. The session's row is part of it: nothing is accepted for a session that another tab
 * has just ended. Runs inside the desk's turn. Throws AuthError.
 */
export async function storeDrafts(
  desk: Desk,
  account: AccountHash,
  drafts: readonly Draft[],
): Promise<readonly Stored[]> {
  const book = desk.book(account)
  await makeRoom(desk, book, drafts)
  for (let conflicts = 0; conflicts < mostConflicts; conflicts += 1) {
    if (conflicts > 0) refuseUnread(await book.load())
    // Seen once it is enough: the transaction finds out whether it still stands as it was.
    const seen = conflicts === 0 ? desk.sessions.get(account) : undefined
    const session = seen ?? (await standingSession(desk, account))
    desk.sessions.set(account, session)
    const joined = await coalesce(desk, drafts, unchanged(session.key, session))
    if (joined === 'conflict') continue
    if (joined !== null) return [joined]
    const done = await append(desk, drafts, session, seen !== undefined)
    if (done !== 'conflict') return done
  }
  throw new AuthError('queue_unavailable', { reason: 'conflict' })
}

async function append(
  desk: Desk,
  drafts: readonly Draft[],
  session: Row,
  isOld: boolean,
): Promise<readonly Stored[] | 'conflict'> {
  const { keys } = desk.host.store
  const { sessionId } = session
  const needed = await dependencies(desk, drafts)
  const sealed = await Promise.all(
    needed.drafts.map(async (draft) => {
      const { account, id } = draft.item
      // Sealed after the session was seen and before the transaction: a wipe in between destroys the key or fails the check.
      return { draft, row: await sealBody(keys, { account, id, sessionId, revision: 1 }, draft.body) }
    }),
  )
  // The key may have gone with the session that was seen earlier.
  if (isOld && sealed.some(({ row }) => row?.ok === false)) return 'conflict'
  const written = sealed.map(({ draft: { item, body }, row }) => {
    if (row === null) {
      throw new AuthError('invalid_operation', { option: 'variables', operation: body.operation.name })
    }
    if (!row.ok) throw new AuthError('queue_unavailable', { reason: row.failure.kind })
    const head: ItemHead = { ...item, sessionId, revision: 1, seq: 0 }
    return { head, body, row: row.value }
  })
  const heads = written.map(({ head }) => ({ key: headKey(head.account, head.id), row: rowOfHead(head) }))
  const done = await desk.host.store.commit(
    [unchanged(session.key, session), ...needed.checks, ...heads.map(({ key }) => unchanged(key, null))],
    [
      ...heads.map(({ row }): Write => ({ do: 'append', row: { ...row, seq: null } })),
      ...written.map(({ row }): Write => ({ do: 'put', row })),
    ],
    { durability: desk.settings.durability },
  )
  const seqs = done.ok ? done.value.seqs : await landed(desk, written, done.failure)
  if (seqs === 'conflict') return 'conflict'
  return written.map(({ head, body }, index) => {
    const stored = { ...head, seq: seqs[index] ?? 0 }
    desk.book(head.account).add(stored)
    // From here on a replay in this context leaves it to `enqueue` to show it.
    desk.applied.set(head.id, body)
    return { head: stored, body, replaced: null }
  })
}

/** The connection went away: whether the transaction was complete is only known by looking. */
async function landed(
  { host }: Desk,
  written: readonly { readonly head: ItemHead }[],
  { kind }: StoreFailure,
): Promise<readonly number[] | 'conflict'> {
  if (kind === 'conflict') return 'conflict'
  if (kind === 'closed' || kind === 'timeout') {
    const read = await host.store.read(
      written.map(({ head: { account, id } }) => ({ by: 'key', key: headKey(account, id) })),
    )
    const seqs = read.ok ? read.value.map(({ seq }) => seq ?? 0) : []
    if (seqs.length === written.length) return seqs
  }
  throw new AuthError(kind === 'quota' ? 'quota_exceeded' : 'queue_unavailable', { reason: kind })
}

async function standingSession({ host }: Desk, account: AccountHash): Promise<Row> {
  const read = await host.store.read([{ by: 'key', key: rowKey('session', account) }])
  if (!read.ok) throw new AuthError('queue_unavailable', { reason: read.failure.kind })
  const row = read.value[0]
  if (row === undefined || readSessionColumns(row).tombstone) throw new AuthError('signed_out')
  return row
}

function refuseUnread(failure: { readonly kind: string } | null): void {
  if (failure !== null) throw new AuthError('queue_unavailable', { reason: failure.kind })
}
