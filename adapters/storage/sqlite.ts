import { duration, type Duration } from '../../machines/time.ts'
import type { Store } from '../../src/ports/store.ts'
import type { Clock } from '../../src/ports/world.ts'
import { systemClock } from '../clock/system.ts'
import { secretKeys } from './keys-in-secrets.ts'
import { SecretsFailure, type Secrets } from './secrets.ts'
import { commitRows, type Committed } from './sqlite/commit.ts'
import { operationsOn, type SqlConnection, type SqlOpener } from './sqlite/connection.ts'
import { readRows } from './sqlite/read.ts'
import type { WebCrypto } from './web-crypto.ts'

export { expoSqlite, opSqlite, type ExpoSqliteDatabase, type OpSqliteDatabase } from './sqlite/bindings.ts'
export type { SqlConnection, SqlOpener, SqlValue } from './sqlite/connection.ts'
export { SecretsFailure, type Secrets } from './secrets.ts'
export type { WebCrypto } from './web-crypto.ts'

/** What `sqlite` takes. */
export interface SqliteOptions {
  /** A connection of its own to a database of its own: `expoSqlite(…)`, `opSqlite(…)`. Opened when it is first needed. */
  readonly database: SqlOpener
  /** Where the keys lie: `expoSecrets(…)`, `keychainSecrets(…)`. */
  readonly secrets: Secrets
  /** What the secrets' names begin with. Letters, digits, dots. Default `authchart`. */
  readonly name?: string
  /** While another process writes, an operation waits this long, then answers `timeout`. Default 5 s. */
  readonly patience?: Duration
  /** Default: the global one, looked up at each call. */
  readonly crypto?: WebCrypto
  readonly clock?: Pick<Clock, 'wall' | 'wakeAfter'>
}

/**
 * Session, records and queue in SQLite, sealed by keys in the platform's keychain. A commit is one transaction that holds
 * the write lock from its first check on, and is told once it is on the disk.
 */
export function sqlite(options: SqliteOptions): Store {
  const { database, secrets, name = 'authchart' } = options
  const clock = options.clock ?? systemClock()
  let disposed = false
  const opened = async (): Promise<SqlConnection> => {
    const connection = await database()
    void markUnlocked(secrets, `${name}.unlocked`)
    return connection
  }
  const { operate, close } = operationsOn(opened, {
    clock,
    patience: options.patience ?? duration(5_000),
    isLocked: () => isLocked(secrets, `${name}.unlocked`),
    isDisposed: () => disposed,
  })
  const rows: Omit<Store, 'keys'> = {
    traits: {
      protection: 'sealed',
      atomic: true,
      survivesRestart: true,
      survivesReinstall: false,
      maxValueBytes: null,
      sharedBetweenContexts: true,
    },
    read: (queries) => operate('read', async ({ run }) => ({ then: 'keep', value: await readRows(run, queries) })),
    async commit(checks, writes) {
      const outcome = await operate<Committed>('write', (transaction) => commitRows(transaction, checks, writes))
      if (!outcome.ok) return outcome
      const { value, at } = outcome
      if ('conflict' in value) return { ok: false, failure: { kind: 'conflict', key: value.conflict }, at }
      return { ok: true, value, at }
    },
    async wipe(scope) {
      const [where, values] =
        scope === 'everything' ? ['', []] : [' WHERE account = ?', [JSON.stringify(scope.account)]]
      const outcome = await operate('write', async ({ run }) => {
        await run(`DELETE FROM rows${where}`, values)
        return { then: 'keep', value: null }
      })
      if (!outcome.ok) return outcome
      const left = await operate('read', async ({ run }) => {
        const [found] = await run(`SELECT count(*) AS left FROM rows${where}`, values)
        return { then: 'keep', value: found?.['left'] }
      })
      if (!left.ok) return left
      if (left.value === 0) return { ok: true, value: null, at: left.at }
      return { ok: false, failure: { kind: 'blocked' }, at: left.at }
    },
    dispose() {
      disposed = true
      close()
    },
  }
  return secretKeys(rows, { ...options, secrets, clock })
}

/** An item that is there to be asked for: what a keychain says of items that are not there is no sign of a lock. */
async function markUnlocked(secrets: Secrets, name: string): Promise<void> {
  try {
    if ((await secrets.read(name)) === null) await secrets.write(name, 'unlocked')
  } catch {
    // The next process tries again.
  }
}

/** A file that can't be opened before the first unlock looks like any other that can't; the keychain knows. */
async function isLocked(secrets: Secrets, name: string): Promise<boolean> {
  try {
    await secrets.read(name)
    return false
  } catch (error) {
    return error instanceof SecretsFailure && error.kind === 'locked'
  }
}
