import type { Check, CommitReceipt, Row, RowKey, Write } from '../../../src/ports/store.ts'
import { firstConflict, keyText } from '../checks.ts'
import { CorruptedRecord } from '../failures.ts'
import { hasLanded, keyOfWrite, type Before } from '../landed.ts'
import { parseRecord, toRecord } from '../record.ts'
import { pathOf, type StoreName, type Writing } from './schema.ts'
import type { Verdict } from './transaction.ts'

export type Committed = CommitReceipt | { readonly conflict: RowKey }

export function storesFor(writes: readonly Write[]): readonly StoreName[] {
  return writes.some((write) => write.do === 'append') ? ['rows', 'counters'] : ['rows']
}

/** The body of one read-write transaction. `again`: an earlier attempt may have been committed before it was lost. */
export async function commitRows(
  transaction: Writing,
  checks: readonly Check[],
  writes: readonly Write[],
  again: boolean,
): Promise<Verdict<Committed>> {
  const appends = writes.some((write) => write.do === 'append')
  const [before, last] = await Promise.all([
    readBefore(transaction, [...checks.map(({ key }) => key), ...writes.map(keyOfWrite)]),
    appends ? readCounter(transaction) : 0,
  ])
  if (again && writes.length > 0 && writes.every((write) => hasLanded(write, before))) {
    const seqs = writes.flatMap((write) =>
      write.do === 'append' ? [before.get(keyText(keyOfWrite(write)))?.seq ?? 0] : [],
    )
    return { then: 'keep', value: { seqs } }
  }
  const conflict = firstConflict(checks, (key) => {
    const row = before.get(keyText(key))
    return row === null ? unreadable : row
  })
  if (conflict !== null) return { then: 'undo', value: { conflict } }
  return { then: 'keep', value: write(transaction, writes, before, last) }
}

/** Matches no check: neither "as I read it" nor "no such row" is true of it. */
const unreadable = { sessionId: '', revision: -1 }

function write(transaction: Writing, writes: readonly Write[], before: Before, last: number): CommitReceipt {
  const rows = transaction.objectStore('rows')
  const seqs: number[] = []
  const standing = new Map([...before].map(([text, row]) => [text, row?.seq ?? null]))
  const requests: Promise<unknown>[] = []
  const place = (row: Row, seq: number | null): void => {
    standing.set(keyText(row.key), seq)
    requests.push(rows.put(toRecord(row, seq)))
  }
  for (const one of writes) {
    switch (one.do) {
      case 'delete':
        standing.delete(keyText(one.key))
        requests.push(rows.delete(pathOf(one.key)))
        break
      case 'put':
        place(one.row, standing.get(keyText(one.row.key)) ?? null)
        break
      case 'append':
        seqs.push(last + seqs.length + 1)
        place(one.row, last + seqs.length)
        break
      default:
        one satisfies never
    }
  }
  if (seqs.length > 0) requests.push(transaction.objectStore('counters').put(last + seqs.length, 'seq'))
  // A write that fails takes the transaction with it, which tells.
  for (const request of requests) request.catch(() => {})
  return { seqs }
}

async function readBefore(transaction: Writing, keys: readonly RowKey[]): Promise<Before> {
  const unique = new Map(keys.map((key) => [keyText(key), key]))
  const rows = transaction.objectStore('rows')
  const found = await Promise.all([...unique].map(async ([text, key]) => [text, await rows.get(pathOf(key))] as const))
  return new Map(found.flatMap(([text, value]) => (value === undefined ? [] : [[text, parseRecord(value)]])))
}

async function readCounter(transaction: Writing): Promise<number> {
  const value = await transaction.objectStore('counters').get('seq')
  if (value === undefined) return 0
  if (typeof value === 'number' && Number.isSafeInteger(value)) return value
  throw new CorruptedRecord('Cannot append a row: the store has lost count')
}
