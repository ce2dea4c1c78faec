import type { AccountHash, Backoff } from '../../machines/facts.ts'
import { offlineReasons, type OfflineReason } from '../../machines/reasons.ts'
import { generation, instant, type Generation, type Instant } from '../../machines/time.ts'
import { type device, type Check, type ClearValue, type Row, type RowKey, type RowKind } from '../ports/store.ts'

/* What the clear columns of an account's rows say. A transaction reads them without a key. */

export type StateClass = 'live' | 'reauth' | 'locked' | 'signed_out'

export interface SessionColumns {
  readonly sessionId: string
  readonly revision: number
  readonly generation: Generation
  readonly tombstone: boolean
  readonly stateClass: StateClass
  readonly reason: string | null
  /** A hard sign-out that still has to delete what the tombstone covers. */
  readonly wiping: boolean
}

/** The journal of a refresh: written before the request leaves, removed by its definite answer (RC-01). */
export interface Intent {
  readonly generation: Generation
  readonly startedAt: Instant
  readonly attempt: number
  readonly outcome: 'pending' | 'maybe'
}

/** What all tabs know about failed rounds. */
export interface Breaker extends Backoff {
  readonly failures: number
  /** The last delay in milliseconds, for decorrelated jitter. */
  readonly previous: number
  readonly reason: OfflineReason
  /** When an unknown refusal was first heard; it counts only when repeated at least 30 s later. */
  readonly refusedAt: Instant | null
  /** When this was written: a clock that stands before it was set back. Null in rows of earlier versions. */
  readonly writtenAt: Instant | null
  /** The allowance of failed rounds is used up until then, were they evenly spread. */
  readonly spentUntil: Instant | null
}

export function rowKey(kind: RowKind, account: AccountHash | typeof device, id = ''): RowKey {
  return { kind, account, id }
}

/** The check that a row is still as it was read; for a missing row, that it is still missing. */
export function unchanged(key: RowKey, row: Row | null): Check {
  return { key, sessionId: row?.sessionId ?? '', revision: row?.revision ?? 0 }
}

export function readSessionColumns(row: Row): SessionColumns {
  const { clear } = row
  const stateClass = clear['stateClass']
  return {
    sessionId: row.sessionId,
    revision: row.revision,
    generation: generation(count(clear['generation'])),
    tombstone: clear['tombstone'] === true,
    stateClass: stateClass === 'reauth' || stateClass === 'locked' || stateClass === 'live' ? stateClass : 'signed_out',
    reason: typeof clear['reason'] === 'string' ? clear['reason'] : null,
    wiping: clear['wiping'] === true,
  }
}

export function sessionColumns(
  columns: Pick<SessionColumns, 'generation' | 'stateClass'> & Partial<SessionColumns>,
): Readonly<Record<string, ClearValue>> {
  return {
    generation: columns.generation,
    tombstone: columns.tombstone ?? false,
    stateClass: columns.stateClass,
    reason: columns.reason ?? null,
    wiping: columns.wiping ?? false,
  }
}

export function readIntent(row: Row | null): Intent | null {
  if (row === null) return null
  const { clear } = row
  return {
    generation: generation(count(clear['generation'])),
    startedAt: instant(count(clear['startedAt'])),
    attempt: count(clear['attempt']),
    outcome: clear['outcome'] === 'pending' ? 'pending' : 'maybe',
  }
}

export function intentColumns(intent: Intent): Readonly<Record<string, ClearValue>> {
  return { ...intent }
}

export function readBreaker(row: Row | null): Breaker | null {
  if (row === null) return null
  const { clear } = row
  const reason = offlineReasons.find((known) => known === clear['reason'])
  return {
    failures: count(clear['failures']),
    previous: count(clear['previous']),
    reason: reason ?? 'refresh_failed',
    retryAt: moment(clear['retryAt']),
    retryNotBefore: moment(clear['retryNotBefore']),
    refusedAt: moment(clear['refusedAt']),
    writtenAt: moment(clear['writtenAt']),
    spentUntil: moment(clear['spentUntil']),
  }
}

export function breakerColumns(breaker: Breaker): Readonly<Record<string, ClearValue>> {
  return { ...breaker }
}

function count(value: ClearValue | undefined): number {
  return typeof value === 'number' && Number.isFinite(value) ? value : 0
}

function moment(value: ClearValue | undefined): Instant | null {
  return typeof value === 'number' && Number.isFinite(value) ? instant(value) : null
}
