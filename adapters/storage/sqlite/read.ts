import type { Row, RowKey, RowQuery } from '../../../src/ports/store.ts'
import { CorruptedRecord } from '../failures.ts'
import { parseRecord, unreadableRecord } from '../record.ts'
import { inStoreOrder } from '../row-order.ts'
import type { SqlConnection, SqlValue } from './connection.ts'

type AccountQuery = Extract<RowQuery, { readonly by: 'account' }>
type Run = SqlConnection['run']

const columns = 'SELECT kind, account, id, seq, head, sealed FROM rows'

export const placeOf = ({ kind, account, id }: RowKey): readonly SqlValue[] => [
  kind,
  JSON.stringify(account),
  JSON.stringify(id),
]

export async function readRows(run: Run, queries: readonly RowQuery[]): Promise<readonly Row[]> {
  const rows: Row[] = []
  for (const query of queries) rows.push(...(await find(run, query)))
  return rows
}

/** The row; undefined: there is none; null: it is not in a shape this version knows. */
export async function readOne(run: Run, key: RowKey): Promise<Row | null | undefined> {
  const [found] = await run(`${columns} WHERE kind = ? AND account = ? AND id = ?`, placeOf(key))
  return found === undefined ? undefined : parseRecord(recordOf(found))
}

async function find(run: Run, query: RowQuery): Promise<readonly Row[]> {
  if (query.by === 'account') return findAll(run, query)
  const row = await readOne(run, query.key)
  if (row === null) throw new CorruptedRecord('Cannot read a row: it is not what this version writes')
  return row === undefined ? [] : [row]
}

async function findAll(run: Run, { kind, account, after, limit }: AccountQuery): Promise<readonly Row[]> {
  if (limit !== undefined && limit <= 0) return []
  const where = `${columns} WHERE kind = ? AND account = ?`
  const place = [kind, JSON.stringify(account)]
  if (after === undefined && limit === undefined) return (await run(where, place)).map(rowOfMany).sort(inStoreOrder)
  // The head of a long queue without reading the queue. A negative limit is none.
  const ordered = `${where} AND seq > ? ORDER BY seq LIMIT ?`
  const first = (await run(ordered, [...place, after ?? -1, limit ?? -1])).map(rowOfMany)
  if (after !== undefined || first.length === limit) return first
  return (await findAll(run, { by: 'account', kind, account })).slice(0, limit)
}

/** One bad row of many must not hide the others (QU-13): it is told by its name alone. */
function rowOfMany(found: Readonly<Record<string, unknown>>): Row {
  const record = recordOf(found)
  const row = parseRecord(record) ?? unreadableRecord(record)
  if (row === null) throw new CorruptedRecord('Cannot read a row: it has no name of this version')
  return row
}

function recordOf({ kind, account, id, seq, head, sealed }: Readonly<Record<string, unknown>>): unknown {
  const parsed = json(head)
  return {
    ...(typeof parsed === 'object' && parsed !== null ? parsed : {}),
    kind,
    account: json(account),
    id: json(id),
    seq,
    // Bindings hand out bytes as a buffer or as a view on one.
    sealed: sealed instanceof ArrayBuffer ? new Uint8Array(sealed) : sealed,
  }
}

function json(text: unknown): unknown {
  try {
    return typeof text === 'string' ? (JSON.parse(text) as unknown) : undefined
  } catch {
    return undefined
  }
}
