import type { Row } from '../../../src/ports/store.ts'
import { keyText } from '../checks.ts'
import { parseRecord, toRecord } from '../record.ts'
import { bytesOf, textOf } from './bytes.ts'

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

/** Everything of one store, as one item holds it. */
export interface Disk {
  readonly rows: Map<string, Row>
  /** Raw keys as base64url: whoever reads the item has them. */
  readonly keys: Map<string, string>
  lastSeq: number
}

interface Verdict<Value> {
  readonly then: 'keep' | 'undo'
  readonly value: Value
}

export interface Document {
  read(): Disk
  /** One step of JavaScript, and one write of one item: within a tab, nothing comes between. */
  change<Value>(work: (disk: Disk) => Verdict<Value>): Value
}

export function openDocument(storage: () => Storage | null, name: string): Document {
  const area = (): Storage => {
    const found = storage()
    if (found === null) throw new DOMException('There is no web storage here', 'NotSupportedError')
    return found
  }
  const read = (): Disk => parse(area().getItem(name))
  return {
    read,
    change: (work) => {
      const disk = read()
      const { then, value } = work(disk)
      if (then === 'keep') area().setItem(name, spell(disk))
      return value
    },
  }
}

function spell({ rows, keys, lastSeq }: Disk): string {
  const records = [...rows.values()].map((row) => {
    const { sealed, ...record } = toRecord(row, row.seq)
    return { ...record, sealed: sealed === null ? null : textOf(sealed) }
  })
  return JSON.stringify({ version: documentVersion, lastSeq, keys: [...keys], rows: records })
}

function parse(text: string | null): Disk {
  if (text === null) return { rows: new Map(), keys: new Map(), lastSeq: 0 }
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
