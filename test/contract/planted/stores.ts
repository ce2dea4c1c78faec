import { memory, memoryDisk, type MemoryDisk } from '../../../adapters/storage/memory.ts'
import type { Row, Store } from '../../../src/ports/store.ts'
import type { StoreSubject } from '../../../src/testing/contracts/store-subject.ts'

type Planted = (store: Store, disk: MemoryDisk) => Partial<Store>

/** A store that is right but for one thing. */
export function plantedStore(plant: Planted): () => Promise<StoreSubject> {
  return async () => {
    const disk = memoryDisk()
    return {
      async open() {
        const store = memory({ disk })
        return { ...store, ...plant(store, disk) }
      },
      end: async () => {},
    }
  }
}

/** One thing each, and a promise that must notice it. */
export const plantedStores: Readonly<Record<string, { readonly plant: Planted; readonly noticedBy: string }>> = {
  'ignores checks': {
    noticedBy: 'store.commit.all-or-nothing',
    plant: (store) => ({ commit: (_, writes, options) => store.commit([], writes, options) }),
  },
  'ignores the session of a check': {
    noticedBy: 'store.commit.check-session',
    plant: (store) => ({
      async commit(checks, writes, options) {
        const rows = await store.read(checks.map(({ key }) => ({ by: 'key', key })))
        const sessionId = (rows.ok && rows.value[0]?.sessionId) || ''
        return store.commit(
          checks.map((check) => ({ ...check, sessionId })),
          writes,
          options,
        )
      },
    }),
  },
  'checks first and writes later': {
    noticedBy: 'store.commit.one-winner',
    plant: (store) => ({
      async commit(checks, writes, options) {
        const checked = await store.commit(checks, [])
        return checked.ok ? store.commit([], writes, options) : checked
      },
    }),
  },
  'writes what comes before the failed check': {
    noticedBy: 'store.commit.all-or-nothing',
    plant: (store) => ({
      async commit(checks, writes, options) {
        const outcome = await store.commit(checks, writes, options)
        if (!outcome.ok) await store.commit([], writes.slice(0, 1), options)
        return outcome
      },
    }),
  },
  'loses the last of several writes': {
    noticedBy: 'store.commit.all-writes',
    plant: (store) => ({
      commit: (checks, writes, options) =>
        store.commit(checks, writes.length > 1 ? writes.slice(0, -1) : writes, options),
    }),
  },
  'acknowledges before the commit is complete': {
    noticedBy: 'store.commit.durable',
    plant: (store) => ({
      async commit(checks, writes, options) {
        const rehearsal = await store.commit(checks, [])
        if (!rehearsal.ok) return rehearsal
        setImmediate(() => void store.commit(checks, writes, options))
        return { ok: true, value: { seqs: writes.map((_, index) => index + 1) }, at: rehearsal.at }
      },
    }),
  },
  'forgets its count with its rows': {
    noticedBy: 'store.append.never-reused',
    plant: (store, disk) => ({
      async commit(checks, writes, options) {
        disk.lastSeq = Math.max(0, ...[...disk.rows.values()].map(({ seq }) => seq ?? 0))
        return store.commit(checks, writes, options)
      },
    }),
  },
  'moves a row at every put': {
    noticedBy: 'store.append.put-keeps-seq',
    plant: (store) => ({
      commit: (checks, writes, options) =>
        store.commit(
          checks,
          writes.map((write) => (write.do === 'put' && write.row.revision > 1 ? { ...write, do: 'append' } : write)),
          options,
        ),
    }),
  },
  'hands out its own rows': {
    noticedBy: 'store.read.copies',
    plant: (store, disk) => ({
      async read(queries) {
        const outcome = await store.read(queries)
        if (!outcome.ok) return outcome
        const own = (copy: Row): Row =>
          [...disk.rows.values()].find(({ key }) => JSON.stringify(key) === JSON.stringify(copy.key)) ?? copy
        return { ...outcome, value: outcome.value.map(own) }
      },
    }),
  },
  'reads rows one after the other': {
    noticedBy: 'store.read.consistent',
    plant: (store) => ({
      async read(queries) {
        const rows: Row[] = []
        for (const query of queries) {
          const outcome = await store.read([query])
          if (!outcome.ok) return outcome
          rows.push(...outcome.value)
          await new Promise((resolve) => setImmediate(resolve))
        }
        const { at } = await store.read([])
        return { ok: true, value: rows, at }
      },
      async commit(checks, writes, options) {
        await new Promise((resolve) => setImmediate(resolve))
        return store.commit(checks, writes, options)
      },
    }),
  },
  'forgets the limit': {
    noticedBy: 'store.read.page',
    plant: (store) => ({
      read: (queries) =>
        store.read(queries.map((query) => (query.by === 'account' ? { ...query, limit: Infinity } : query))),
    }),
  },
  'takes rows for those of another account': {
    noticedBy: 'store.wipe.account',
    plant: (store) => ({ wipe: () => store.wipe('everything') }),
  },
  'wipes the session and nothing else': {
    noticedBy: 'store.wipe.account',
    plant: (store) => ({
      wipe: async (scope) => {
        const account = scope === 'everything' ? '' : scope.account
        const outcome = await store.commit([], [{ do: 'delete', key: { kind: 'session', account, id: '' } }])
        return { ok: true, value: null, at: outcome.at }
      },
    }),
  },
  'works on after its end': { noticedBy: 'store.dispose.closed', plant: () => ({ dispose: () => {} }) },
}
