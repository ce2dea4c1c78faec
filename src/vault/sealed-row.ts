import { parseJson, type Json } from '../exchange/parse-json.ts'
import type { KeyFailure, KeyName, Keys } from '../ports/keys.ts'
import type { Outcome } from '../ports/outcome.ts'
import { instant } from '../../machines/time.ts'
import { device, type ClearValue, type Row, type RowKey } from '../ports/store.ts'
import { isOuterKind } from './row-layers.ts'

/** Raised when the meaning of sealed rows changes; part of every row's AAD. */
export const recordFormat = 'authchart/1'

/** A megabyte of a queued body, written as JSON inside JSON, beside the variables it was made of. */
export const maxRecordBytes: number = 8 * 1024 * 1024

/** Version, IV and tag of a sealed value; generously. */
const sealing = 64

export interface Unsealed {
  readonly key: RowKey
  readonly sessionId: string
  readonly revision: number
  readonly clear: Readonly<Record<string, ClearValue>>
  /** JSON-safe. */
  readonly secret: Json
  readonly seq?: number | null
}

/** Seals a row for the store. Always before a transaction, never inside one. */
export async function sealRow(keys: Keys, row: Unsealed): Promise<Outcome<Row, KeyFailure>> {
  const plain = new TextEncoder().encode(JSON.stringify(row.secret))
  const sealed = await keys.seal(keyNameOf(row.key), plain, additionalData(row))
  if (!sealed.ok) return sealed
  const { key, sessionId, revision, clear } = row
  return {
    ok: true,
    at: sealed.at,
    value: { key, sessionId, revision, clear, sealed: sealed.value, seq: row.seq ?? null },
  }
}

/** Opens a stored row. Anything but exactly what was sealed under this key, revision and place is `corrupted`. */
export async function openRow(keys: Keys, row: Row): Promise<Outcome<Json, KeyFailure>> {
  if (row.sealed === null || row.sealed.byteLength > maxRecordBytes + sealing) {
    return { ok: false, at: instant(0), failure: { kind: 'corrupted' } }
  }
  const plain = await keys.open(keyNameOf(row.key), row.sealed, additionalData(row))
  if (!plain.ok) return plain
  const parsed = parseJson(new TextDecoder().decode(plain.value))
  if (parsed === null) return { ok: false, at: plain.at, failure: { kind: 'corrupted' } }
  return { ok: true, at: plain.at, value: parsed.value }
}

export function keyNameOf({ account, kind }: RowKey): KeyName {
  if (account === device) return { scope: 'device' }
  return isOuterKind(kind) ? { scope: 'account', account, layer: 'outer' } : { scope: 'account', account }
}

/**
 * What a row is sealed to: moving a ciphertext to another account, kind, id or revision makes it unreadable (ST-02).
 * Length-prefixed, so that no two tuples have the same bytes.
 */
export function additionalData(row: Pick<Row, 'key' | 'sessionId' | 'revision'>): Uint8Array<ArrayBuffer> {
  const parts = [recordFormat, row.key.account, row.key.kind, row.key.id, row.sessionId, String(row.revision)]
  return new TextEncoder().encode(parts.map((part) => `${part.length}:${part}`).join(''))
}
