import type { AccountHash } from '../../machines/facts.ts'
import { isJsonObject, type Json } from '../exchange/parse-json.ts'
import type { KeyFailure, Keys } from '../ports/keys.ts'
import type { Outcome } from '../ports/outcome.ts'
import type { Row, RowKey } from '../ports/store.ts'
import { rowKey } from './account-rows.ts'
import { openRow, sealRow } from './sealed-row.ts'

/**
 * The lid of an account's box. `filling`: rows from before are still being put in; `full`: all are in; `emptying`: they are
 * being taken out, and nothing new goes in. Whoever starts next goes on where a crash left it.
 */
export interface BoxRow {
  readonly state: 'filling' | 'full' | 'emptying'
  readonly lid: Uint8Array<ArrayBuffer>
}

/** Beside the methods' rows, so that it goes with them. */
export function boxKey(account: AccountHash): RowKey {
  return rowKey('step_up', account, '')
}

/** Sealed, so that nobody but this app's own origin puts another lid on. */
export function sealBoxRow(
  keys: Keys,
  { key, revision }: { readonly key: RowKey; readonly revision: number },
  { state, lid }: BoxRow,
): Promise<Outcome<Row, KeyFailure>> {
  return sealRow(keys, { key, sessionId: '', revision, clear: {}, secret: { version: 1, state, lid: [...lid] } })
}

export async function openBoxRow(keys: Keys, row: Row): Promise<Outcome<BoxRow, KeyFailure>> {
  const opened = await openRow(keys, row)
  if (!opened.ok) return opened
  const value = decode(opened.value)
  return value === null
    ? { ok: false, at: opened.at, failure: { kind: 'corrupted' } }
    : { ok: true, at: opened.at, value }
}

function decode(value: Json): BoxRow | null {
  if (!isJsonObject(value) || value['version'] !== 1) return null
  const { state, lid } = value
  if (state !== 'filling' && state !== 'full' && state !== 'emptying') return null
  if (!Array.isArray(lid) || !lid.every((byte) => typeof byte === 'number')) return null
  return { state, lid: Uint8Array.from(lid) }
}

export function isBoxKey({ kind, id }: RowKey): boolean {
  return kind === 'step_up' && id === ''
}
