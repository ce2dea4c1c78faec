import type { Row, RowQuery } from '../../../src/ports/store.ts'
import { inStoreOrder } from '../row-order.ts'
import { CorruptedRecord } from '../failures.ts'
import { parseRecord, unreadableRecord } from '../record.ts'
import { pathOf, type Reading, type RowPath } from './schema.ts'

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
    return (await readPages(transaction, [kind, account])).sort(inStoreOrder)
  }
  // The head of a long queue without reading the queue.
  const ordered = IDBKeyRange.bound([kind, account, after ?? -Infinity], [kind, account, []], true, true)
  const first = (await store.index('bySeq').getAll(ordered, limit)).map(rowOfMany)
  if (after !== undefined || first.length === limit) return first
  const rest = await findAll(transaction, { by: 'account', kind, account })
  return rest.slice(0, limit)
}

/** A page takes a few milliseconds to copy and to check; thousands of rows at once would hold up everything else. */
const pageRows = 500

/** All in one transaction, so that the look is consistent; between pages the context can do other things. */
async function readPages(transaction: Reading, [kind, account]: readonly [string, string]): Promise<Row[]> {
  const store = transaction.objectStore('rows')
  const rows: Row[] = []
  for (let after: RowPath | null = null; ;) {
    const rest: IDBKeyRange = IDBKeyRange.bound(after ?? [kind, account], [kind, account, []], after !== null)
    const [page, keys] = await Promise.all([store.getAll(rest, pageRows), store.getAllKeys(rest, pageRows)])
    for (const value of page) rows.push(rowOfMany(value))
    after = keys.at(-1) ?? null
    if (page.length < pageRows || after === null) return rows
  }
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
