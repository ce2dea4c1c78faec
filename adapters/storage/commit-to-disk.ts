import type { Check, CommitReceipt, Row, RowKey, Write } from '../../src/ports/store.ts'
import { firstConflict, keyText } from './checks.ts'
import { copyRow } from './row-copy.ts'

/** Rows by the text of their key, and the last `seq` given out. */
interface RowDisk {
  readonly rows: Map<string, Row>
  lastSeq: number
}

/** One step of JavaScript: nothing can come between the checks and the writes. */
export function commitToDisk(
  disk: RowDisk,
  checks: readonly Check[],
  writes: readonly Write[],
): CommitReceipt | { readonly conflict: RowKey } {
  const conflict = firstConflict(checks, (key) => disk.rows.get(keyText(key)))
  if (conflict !== null) return { conflict }
  const seqs: number[] = []
  for (const write of writes) {
    switch (write.do) {
      case 'delete':
        disk.rows.delete(keyText(write.key))
        break
      case 'put':
        store(disk, write.row, disk.rows.get(keyText(write.row.key))?.seq ?? null)
        break
      case 'append':
        disk.lastSeq += 1
        seqs.push(disk.lastSeq)
        store(disk, write.row, disk.lastSeq)
        break
      default:
        write satisfies never
    }
  }
  return { seqs }
}

function store(disk: RowDisk, row: Row, seq: number | null): void {
  disk.rows.set(keyText(row.key), copyRow({ ...row, seq }))
}
