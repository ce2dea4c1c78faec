import type { Row, RowQuery } from '../../../src/ports/store.ts'
import { inStoreOrder } from '../row-order.ts'
import { CorruptedRecord } from '../failures.ts'
import { parseRecord, unreadableRecord } from '../record.ts'
import { pathOf, type Reading } from './schema.ts'

type AccountQuery = Extract<RowQuery, { readonly by: 'account' }>

export async function readRows(transaction: Reading, queries: readonly RowQuery[]): Promise<readonly Row[]> {
  const found = await Promise.all(queries.map((query) => find(transaction, query)))
  return found.flat()
}

async function find(transaction: Reading, query: RowQuery): Promise<readonly Row[]> {
  if (query.by === 'account') return findAll(transaction, query)
  const value = await transaction.objectStore('rows').get(pathOf(query.key))
  return value === undefined ? [] : [row(value)]
}

async function findAll(transaction: Reading, query: AccountQuery): Promise<readonly Row[]> {
  const { kind, account, after, limit } = query
  // getAll takes 0 for "no limit".
  if (limit !== undefined && limit <= 0) return []
  const store = transaction.objectStore('rows')
  if (after === undefined && limit === undefined) {
    const everything = IDBKeyRange.bound([kind, account], [kind, account, []])
    return (await store.getAll(everything)).map(rowOfMany).sort(inStoreOrder)
  }
  // The head of a long queue without reading the queue.
  const ordered = IDBKeyRange.bound([kind, account, after ?? -Infinity], [kind, account, []], true, true)
  const first = (await store.index('bySeq').getAll(ordered, limit)).map(rowOfMany)
  if (after !== undefined || first.length === limit) return first
  const rest = await findAll(transaction, { by: 'account', kind, account })
  return rest.slice(0, limit)
}

function row(value: unknown): Row {
  const parsed = parseRecord(value)
  if (parsed === null) throw new CorruptedRecord('Cannot read a row: it is not what this version writes')
  return parsed
}

/** One bad row of many must not hide the others (QU-13): it is told by its name alone. */
function rowOfMany(value: unknown): Row {
  const parsed = parseRecord(value) ?? unreadableRecord(value)
  if (parsed === null) throw new CorruptedRecord('Cannot read a row: it has no name of this version')
  return parsed
}
