import type { Row, RowKey, Write } from '../../src/ports/store.ts'
import { keyText } from './checks.ts'

/** `null`: the row stands, but not in a shape this version knows. */
export type Before = ReadonlyMap<string, Row | null>

export function keyOfWrite(write: Write): RowKey {
  return write.do === 'delete' ? write.key : write.row.key
}

/** A write of an attempt whose end nobody saw stands as it was meant: the attempt was committed. */
export function hasLanded(write: Write, before: Before): boolean {
  const row = before.get(keyText(keyOfWrite(write)))
  if (write.do === 'delete') return row === undefined
  if (row === undefined || row === null) return false
  const { sessionId, revision, clear, sealed } = write.row
  return (
    row.sessionId === sessionId &&
    row.revision === revision &&
    sameBytes(row.sealed, sealed) &&
    sameColumns(row.clear, clear)
  )
}

function sameColumns(left: Row['clear'], right: Row['clear']): boolean {
  const names = Object.keys(left)
  return (
    names.length === Object.keys(right).length &&
    names.every((name) => JSON.stringify(left[name]) === JSON.stringify(right[name]))
  )
}

function sameBytes(left: Uint8Array | null, right: Uint8Array | null): boolean {
  if (left === null || right === null) return left === right
  return left.length === right.length && left.every((byte, index) => byte === right[index])
}
