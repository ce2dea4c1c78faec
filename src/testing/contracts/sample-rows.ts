import type { Check, Row, RowKey, Store } from '../../ports/store.ts'
import { valueOf } from './demand.ts'

export const alice = 'account-a'
export const bob = 'account-b'

export function sampleRow(changes: Partial<Omit<Row, 'key'>> & { readonly key?: Partial<RowKey> } = {}): Row {
  const { key, ...columns } = changes
  return {
    key: { kind: 'session', account: alice, id: '', ...key },
    sessionId: 'login-1',
    revision: 1,
    clear: { generation: 1, tombstone: false },
    sealed: new Uint8Array([1, 2, 3]),
    seq: null,
    ...columns,
  }
}

export function queueRow(id: string, account: string = alice): Row {
  return sampleRow({ key: { kind: 'queue', account, id }, clear: { id } })
}

/** Holds while the row stands as it is here. */
export function standing({ key, sessionId, revision }: Row): Check {
  return { key, sessionId, revision }
}

/** Holds while there is no such row. */
export function absent({ key }: Row): Check {
  return { key, sessionId: '', revision: 0 }
}

export async function put(store: Store, ...rows: readonly Row[]): Promise<void> {
  valueOf(
    await store.commit(
      [],
      rows.map((row) => ({ do: 'put', row })),
    ),
  )
}

export async function append(store: Store, ...rows: readonly Row[]): Promise<readonly number[]> {
  return valueOf(
    await store.commit(
      [],
      rows.map((row) => ({ do: 'append', row })),
    ),
  ).seqs
}

export async function readOne(store: Store, { key }: Row): Promise<Row | undefined> {
  return valueOf(await store.read([{ by: 'key', key }]))[0]
}

export async function queueIds(store: Store, account: string = alice): Promise<readonly string[]> {
  return valueOf(await store.read([{ by: 'account', kind: 'queue', account }])).map(({ key }) => key.id)
}
