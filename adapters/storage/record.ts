import type { ClearValue, Row, RowKey, RowKind } from '../../src/ports/store.ts'
import { copyRow } from './row-copy.ts'

/** A row as it lies in the object store: the key's parts are what IndexedDB sorts and finds by. */
export interface RowRecord {
  readonly kind: string
  readonly account: string
  readonly id: string
  readonly sessionId: string
  readonly revision: number
  readonly clear: Row['clear']
  readonly sealed: Uint8Array | null
  readonly seq: number | null
}

const kinds: Readonly<Record<RowKind, true>> = {
  index: true,
  session: true,
  intent: true,
  breaker: true,
  marks: true,
  step_up: true,
  fence: true,
  queue: true,
  queue_body: true,
  queue_result: true,
  permissions: true,
  policy: true,
  revocation: true,
  login: true,
  proof: true,
  cache: true,
}

/** A name that would change an object's prototype instead of its content (ST-12). */
const poison: readonly string[] = ['__proto__', 'constructor', 'prototype']

export function toRecord(row: Row, seq: number | null): RowRecord {
  const { key, sessionId, revision, clear, sealed } = copyRow(row)
  return { kind: key.kind, account: key.account, id: key.id, sessionId, revision, clear: { ...clear }, sealed, seq }
}

/** The row, or null for anything this version would not have written. */
export function parseRecord(value: unknown): Row | null {
  if (!isObject(value)) return null
  const key = parseKey(value)
  const { sessionId, revision, clear, sealed, seq } = value
  if (key === null || typeof sessionId !== 'string' || !isCount(revision) || revision < 1) return null
  if (!isClear(clear) || !(sealed === null || sealed instanceof Uint8Array)) return null
  if (!(seq === null || isCount(seq))) return null
  return copyRow({ key, sessionId, revision, clear, sealed, seq })
}

/** What is left of a record that is not whole: its name. Null where not even that is. */
export function unreadableRecord(value: unknown): Row | null {
  const key = isObject(value) ? parseKey(value) : null
  return key === null ? null : { key, sessionId: '', revision: 0, clear: {}, sealed: null, seq: null }
}

function parseKey({ kind, account, id }: Readonly<Record<string, unknown>>): RowKey | null {
  return isKind(kind) && typeof account === 'string' && typeof id === 'string' ? { kind, account, id } : null
}

function isKind(value: unknown): value is RowKind {
  return typeof value === 'string' && Object.hasOwn(kinds, value)
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
}

function isClear(value: unknown): value is Row['clear'] {
  return (
    isObject(value) && Object.entries(value).every(([name, entry]) => !poison.includes(name) && isClearValue(entry))
  )
}

function isClearValue(value: unknown): value is ClearValue {
  if (Array.isArray(value)) return value.every((entry) => typeof entry === 'string')
  return value === null || ['string', 'number', 'boolean'].includes(typeof value)
}
