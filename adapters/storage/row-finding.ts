import type { Row, RowQuery } from '../../src/ports/store.ts'
import { keyText } from './checks.ts'
import { inStoreOrder } from './row-order.ts'

/** What a question finds among rows that are all in memory. */
export function findRows(rows: ReadonlyMap<string, Row>, query: RowQuery): readonly Row[] {
  if (query.by === 'key') {
    const row = rows.get(keyText(query.key))
    return row === undefined ? [] : [row]
  }
  return [...rows.values()]
    .filter(({ key }) => key.kind === query.kind && key.account === query.account)
    .filter(({ seq }) => query.after === undefined || (seq !== null && seq > query.after))
    .sort(inStoreOrder)
    .slice(0, query.limit)
}
