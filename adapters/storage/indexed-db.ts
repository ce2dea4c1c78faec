import { duration, type Duration } from '../../machines/time.ts'
import type { Store } from '../../src/ports/store.ts'
import type { Clock } from '../../src/ports/world.ts'
import { systemClock } from '../clock/system.ts'
import { commitRows, storesFor } from './indexed-db/commit.ts'
import { connectionTo } from './indexed-db/connection.ts'
import { indexedDbKeys } from './indexed-db/keys.ts'
import { operationsOn } from './indexed-db/operations.ts'
import { readRows } from './indexed-db/read.ts'
import { schemaVersion } from './indexed-db/schema.ts'
import { reading, writing } from './indexed-db/transaction.ts'
import { wipe } from './indexed-db/wipe.ts'

/** What `indexedDb` takes. */
export interface IndexedDbOptions {
  /** The database. Contexts of one origin that use the same name share rows and keys. Default `authchart`. */
  readonly name?: string
  /** Default: the platform's. */
  readonly factory?: IDBFactory
  /** After this an operation answers `timeout`, or `blocked` while an upgrade waits. Default 5 s. */
  readonly deadline?: Duration
  readonly clock?: Pick<Clock, 'wall' | 'wakeAfter'>
  /**
   * Called when the browser has found the database damaged, thrown it away and begun an empty one: sessions and queued work
   * that lay in it are gone, and the app starts as on a new device. Only Chromium says so (`dataLoss` of its `upgradeneeded`).
   */
  readonly onLost?: () => void
}

/** As long as a user looks at a start screen; the slowest healthy disk is far below. */
const patience = duration(5_000)

/**
 * Rows and non-extractable keys in IndexedDB. The database is opened by this call, in parallel with the rest of the
 * start; on a server, or where a browser has none, every call answers `impossible`.
 */
export function indexedDb(options: IndexedDbOptions = {}): Store {
  const factory = options.factory ?? (typeof indexedDB === 'undefined' ? null : indexedDB)
  const connection =
    factory === null ? null : connectionTo(factory, options.name ?? 'authchart', schemaVersion, options.onLost)
  const clock = options.clock ?? systemClock()
  let disposed = false
  const operate = operationsOn({
    connection,
    clock,
    deadline: options.deadline ?? patience,
    isDisposed: () => disposed,
  })
  // Its failure shows at the first operation, which tries again.
  connection?.open().catch(() => {})

  return {
    traits: {
      protection: 'sealed',
      atomic: true,
      survivesRestart: true,
      survivesReinstall: false,
      maxValueBytes: null,
      sharedBetweenContexts: true,
    },
    keys: indexedDbKeys(operate, clock),
    read: (queries) =>
      operate(({ database, signal }) =>
        reading(database, { stores: ['rows'], signal }, (transaction) => readRows(transaction, queries)),
      ),
    async commit(checks, writes, { durability = 'strict' } = {}) {
      const outcome = await operate(({ database, again, signal }) =>
        writing(database, { stores: storesFor(writes), durability, signal }, (transaction) =>
          commitRows(transaction, checks, writes, again),
        ),
      )
      if (!outcome.ok) return outcome
      const { value, at } = outcome
      if ('conflict' in value) return { ok: false, failure: { kind: 'conflict', key: value.conflict }, at }
      return { ok: true, value, at }
    },
    async wipe(scope) {
      const outcome = await operate((attempt) => wipe(attempt, scope))
      if (!outcome.ok) return outcome
      if (outcome.value) return { ok: true, value: null, at: outcome.at }
      return { ok: false, failure: { kind: 'blocked' }, at: outcome.at }
    },
    dispose() {
      disposed = true
      connection?.close()
    },
  }
}
