import type { Check, CommitReceipt, Row, RowKey, Write } from '../../../src/ports/store.ts'
import { firstConflict, keyText } from '../checks.ts'
import { CorruptedRecord } from '../failures.ts'
import { hasLanded, keyOfWrite, type Before } from '../landed.ts'
import { toRecord } from '../record.ts'
import type { Transaction } from './connection.ts'
import { placeOf, readOne } from './read.ts'

export type Committed = CommitReceipt | { readonly conflict: RowKey }

/** Matches no check: neither "as I read it" nor "no such row" is true of it. */
const unreadable = { sessionId: '', revision: -1 }

/** The body of one transaction that holds the write lock. */
export async function commitRows(
  { run, again }: Transaction,
  checks: readonly Check[],
  writes: readonly Write[],
): Promise<{ readonly then: 'keep' | 'undo'; readonly value: Committed }> {
  const before = await readBefore(run, [...checks.map(({ key }) => key), ...writes.map(keyOfWrite)])
  if (again && writes.length > 0 && writes.every((write) => hasLanded(write, before))) {
    const seqs = writes.flatMap((write) =>
      write.do === 'append' ? [before.get(keyText(keyOfWrite(write)))?.seq ?? 0] : [],
    )
    return { then: 'undo', value: { seqs } }
  }
  const conflict = firstConflict(checks, (key) => {
    const row = before.get(keyText(key))
    return row === null ? unreadable : row
  })
  if (conflict !== null) return { then: 'undo', value: { conflict } }
  return { then: 'keep', value: await write(run, writes, before) }
}

async function write(run: Transaction['run'], writes: readonly Write[], before: Before): Promise<CommitReceipt> {
  const seqs: number[] = []
  const standing = new Map([...before].map(([text, row]) => [text, row?.seq ?? null]))
  const first = writes.some((one) => one.do === 'append') ? (await readCounter(run)) + 1 : 0
  const place = async (row: Row, seq: number | null): Promise<void> => {
    standing.set(keyText(row.key), seq)
    const { sessionId, revision, clear, sealed } = toRecord(row, seq)
    await run('INSERT OR REPLACE INTO rows (kind, account, id, seq, head, sealed) VALUES (?, ?, ?, ?, ?, ?)', [
      ...placeOf(row.key),
      seq,
      JSON.stringify({ sessionId, revision, clear }),
      sealed,
    ])
  }
  for (const one of writes) {
    switch (one.do) {
      case 'delete':
        standing.delete(keyText(one.key))
        await run('DELETE FROM rows WHERE kind = ? AND account = ? AND id = ?', placeOf(one.key))
        break
      case 'put':
        await place(one.row, standing.get(keyText(one.row.key)) ?? null)
        break
      case 'append':
        seqs.push(first + seqs.length)
        await place(one.row, first + seqs.length - 1)
        break
      default:
        one satisfies never
    }
  }
  if (seqs.length > 0)
    await run('INSERT OR REPLACE INTO counters (name, value) VALUES (?, ?)', ['seq', first + seqs.length - 1])
  return { seqs }
}

async function readBefore(run: Transaction['run'], keys: readonly RowKey[]): Promise<Before> {
  const before = new Map<string, Row | null>()
  for (const [text, key] of new Map(keys.map((one) => [keyText(one), one]))) {
    const row = await readOne(run, key)
    if (row !== undefined) before.set(text, row)
  }
  return before
}

async function readCounter(run: Transaction['run']): Promise<number> {
  const [found] = await run('SELECT value FROM counters WHERE name = ?', ['seq'])
  if (found === undefined) return 0
  const { value } = found
  if (typeof value === 'number' && Number.isSafeInteger(value)) return value
  throw new CorruptedRecord('Cannot append a row: the store has lost count')
}
