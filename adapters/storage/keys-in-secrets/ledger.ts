import type { KeyFailure, KeyName } from '../../../src/ports/keys.ts'
import type { Outcome } from '../../../src/ports/outcome.ts'
import { device, type Row, type RowKey, type Store, type StoreFailure } from '../../../src/ports/store.ts'
import { instant, type Instant } from '../../../machines/time.ts'
import { asKeyFailure } from '../failures.ts'
import { nameText } from '../key-text.ts'

/** Which secret is whose key. In a row of the store, so that all its contexts agree on it. */
export interface Entry {
  /** The name of the secret that seals. Random, and never of another key. */
  readonly current: string
  /** Of the one before, which still opens. */
  readonly previous: string | null
  readonly since: Instant | null
}

export interface Ledger {
  read(name: KeyName): Promise<Outcome<Entered | null, KeyFailure>>
  /** False: somebody else has changed it since it was read. Null deletes it. */
  replace(name: KeyName, seen: Entered | null, next: Entry | null): Promise<Outcome<boolean, KeyFailure>>
}

export interface Entered {
  readonly entry: Entry
  readonly revision: number
}

export function ledgerIn(store: Pick<Store, 'read' | 'commit'>): Ledger {
  return {
    async read(name) {
      const key = keyOf(name)
      const read = await store.read([{ by: 'key', key }])
      if (!read.ok) return translated(read.failure, read.at)
      const [row] = read.value
      const entry = row === undefined ? null : parse(row)
      return { ...read, value: row === undefined || entry === null ? null : { entry, revision: row.revision } }
    },
    async replace(name, seen, next) {
      const key = keyOf(name)
      const check = { key, sessionId: '', revision: seen?.revision ?? 0 }
      const done = await store.commit(
        [check],
        [next === null ? { do: 'delete', key } : { do: 'put', row: rowOf(key, next, check.revision + 1) }],
      )
      if (done.ok) return { ...done, value: true }
      return done.failure.kind === 'conflict'
        ? { ok: true, value: false, at: done.at }
        : translated(done.failure, done.at)
    },
  }
}

function keyOf(name: KeyName): RowKey {
  return { kind: 'cache', account: device, id: `key/${nameText(name)}` }
}

function rowOf(key: RowKey, { current, previous, since }: Entry, revision: number): Row {
  return { key, sessionId: '', revision, clear: { current, previous, since }, sealed: null, seq: null }
}

function parse({ clear: { current, previous, since } }: Row): Entry | null {
  if (typeof current !== 'string') return null
  return {
    current,
    previous: typeof previous === 'string' ? previous : null,
    since: typeof since === 'number' ? instant(since) : null,
  }
}

function translated(failure: StoreFailure, at: Instant): Outcome<never, KeyFailure> {
  return { ok: false, failure: { kind: failure.kind === 'conflict' ? 'impossible' : asKeyFailure[failure.kind] }, at }
}
