import type { AccountHash } from '../../machines/facts.ts'
import type { Instant } from '../../machines/time.ts'
import { isJsonObject } from '../exchange/parse-json.ts'
import type { KeyFailure, Keys } from '../ports/keys.ts'
import type { Outcome } from '../ports/outcome.ts'
import type { Row, RowKey } from '../ports/store.ts'
import { rowKey } from '../vault/account-rows.ts'
import { openRow, sealRow } from '../vault/sealed-row.ts'
import { asServerId, type ServerId } from './references.ts'

/** What the server called a finished item, for those that are enqueued after it and need it. */
export function resultKey(account: AccountHash, id: string): RowKey {
  return rowKey('queue_result', account, id)
}

export function sealResult(
  keys: Keys,
  account: AccountHash,
  { id, sessionId, value, at }: { id: string; sessionId: string; value: ServerId; at: Instant },
): Promise<Outcome<Row, KeyFailure>> {
  return sealRow(keys, { key: resultKey(account, id), sessionId, revision: 1, clear: { at }, secret: { id: value } })
}

/** Null where the row says nothing that can be used. */
export async function openResult(keys: Keys, row: Row): Promise<ServerId | null> {
  const opened = await openRow(keys, row)
  return opened.ok && isJsonObject(opened.value) ? asServerId(opened.value['id']) : null
}

/** Left behind by a change that was given up, so that other tabs take it back. */
export function givenUpRow(
  account: AccountHash,
  { id, sessionId, at }: { id: string; sessionId: string; at: Instant },
): Row {
  return { key: resultKey(account, id), sessionId, revision: 1, clear: { at, givenUp: true }, sealed: null, seq: null }
}

export function isGivenUp({ key, clear }: Row): boolean {
  return key.kind === 'queue_result' && clear['givenUp'] === true
}

/** Nobody refers to an item that was done a week ago, and every tab has been reloaded. */
const lasts = 7 * 24 * 60 * 60_000

export function isOutdated({ clear }: Row, now: Instant): boolean {
  return typeof clear['at'] !== 'number' || clear['at'] < now - lasts
}
