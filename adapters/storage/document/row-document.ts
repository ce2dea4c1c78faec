import type { Row } from '../../../src/ports/store.ts'
import { bytesOf, textOf } from '../base64.ts'
import { keyText } from '../checks.ts'
import { parseRecord, toRecord } from '../record.ts'

/** Raised when what is written changes; a document of a later one is left alone. */
const documentVersion = 1

/** Written by a newer version of this package. */
export class NewerDocument extends Error {
  override readonly name = 'NewerDocument'
}

/** Not what any version of this package writes. */
export class UnreadableDocument extends Error {
  override readonly name = 'UnreadableDocument'
}

/** Everything of one store, as one text holds it. */
export interface Disk {
  readonly rows: Map<string, Row>
  /** Raw keys as base64url: whoever reads the text has them. */
  readonly keys: Map<string, string>
  lastSeq: number
}

/** Whether what was changed is to be written, and what to answer. */
export interface Verdict<Value> {
  readonly then: 'keep' | 'undo'
  readonly value: Value
}

export function emptyDisk(): Disk {
  return { rows: new Map(), keys: new Map(), lastSeq: 0 }
}

export function spellDocument({ rows, keys, lastSeq }: Disk): string {
  const records = [...rows.values()].map((row) => {
    const { sealed, ...record } = toRecord(row, row.seq)
    return { ...record, sealed: sealed === null ? null : textOf(sealed) }
  })
  return JSON.stringify({ version: documentVersion, lastSeq, keys: [...keys], rows: records })
}

/** Throws what says why for any text that this version would not have written. Null: nothing was written yet. */
export function parseDocument(text: string | null): Disk {
  if (text === null) return emptyDisk()
  const value = json(text)
  if (!isObject(value) || typeof value['version'] !== 'number') throw new UnreadableDocument('It is no document')
  const { version, lastSeq, keys, rows } = value
  if (version > documentVersion) throw new NewerDocument('A newer version wrote it')
  if (typeof lastSeq !== 'number' || !Array.isArray(keys) || !Array.isArray(rows)) {
    throw new UnreadableDocument('A part of it is missing')
  }
  return {
    lastSeq,
    keys: new Map(keys.filter(isEntry)),
    rows: new Map(rows.map((record) => rowOf(record)).map((row) => [keyText(row.key), row])),
  }
}

function rowOf(record: unknown): Row {
  const sealed = isObject(record) && typeof record['sealed'] === 'string' ? bytesOf(record['sealed']) : null
  const row = isObject(record) ? parseRecord({ ...record, sealed }) : null
  if (row === null) throw new UnreadableDocument('A row of it is not what this version writes')
  return row
}

function json(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return null
  }
}

function isEntry(value: unknown): value is [string, string] {
  return Array.isArray(value) && value.length === 2 && value.every((part) => typeof part === 'string')
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}
