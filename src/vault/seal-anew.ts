import type { AccountHash } from '../../machines/facts.ts'
import type { Host } from '../host.ts'
import type { Check, Row, RowKind, Store } from '../ports/store.ts'
import { rowKey, unchanged } from './account-rows.ts'
import { accountKinds } from './row-layers.ts'
import { additionalData, openRow, sealRow } from './sealed-row.ts'

/** Others' work gets its turn in between. */
const atOnce = 100

interface Tally {
  /** Rows that the newest key seals now and did not before. */
  readonly done: number
  /** Rows that still need an older key: on the wire, changed meanwhile, or not to be opened just now. */
  readonly left: number
}

/** Seals the account's rows under its newest key, each where it lies and only as it was read. */
export async function sealAnew(host: Host, account: AccountHash): Promise<Tally> {
  let tally: Tally = { done: 0, left: 0 }
  for (const kind of accountKinds) {
    const old = await oldRows(host.store(), account, kind)
    if (old === null) return { ...tally, left: tally.left + 1 }
    for (let start = 0; start < old.length && !host.isDisposed(); start += atOnce) {
      const batch = old.slice(start, start + atOnce)
      const written = await Promise.all(batch.map((row) => sealOne(host.store(), row)))
      const done = written.filter((isDone) => isDone).length
      tally = { done: tally.done + done, left: tally.left + batch.length - done }
    }
  }
  return host.isDisposed() ? { ...tally, left: tally.left + 1 } : tally
}

/** Null: nobody knows. A row that no key opens is lost already and counts for nothing. */
async function oldRows({ keys, read }: Store, account: AccountHash, kind: RowKind): Promise<readonly Row[] | null> {
  const found = await read([{ by: 'account', kind, account }])
  if (!found.ok || keys.rotation === undefined) return null
  const { rotation } = keys
  const old: Row[] = []
  for (const row of found.value) {
    if (row.sealed === null || row.revision === 0) continue
    const current = await rotation.isCurrent({ scope: 'account', account }, row.sealed, additionalData(row))
    if (!current.ok) return null
    if (current.value) continue
    const opened = await openRow(keys, row)
    const isLost = !opened.ok && opened.failure.kind === 'corrupted'
    if (!isLost) old.push(row)
  }
  return old
}

async function sealOne(store: Store, row: Row): Promise<boolean> {
  // Its drainer is about to write it, and knows which revision it has.
  if (row.key.kind === 'queue' && row.clear['state'] === 'in_flight') return false
  const head = await headOf(store, row)
  const opened = await openRow(store.keys, row)
  if (head === 'failed' || !opened.ok) return false
  const sealed = await sealRow(store.keys, { ...row, revision: row.revision + 1, secret: opened.value })
  if (!sealed.ok) return false
  const checks = [unchanged(row.key, row), ...(head === null ? [] : [head])]
  const done = await store.commit(checks, [{ do: 'put', row: sealed.value }])
  return done.ok
}

/** What a body says may change with a new revision of its head alone: that has to stand still, too. */
async function headOf({ read }: Store, { key }: Row): Promise<Check | 'failed' | null> {
  if (key.kind !== 'queue_body') return null
  const name = rowKey('queue', key.account as AccountHash, key.id)
  const found = await read([{ by: 'key', key: name }])
  return found.ok ? unchanged(name, found.value[0] ?? null) : 'failed'
}
