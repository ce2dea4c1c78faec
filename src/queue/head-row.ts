import { accountHash, type AccountHash } from '../../machines/facts.ts'
import { duration, instant, type Instant } from '../../machines/time.ts'
import type { ClearValue, Row, RowKey } from '../ports/store.ts'
import { rowKey } from '../vault/account-rows.ts'
import type { ItemHead } from './item.ts'
import { itemStates } from './item-state.ts'

export function headKey(account: AccountHash, id: string): RowKey {
  return rowKey('queue', account, id)
}

export function rowOfHead(head: ItemHead): Row {
  const { id, account, sessionId, revision, seq, trace, ...columns } = head
  return { key: headKey(account, id), sessionId, revision, seq, sealed: trace, clear: { ...columns } }
}

/** Reads a stored head. Null for anything this version would not have written: it is set aside, never guessed at. */
export function headOfRow(row: Row): ItemHead | null {
  const { clear, seq } = row
  const state = itemStates.find((known) => known === clear['state'])
  const [lane, origin] = [text(clear['lane']), text(clear['origin'])]
  const capability = clear['capability'] === null ? null : text(clear['capability'])
  const dependsOn = texts(clear['dependsOn'])
  const [attempts, bytes] = [count(clear['attempts']), count(clear['bytes'])]
  const [drainFence, onlineFor] = [count(clear['drainFence']), count(clear['onlineFor'])]
  const [nextAttemptAt, firstSentAt] = [moment(clear['nextAttemptAt']), moment(clear['firstSentAt'])]
  const postponedAt = moment(clear['postponedAt'] ?? null)
  const uncertain = clear['uncertain']
  if (seq === null || state === undefined || typeof uncertain !== 'boolean') return null
  if (lane === undefined || origin === undefined || capability === undefined || dependsOn === undefined) return null
  if (attempts === undefined || bytes === undefined || drainFence === undefined || onlineFor === undefined) return null
  if (nextAttemptAt === undefined || postponedAt === undefined || firstSentAt === undefined) return null
  return {
    id: row.key.id,
    account: accountHash(row.key.account),
    sessionId: row.sessionId,
    revision: row.revision,
    seq,
    state,
    lane,
    origin,
    capability,
    dependsOn,
    nextAttemptAt,
    postponedAt,
    attempts,
    uncertain,
    halts: clear['halts'] === true,
    bytes,
    drainFence,
    firstSentAt,
    onlineFor: duration(onlineFor),
    trace: row.sealed,
  }
}

type Stored = ClearValue | undefined

function text(value: Stored): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

function texts(value: Stored): readonly string[] | undefined {
  return Array.isArray(value) && value.every((entry) => typeof entry === 'string') ? value : undefined
}

function count(value: Stored): number | undefined {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined
}

function moment(value: Stored): Instant | null | undefined {
  if (value === null) return null
  return typeof value === 'number' && Number.isFinite(value) ? instant(value) : undefined
}
