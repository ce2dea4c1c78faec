import type { AccountHash } from '../../machines/facts.ts'
import { instant } from '../../machines/time.ts'
import { isJsonObject, parseJson, type Json, type JsonObject } from '../exchange/parse-json.ts'
import type { KeyFailure, Keys } from '../ports/keys.ts'
import type { Outcome } from '../ports/outcome.ts'
import type { Row, RowKey } from '../ports/store.ts'
import { rowKey } from '../vault/account-rows.ts'
import { maxRecordBytes, openRow, sealRow } from '../vault/sealed-row.ts'
import type { ItemBody, QueuedBody, QueuedRequest } from './item.ts'

export function bodyKey(account: AccountHash, id: string): RowKey {
  return rowKey('queue_body', account, id)
}

export interface Place {
  readonly account: AccountHash
  readonly id: string
  readonly sessionId: string
  readonly revision: number
}

/** Null where what would be stored could not be read again: nothing is accepted that would be lost later. */
export async function sealBody(keys: Keys, place: Place, body: ItemBody): Promise<Outcome<Row, KeyFailure> | null> {
  const text = JSON.stringify(body)
  const secret = new TextEncoder().encode(text).byteLength > maxRecordBytes ? null : parseJson(text)
  if (secret === null || decodeBody(secret.value) === null) return null
  const { sessionId, revision } = place
  return sealRow(keys, {
    key: bodyKey(place.account, place.id),
    sessionId,
    revision,
    clear: {},
    secret: secret.value,
  })
}

/** `corrupted` also for a body that opens but isn't whole. */
export async function openBody(keys: Keys, row: Row): Promise<Outcome<ItemBody, KeyFailure>> {
  const opened = await openRow(keys, row)
  if (!opened.ok) return opened
  const value = decodeBody(opened.value)
  return value === null
    ? { ok: false, at: opened.at, failure: { kind: 'corrupted' } }
    : { ok: true, at: opened.at, value }
}

function decodeBody(value: Json): ItemBody | null {
  if (!isJsonObject(value)) return null
  const { operation, capability, lane, idempotencyKey, variables, references, optimistic, createdAt } = value
  const request = decodeRequest(value['request'])
  if (request === null || !isJsonObject(operation) || !isJsonObject(optimistic) || variables === undefined) return null
  const { name, version } = operation
  if (typeof name !== 'string' || typeof version !== 'number' || typeof lane !== 'string') return null
  if (typeof idempotencyKey !== 'string' || idempotencyKey.length < 16 || typeof createdAt !== 'number') return null
  return {
    operation: { name, version },
    capability: typeof capability === 'string' ? capability : null,
    lane,
    request,
    idempotencyKey,
    variables,
    isPartial: value['isPartial'] === true,
    references: Array.isArray(references) ? references.filter((id) => typeof id === 'string') : [],
    optimistic: { apply: hook(optimistic, 'apply'), rollback: hook(optimistic, 'rollback') },
    createdAt: instant(createdAt),
  }
}

function decodeRequest(value: Json | undefined): QueuedRequest | null {
  if (!isJsonObject(value)) return null
  const { method, url, headers } = value
  const body = decodeContent(value['body'])
  if (body === null || typeof url !== 'string' || !URL.canParse(url) || !isJsonObject(headers)) return null
  if (method !== 'POST' && method !== 'PUT' && method !== 'PATCH' && method !== 'DELETE') return null
  const pairs = Object.entries(headers).filter((pair): pair is [string, string] => typeof pair[1] === 'string')
  return { method, url, headers: Object.fromEntries(pairs), body }
}

function decodeContent(value: Json | undefined): QueuedBody | null {
  if (!isJsonObject(value)) return null
  const { kind, text, base64 } = value
  if (kind === 'none') return { kind }
  if (kind === 'bytes') return typeof base64 === 'string' && /^[\w+/]*={0,2}$/.test(base64) ? { kind, base64 } : null
  return (kind === 'json' || kind === 'text') && typeof text === 'string' ? { kind, text } : null
}

function hook(optimistic: JsonObject, name: string): string | null {
  const value = optimistic[name]
  return typeof value === 'string' ? value : null
}
