import type { AccountHash } from '../../machines/facts.ts'
import type { KeyFailure } from '../ports/keys.ts'
import type { Row, Store, StoreFailure } from '../ports/store.ts'
import type { Outcome } from '../ports/outcome.ts'
import {
  readBreaker,
  readIntent,
  readSessionColumns,
  rowKey,
  type Breaker,
  type Intent,
  type SessionColumns,
} from './account-rows.ts'
import { openRow } from './sealed-row.ts'
import { decodeRecord, type SessionRecord } from './session-record.ts'

/** An account's rows as they were read together, and what their clear columns say. */
export interface AccountRows {
  readonly account: AccountHash
  readonly session: Row | null
  readonly columns: SessionColumns | null
  readonly intentRow: Row | null
  readonly intent: Intent | null
  readonly breakerRow: Row | null
  readonly breaker: Breaker | null
}

export async function loadAccount(store: Store, account: AccountHash): Promise<Outcome<AccountRows, StoreFailure>> {
  const keys = [rowKey('session', account), rowKey('intent', account), rowKey('breaker', account)]
  const read = await store.read(keys.map((key) => ({ by: 'key', key })))
  if (!read.ok) return read
  const find = (kind: string): Row | null => read.value.find((row) => row.key.kind === kind) ?? null
  const session = find('session')
  const value: AccountRows = {
    account,
    session,
    columns: session === null ? null : readSessionColumns(session),
    intentRow: find('intent'),
    intent: readIntent(find('intent')),
    breakerRow: find('breaker'),
    breaker: readBreaker(find('breaker')),
  }
  return { ok: true, value, at: read.at }
}

/** Opens the sealed part. A record that is not whole counts as corrupted. */
export async function openSession(store: Store, row: Row): Promise<Outcome<SessionRecord, KeyFailure>> {
  const opened = await openRow(store.keys, row)
  if (!opened.ok) return opened
  const record = decodeRecord(opened.value)
  return record === null
    ? { ok: false, at: opened.at, failure: { kind: 'corrupted' } }
    : { ok: true, at: opened.at, value: record }
}
