import type { AccountHash } from '../../machines/facts.ts'
import { instant } from '../../machines/time.ts'
import type { Row, RowKey, Write } from '../ports/store.ts'
import { rowKey } from '../vault/account-rows.ts'
import type { OriginPause, OriginPauses } from './origin-pause.ts'

/** Says which drainer may write. +1 each time the lock is taken; every claim and settle checks that it still stands. */
export function fenceKey(account: AccountHash): RowKey {
  return rowKey('fence', account)
}

export function fenceOf(row: Row | null): number {
  const fence = row?.clear['drainFence']
  return typeof fence === 'number' && Number.isSafeInteger(fence) && fence > 0 ? fence : 0
}

/** The session is part of the check: a wiped and re-created fence can't be mistaken for the old one. */
export function nextFence(row: Row | null, holder: { readonly account: AccountHash; readonly sessionId: string }): Row {
  return {
    key: fenceKey(holder.account),
    sessionId: holder.sessionId,
    revision: (row?.revision ?? 0) + 1,
    clear: { drainFence: fenceOf(row) + 1 },
    sealed: null,
    seq: null,
  }
}

const prefix = 'origin:'

export function pausesOf(rows: readonly Row[]): OriginPauses {
  return new Map(
    rows.flatMap((row) => {
      const pause = row.key.kind === 'fence' && row.key.id.startsWith(prefix) ? pauseOf(row) : null
      return pause === null ? [] : [[row.key.id.slice(prefix.length), pause] as const]
    }),
  )
}

function pauseOf({ clear, revision }: Row): OriginPause | null {
  const { until, since, failures, cause } = clear
  if (typeof until !== 'number' || typeof failures !== 'number') return null
  return {
    until: instant(until),
    // Written before it was kept: nothing says then that the clock was set back.
    since: instant(typeof since === 'number' ? since : 0),
    failures,
    cause: cause === 'silent' ? 'silent' : 'asked',
    revision,
  }
}

/** Only the drainer writes pauses, under its fence, so that they need no check of their own. */
export function writePause(account: AccountHash, origin: string, pause: OriginPause | null): Write {
  const key = rowKey('fence', account, prefix + origin)
  if (pause === null) return { do: 'delete', key }
  const { revision, ...clear } = pause
  return { do: 'put', row: { key, sessionId: '', revision, clear, sealed: null, seq: null } }
}
