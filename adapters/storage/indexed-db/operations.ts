import { type Duration } from '../../../machines/time.ts'
import type { Outcome } from '../../../src/ports/outcome.ts'
import type { Clock } from '../../../src/ports/world.ts'
import type { Connection } from './connection.ts'
import { diagnose, type Fault } from '../failures.ts'
import type { Database } from './schema.ts'

export interface Attempt {
  readonly database: Database
  /** True when an earlier attempt's connection went away: that one may have been committed. */
  readonly again: boolean
  /** Aborts when the operation's time is up. */
  readonly signal: AbortSignal
}

/** Runs one operation on the database and says how it went. */
export type Operate = <Value>(work: (attempt: Attempt) => Promise<Value>) => Promise<Outcome<Value, { kind: Fault }>>

export interface OperationsOptions {
  /** Null where there is no IndexedDB. */
  readonly connection: Connection | null
  readonly clock: Pick<Clock, 'wall' | 'wakeAfter'>
  /** After this an operation answers, whatever the browser does (ST-11). */
  readonly deadline: Duration
  readonly isDisposed: () => boolean
}

export function operationsOn({ connection, clock, deadline, isDisposed }: OperationsOptions): Operate {
  return async (work) => {
    const refuse = (kind: Fault) => ({ ok: false, failure: { kind }, at: clock.wall() }) as const
    if (connection === null) return refuse('impossible')
    if (isDisposed()) return refuse('closed')

    const bound = new AbortController()
    let cancel = (): void => {}
    const late = new Promise<{ readonly fault: Fault }>((resolve) => {
      cancel = clock.wakeAfter(deadline, () => {
        resolve({ fault: connection.isBlocked() ? 'blocked' : 'timeout' })
        bound.abort()
      })
    })
    const answer = attempts(connection, bound.signal, work)
    try {
      const end = await Promise.race([answer, late])
      return 'fault' in end ? refuse(end.fault) : { ok: true, value: end.value, at: clock.wall() }
    } finally {
      cancel()
      // What comes after the deadline has nobody to tell.
      answer.catch(() => {})
    }
  }
}

async function attempts<Value>(
  connection: Connection,
  signal: AbortSignal,
  work: (attempt: Attempt) => Promise<Value>,
): Promise<{ readonly value: Value } | { readonly fault: Fault }> {
  for (const again of [false, true]) {
    let opened = false
    try {
      const database = await connection.open()
      opened = true
      return { value: await work({ database, again, signal }) }
    } catch (error) {
      const diagnosis = diagnose(error)
      if (diagnosis === null) throw error
      // Firefox's private windows refuse to open with InvalidStateError; an open connection uses the name for "closing".
      if (!opened && isInvalidState(error)) return { fault: 'impossible' }
      if (diagnosis !== 'lost') return { fault: diagnosis }
      if (signal.aborted) break
      connection.drop()
    }
  }
  return { fault: 'closed' }
}

function isInvalidState(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'InvalidStateError'
}
