import type { Check, Store, StoreFailure, Write } from '../ports/store.ts'
import { breakerColumns, intentColumns, rowKey, unchanged, type Breaker, type Intent } from '../vault/account-rows.ts'
import type { AccountRows } from '../vault/load-account.ts'

/** What is known of the renewal of a set at the moment it is written. */
export interface Journal {
  readonly intent: Intent | null
  readonly breaker: Breaker | null
}

export const noJournal: Journal = { intent: null, breaker: null }

/** The writes that make the account's journal say this; what is not named stays as it is. */
export function journalWrites(rows: AccountRows, { intent, breaker }: Partial<Journal>): readonly Write[] {
  return [
    ...(intent === undefined ? [] : writesOf(rows, 'intent', intent && intentColumns(intent))),
    ...(breaker === undefined ? [] : writesOf(rows, 'breaker', breaker && breakerColumns(breaker))),
  ]
}

function writesOf(
  rows: AccountRows,
  kind: 'intent' | 'breaker',
  clear: ReturnType<typeof intentColumns> | null,
): readonly Write[] {
  const before = kind === 'intent' ? rows.intentRow : rows.breakerRow
  const key = rowKey(kind, rows.account)
  if (clear === null) return before === null ? [] : [{ do: 'delete', key }]
  const sessionId = rows.columns?.sessionId ?? ''
  const revision = (before?.revision ?? 0) + 1
  return [{ do: 'put', row: { key, sessionId, revision, clear, sealed: null, seq: null } }]
}

/** Writes the journal before a request leaves. `conflict` when the session moved since `rows` were read. */
export async function writeIntent(store: Store, rows: AccountRows, intent: Intent): Promise<StoreFailure | null> {
  return writeJournal(store, rows, { intent })
}

/** Remembers a failed round for all tabs: the breaker, and the attempt's outcome where it is not known. */
export async function writeFailure(
  store: Store,
  rows: AccountRows,
  failure: { readonly breaker: Breaker; readonly intent: Intent | null },
): Promise<StoreFailure | null> {
  return writeJournal(store, rows, failure)
}

async function writeJournal(store: Store, rows: AccountRows, journal: Partial<Journal>): Promise<StoreFailure | null> {
  const { account, session, intentRow, breakerRow } = rows
  const checks: Check[] = [unchanged(rowKey('session', account), session)]
  if (journal.intent !== undefined) checks.push(unchanged(rowKey('intent', account), intentRow))
  if (journal.breaker !== undefined) checks.push(unchanged(rowKey('breaker', account), breakerRow))
  const done = await store.commit(checks, journalWrites(rows, journal))
  return done.ok ? null : done.failure
}
