import type { Duration } from '../../../machines/time.ts'
import type { Outcome } from '../../../src/ports/outcome.ts'
import type { Clock } from '../../../src/ports/world.ts'
import { CorruptedRecord, type Fault } from '../failures.ts'
import { diagnoseSql } from './failures.ts'
import { NewerSchema, prepare } from './schema.ts'

/** Text, numbers, bytes and nothing: what lies in these tables. */
export type SqlValue = string | number | Uint8Array | null

/** One open connection. Statements are run one after the other, each when the one before has answered. */
export interface SqlConnection {
  /** What the statement selects; nothing for one that selects nothing. */
  run(sql: string, values: readonly SqlValue[]): Promise<readonly Readonly<Record<string, unknown>>[]>
  close(): Promise<void>
}

/** Opens a connection of its own, which nobody else uses. */
export type SqlOpener = () => Promise<SqlConnection>

/** `write`: takes the write lock first, so that what is read can't change before it is written. */
type Access = 'read' | 'write'

export interface Transaction {
  readonly run: SqlConnection['run']
  /** True when an earlier attempt's connection went away: that one may have been committed. */
  readonly again: boolean
}

interface Verdict<Value> {
  readonly then: 'keep' | 'undo'
  readonly value: Value
}

export type Operate = <Value>(
  access: Access,
  work: (transaction: Transaction) => Promise<Verdict<Value>>,
) => Promise<Outcome<Value, { readonly kind: Fault }>>

interface Surroundings {
  readonly clock: Pick<Clock, 'wall' | 'wakeAfter'>
  /** After this a database that somebody else writes to answers `timeout`. */
  readonly patience: Duration
  /** Whether the device is locked: then a file that can't be opened is one for later (ST-14). */
  readonly isLocked: () => Promise<boolean>
  readonly isDisposed: () => boolean
}

/** Another process writes for a few milliseconds at a time. */
const firstPause = 2
const longestPause = 50

/** Runs transactions on one connection, in turn; opens it, and once more when it was lost. */
export function operationsOn(
  open: SqlOpener,
  { clock, patience, isLocked, isDisposed }: Surroundings,
): {
  readonly operate: Operate
  close(): void
} {
  let line: Promise<unknown> = Promise.resolve()
  let opening: Promise<SqlConnection> | null = null

  const drop = (): void => {
    void opening?.then((connection) => connection.close()).catch(() => {})
    opening = null
  }

  const connected = (): Promise<SqlConnection> => {
    opening ??= start(open)
    // The next one that needs it tries again.
    opening.catch(() => {
      opening = null
    })
    return opening
  }

  const pause = (span: number): Promise<void> => new Promise((resolve) => void clock.wakeAfter(span, resolve))

  const attempts = async <Value>(
    access: Access,
    work: (transaction: Transaction) => Promise<Verdict<Value>>,
  ): Promise<{ readonly value: Value } | { readonly fault: Fault }> => {
    const begun = clock.wall()
    let again = false
    for (let span = firstPause; ; span = Math.min(longestPause, span * 2)) {
      let opened = false
      try {
        const connection = await connected()
        opened = true
        return { value: await within(connection, access, (run) => work({ run, again })) }
      } catch (error) {
        if (error instanceof CorruptedRecord) return { fault: 'corrupted' }
        if (error instanceof NewerSchema) return { fault: 'blocked' }
        const diagnosis = diagnoseSql(error)
        if (diagnosis === 'busy') {
          if (clock.wall() - begun >= patience) return { fault: 'timeout' }
          await pause(span)
          continue
        }
        if (diagnosis !== 'lost') return { fault: diagnosis }
        drop()
        if (!opened && (await isLocked())) return { fault: 'locked' }
        if (again) return { fault: 'closed' }
        again = true
      }
    }
  }

  return {
    operate: async (access, work) => {
      const refuse = (kind: Fault) => ({ ok: false, failure: { kind }, at: clock.wall() }) as const
      const turn = line.then(() => (isDisposed() ? ({ fault: 'closed' } as const) : attempts(access, work)))
      line = turn.catch(() => {})
      const end = await turn
      return 'fault' in end ? refuse(end.fault) : { ok: true, value: end.value, at: clock.wall() }
    },
    close: () => void line.then(drop),
  }
}

async function start(open: SqlOpener): Promise<SqlConnection> {
  const connection = await open()
  try {
    // Each says its value or nothing; none may be inside a transaction. A commit is on the disk before it is told (RC-03).
    for (const setting of ['journal_mode = WAL', 'synchronous = FULL', 'fullfsync = ON', 'secure_delete = ON']) {
      await connection.run(`PRAGMA ${setting}`, [])
    }
    // Waiting is ours: a busy handler would hold up whatever else runs on its thread.
    await connection.run('PRAGMA busy_timeout = 0', [])
    await within(connection, 'write', async (run) => ({ then: 'keep', value: await prepare(run) }))
    return connection
  } catch (error) {
    await connection.close().catch(() => {})
    throw error
  }
}

async function within<Value>(
  { run }: SqlConnection,
  access: Access,
  work: (run: SqlConnection['run']) => Promise<Verdict<Value>>,
): Promise<Value> {
  await run(access === 'write' ? 'BEGIN IMMEDIATE' : 'BEGIN', [])
  try {
    const { then, value } = await work(run)
    await run(then === 'keep' ? 'COMMIT' : 'ROLLBACK', [])
    return value
  } catch (error) {
    // A failed statement may have ended the transaction by itself.
    await run('ROLLBACK', []).catch(() => {})
    throw error
  }
}
