import { after, instant } from '../../../../machines/time.ts'
import type { AuthStep } from '../auth-place.ts'
import { known, momentOf, queueIn, said } from './facts.ts'
import { isChecked } from './queue-rows.ts'
import type { Note, Remembered } from './row.ts'
import { locksNow } from './step-up-rows.ts'

/* What queue, proof and revocations remember of a step. */

function counted(step: AuthStep): Remembered {
  const queue = queueIn(step)
  return queue === null ? {} : { pending: queue.pending, sendable: queue.sendable, queueNextAt: queue.nextAttemptAt }
}

const halfAMinute = 30_000
const soon = (step: AuthStep): Remembered => ({ queueNextAt: after(instant(momentOf(step)), halfAMinute) })

export const queueNotes: readonly Note[] = [
  { in: '', on: 'queue.changed', so: counted },
  { in: 'STANDBY', on: 'drainerLock acquired', so: (step) => ({ fence: said(step, 'fence') }) },
  { in: 'STANDBY', on: 'drainerLock unavailable', so: (step) => ({ queueNextAt: said(step, 'retryAt') }) },
  {
    in: 'CHECKING',
    on: 'recheck checked',
    if: isChecked,
    so: (step) => ({ ...counted(step), confirmed: known(step).confirmed || said(step, 'confirmed') === true }),
  },
  { in: 'CHECKING', on: 'recheck failed', so: (step) => ({ queueNextAt: said(step, 'nextAttemptAt') }) },
  { in: 'DRAINING', on: ['drain denied', 'drain drained'], so: counted },
  { in: ['STANDBY', 'CHECKING', 'DRAINING'], on: ['drainerLock broke', 'recheck', 'drain broke'], so: soon },
]

const grantIn = (step: AuthStep): Remembered => ({
  grants: [...known(step).grants, said(step, 'grant')],
  capability: null,
})

export const stepUpNotes: readonly Note[] = [
  { in: ['NONE', 'REQUIRED'], on: 'user.stepUp', so: (step) => ({ capability: said(step, 'capability') }) },
  { in: ['NONE', 'PROMPTING.FOR_ACTION'], on: 'app.idled', if: locksNow, so: () => ({ grants: [] }) },
  { in: 'PROMPTING', on: 'verify granted', so: grantIn },
  {
    in: 'NONE',
    on: 'stepUpAlarm rang',
    so: (step) => ({ grants: known(step).grants.filter(({ until }) => until > momentOf(step)) }),
  },
  { in: 'NONE', on: 'stepUpAlarm broke', so: () => ({ grants: [] }) },
  { in: '', on: 'stepUp.ended', so: () => ({ grants: [] }) },
]

const later = (step: AuthStep): unknown => after(instant(momentOf(step)), known(step).settings.probeEvery)

export const revocationNotes: readonly Note[] = [
  { in: 'SENDING', on: 'revoke broke', so: (step) => ({ revocationNextAt: later(step) }) },
  {
    in: 'SENDING',
    on: 'revoke',
    so: (step) => ({ outbox: said(step, 'left'), revocationNextAt: said(step, 'nextAttemptAt') ?? later(step) }),
  },
  {
    in: '',
    on: ['outbox.changed', 'restore', 'signOut'],
    if: (step) => typeof said(step, 'outbox') === 'number',
    so: (step) => ({ outbox: said(step, 'outbox') }),
  },
]
