import type { Json } from '../exchange/parse-json.ts'
import { readSessionColumns, unchanged } from './account-rows.ts'
import { openRow, sealRow } from './sealed-row.ts'
import type { Check, Row, RowKey, Store, Write } from '../ports/store.ts'

/** What a row beside the session holds, and for which login it was written. */
export interface SealedJson {
  readonly value: Json
  readonly isOfThisLogin: boolean
}

export type SealedRead = SealedJson | 'none' | 'unreadable' | 'failed'

/** What else has to hold and happens in the same transaction. */
export interface Along {
  readonly checks: readonly Check[]
  readonly writes: readonly Write[]
}

export const nothingElse: Along = { checks: [], writes: [] }

/** Conflicts come from refreshes and other tabs' counters; each is read again. */
const mostConflicts = 20

export async function readSealed(store: Store, key: RowKey): Promise<SealedRead> {
  const rows = await readRows(store, key)
  if (rows === null) return 'failed'
  const { row, session } = rows
  if (row === null) return 'none'
  const opened = await openRow(store.keys, row)
  if (!opened.ok)
    return opened.failure.kind === 'corrupted' || opened.failure.kind === 'key_lost' ? 'unreadable' : 'failed'
  return { value: opened.value, isOfThisLogin: row.sessionId === session?.sessionId }
}

/**
 * Changes the row as it stands, durably. Only while the account's session has no tombstone: a sign-out deletes these rows,
 * and nothing brings them back. An unreadable row can be replaced, not deleted: its absence would say that nothing was there.
 */
export async function changeSealed(
  store: Store,
  key: RowKey,
  change: (stored: SealedJson | null) => Json | null,
  along: Along = nothingElse,
): Promise<boolean> {
  for (let conflicts = 0; conflicts < mostConflicts; conflicts += 1) {
    const rows = await readRows(store, key)
    if (rows === null || rows.session === null || readSessionColumns(rows.session).tombstone) return false
    const { row, session } = rows
    const opened = row === null ? null : await openRow(store.keys, row)
    if (opened !== null && !opened.ok && opened.failure.kind !== 'corrupted') return false
    const isOfThisLogin = row?.sessionId === session.sessionId
    const next = change(opened?.ok === true ? { value: opened.value, isOfThisLogin } : null)
    if (next === null && row === null) return true
    if (next === null && opened?.ok === false) return false
    const checks = [unchanged(key, row), unchanged(session.key, session), ...along.checks]
    if (next === null) {
      const done = await store.commit(checks, [{ do: 'delete', key }, ...along.writes])
      if (done.ok || done.failure.kind !== 'conflict') return done.ok
      continue
    }
    const { sessionId } = session
    const sealed = await sealRow(store.keys, {
      key,
      sessionId,
      revision: (row?.revision ?? 0) + 1,
      clear: {},
      secret: next,
    })
    if (!sealed.ok) return false
    const done = await store.commit(checks, [{ do: 'put', row: sealed.value }, ...along.writes])
    if (done.ok || done.failure.kind !== 'conflict') return done.ok
  }
  return false
}

async function readRows(store: Store, key: RowKey): Promise<{ row: Row | null; session: Row | null } | null> {
  const sessionKey: RowKey = { kind: 'session', account: key.account, id: '' }
  const read = await store.read([
    { by: 'key', key },
    { by: 'key', key: sessionKey },
  ])
  if (!read.ok) return null
  const find = (kind: string): Row | null => read.value.find((row) => row.key.kind === kind) ?? null
  return { row: find(key.kind), session: find('session') }
}
