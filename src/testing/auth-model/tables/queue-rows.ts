import type { AuthStep } from '../auth-place.ts'
import { queueIn, said, sessionIs } from './facts.ts'
import type { Row } from './row.ts'

/* Where the queue goes. It is open only while the session sends. */

/** A check that could confirm nothing while work waits has failed. */
export function isChecked(step: AuthStep): boolean {
  return said(step, 'confirmed') === true || queueIn(step)?.pending === 0
}

export const queueRows: readonly Row[] = [
  { in: 'STANDBY', on: 'drainerLock acquired', to: 'CHECKING' },
  { in: 'STANDBY', on: 'drainerLock', to: 'WAITING.FOR_LOCK' },
  { in: 'CHECKING', on: 'recheck checked', if: isChecked, to: 'IDLE' },
  { in: 'CHECKING', on: 'recheck', to: 'WAITING.FOR_CHECK' },
  { in: 'DRAINING', on: 'drain denied', to: 'CHECKING' },
  { in: 'DRAINING', on: 'drain fenced', to: 'CLOSED' },
  { in: 'DRAINING', on: 'drain drained', to: 'IDLE' },
  { in: 'DRAINING', on: 'drain broke', to: 'WAITING.FOR_CHECK' },
  { in: 'WAITING', on: 'queueAlarm broke', to: 'CLOSED' },
  { in: 'WAITING.FOR_LANES', on: ['user.flush', 'queueAlarm rang'], to: 'WAITING.DUE' },
  { in: 'WAITING.FOR_LANES', on: 'queue.changed', to: 'IDLE' },
  { in: 'WAITING.FOR_CHECK', on: ['user.flush', 'queueAlarm rang'], to: 'CHECKING' },
  { in: 'WAITING.FOR_LOCK', on: ['user.flush', 'queueAlarm rang'], to: 'STANDBY' },
]

/** What waits is sent, checked or put off as soon as it can be. */
export function queueRest(target: string, step: AuthStep): string {
  const { settings, confirmed, pending, sendable, queueNextAt } = step.after.snapshot.context
  if (!sessionIs('ACTIVE', 'REFRESHING.RENEWING')(step)) return 'CLOSED'
  if (target === 'CLOSED') return settings.hasQueue ? 'STANDBY' : 'CLOSED'
  const maySend = sessionIs('ACTIVE')(step) && confirmed
  if (target === 'WAITING.DUE') {
    if (maySend) return 'DRAINING'
    return !confirmed && pending > 0 ? 'CHECKING' : target
  }
  if (target !== 'IDLE') return target
  if (maySend && sendable > 0) return 'DRAINING'
  if (!confirmed && pending > 0) return 'CHECKING'
  return sendable === 0 && queueNextAt !== null ? 'WAITING.FOR_LANES' : 'IDLE'
}
