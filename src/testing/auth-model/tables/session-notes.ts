import type { AuthStep } from '../auth-place.ts'
import { adopted, confirmed, found, left, offlineIn, over, restored, turned, wiped } from './changes.ts'
import { accountWaits, isNewer, isPast, known, limitIsPast, momentOf, networkWas, said } from './facts.ts'
import type { Note, Remembered } from './row.ts'
import {
  hasBeenReached,
  limitEndedIt,
  oneAttemptIsLeft,
  placeHasCome,
  recordAsksToWait,
  retryIsDue,
} from './session-rows.ts'

/* What the session remembers of a step. */

const signedIn = ['ACTIVE', 'REFRESHING', 'OFFLINE_STALE'] as const
const asking = ['REAUTH_REQUIRED.IDLE', 'REAUTH_REQUIRED.CUT_OFF', 'REAUTH_REQUIRED.RETURNING'] as const
const reading = 'RESTORING.READING'
const isOffline = networkWas('OFFLINE')
const nothing = (): Remembered => ({})

const wants = (purpose: string) => (): Remembered => ({ purpose, signInProblem: null })

const waitsFor = (step: AuthStep, account: unknown): Remembered => ({ nextAccount: known(step).nextAccount ?? account })
const toldAccount = (step: AuthStep): unknown => said(step, 'account')
const toldReason = (step: AuthStep): unknown => said(step, 'reason')

function endingIn(step: AuthStep): Remembered {
  const ending = said(step, 'ending')
  const reason: unknown = typeof ending === 'object' && ending !== null && 'reason' in ending ? ending.reason : null
  return { ...over, [step.move.label === 'tab.ended (locked)' ? 'lockedReason' : 'reauthReason']: reason }
}

const attempted = (step: AuthStep): Remembered => ({ ...over, lastAttemptAt: momentOf(step) })
const cutOff = (): Remembered => ({ ...over, reauthReason: 'offline_limit' })
const reported = (step: AuthStep): Remembered => ({ report: said(step, 'report') })

const acts: readonly Note[] = [
  { in: 'SIGNED_OUT.SIGNING_OUT', on: ['user.signOut', 'user.addAccount'], so: nothing },
  { in: 'SIGNED_OUT.SIGNING_OUT', on: 'user.switchAccount', so: (step) => ({ nextAccount: toldAccount(step) }) },
  {
    in: '',
    on: 'user.signOut',
    so: (step) => ({ signOutMode: said(step, 'mode'), signOutPending: said(step, 'pending'), nextAccount: null }),
  },
  { in: '', on: 'user.switchAccount', so: (step) => turned(step, toldAccount(step)) },
  { in: 'SIGNED_OUT.IDLE', on: ['user.signIn', 'user.addAccount'], so: wants('sign_in') },
  { in: 'SIGNED_OUT', on: 'user.addAccount', so: nothing },
  { in: '', on: 'user.addAccount', so: wants('add_account') },
  { in: signedIn, on: 'user.stepUpRedirect', so: wants('step_up') },
  { in: [...asking, 'LOCKED.IDLE'], on: 'user.signIn', so: wants('reauth') },
  {
    in: ['RESTORING', ...signedIn],
    on: ['stepUp.exhausted', 'verify exhausted'],
    so: () => ({ lockedReason: 'too_many_attempts' }),
  },
  { in: signedIn, on: 'app.reported', so: reported },
]

const nextDoor: readonly Note[] = [
  { in: ['RESTORING', ...signedIn, 'REAUTH_REQUIRED', 'LOCKED'], on: 'tab.signedOut', so: () => left('other_tab') },
  {
    in: ['SIGNED_OUT.IDLE', ...asking, 'LOCKED.IDLE'],
    on: 'tab.signedIn',
    so: (step) => turned(step, toldAccount(step)),
  },
  {
    in: ['SIGNED_OUT', 'REAUTH_REQUIRED', 'LOCKED'],
    on: 'tab.signedIn',
    so: (step) => waitsFor(step, toldAccount(step)),
  },
  {
    in: 'REAUTH_REQUIRED.SIGNING_IN',
    on: 'tab.committed',
    if: limitEndedIt,
    so: (step) => waitsFor(step, adopted(step).account ?? known(step).account),
  },
  { in: ['ACTIVE', 'OFFLINE_STALE', ...asking], on: 'tab.ended', so: endingIn },
  { in: 'OFFLINE_STALE', on: 'tab.committed', if: hasBeenReached, so: confirmed },
  { in: signedIn, on: 'tab.committed', if: isNewer, so: adopted },
]

const record: readonly Note[] = [
  { in: '', on: 'record.persisted (of another)', so: nothing },
  { in: '', on: 'record.persisted', so: (step) => ({ persistence: said(step, 'persistence') }) },
  {
    in: '',
    on: 'record.described',
    if: (step) => toldAccount(step) === known(step).account,
    so: (step) => ({ user: said(step, 'user') }),
  },
]

const findings: readonly Note[] = [
  { in: reading, on: 'restore callback', so: found },
  { in: reading, on: 'restore wrapped', so: (step) => ({ ...found(step), account: toldAccount(step) }) },
  { in: reading, on: 'restore store_locked', so: nothing },
  {
    in: reading,
    on: 'restore store_dead',
    so: (step) => ({ ...wiped, ...found(step), signedOutReason: 'storage_timeout', persistence: 'memory' }),
  },
  {
    in: reading,
    on: 'restore nothing',
    so: (step) => ({
      ...wiped,
      ...found(step),
      signedOutReason: toldReason(step),
      persistence: said(step, 'persistence'),
    }),
  },
  {
    in: reading,
    on: 'restore ended',
    so: (step) => ({
      ...wiped,
      ...found(step),
      account: toldAccount(step),
      user: said(step, 'user'),
      reauthReason: toldReason(step),
    }),
  },
  {
    in: reading,
    on: 'restore locked',
    so: (step) => ({
      ...wiped,
      ...found(step),
      account: toldAccount(step),
      user: said(step, 'user'),
      lockedReason: toldReason(step),
    }),
  },
  {
    in: reading,
    on: 'restore past_limit',
    if: (step) => isOffline(step) || recordAsksToWait(step),
    so: (step) => ({ ...restored(step), reauthReason: 'offline_limit' }),
  },
  {
    in: reading,
    on: ['restore live', 'restore due'],
    if: isOffline,
    so: (step) => ({ ...restored(step), offlineReason: 'network_unavailable', retryAt: null }),
  },
  { in: reading, on: ['restore live', 'restore due', 'restore past_limit'], so: restored },
  { in: reading, on: 'restore broke', so: () => ({ ...left('storage_timeout'), persistence: 'memory' }) },
  { in: 'RESTORING.UNSEALING', on: 'verify granted', so: () => ({ unsealed: true }) },
]

const shops = ['RESTORING', 'SIGNED_OUT', 'REAUTH_REQUIRED', 'LOCKED'].map((state) => `${state}.SIGNING_IN`)
const signing: readonly Note[] = [
  { in: shops.map((shop) => `${shop}.PREPARING`), on: ['signIn away', 'signIn prepared'], so: nothing },
  { in: ['RESTORING.COMPLETING', ...shops.map((shop) => `${shop}.COMPLETING`)], on: 'signIn signed_in', so: confirmed },
  {
    in: shops,
    on: ['user.cancel', 'app.returned'],
    if: (step) => !isWorking(step),
    so: () => ({ signInProblem: 'cancelled' }),
  },
  {
    in: ['RESTORING.COMPLETING', ...shops],
    on: 'signIn',
    so: (step) => ({ signInProblem: said(step, 'problem') ?? 'unexpected' }),
  },
  {
    in: 'SIGNED_OUT.SIGNING_OUT',
    on: 'signOut',
    if: (step) => accountWaits(step) && !step.move.label.endsWith('broke'),
    so: nothing,
  },
  { in: 'SIGNED_OUT.SIGNING_OUT', on: 'signOut', so: () => left('user') },
]

/** Coming back to the page means nothing while the page is still at work. */
function isWorking(step: AuthStep): boolean {
  return step.move.label === 'app.returned' && !JSON.stringify(step.before.snapshot.value.session).includes('AWAY')
}

const renewing: readonly Note[] = [
  { in: 'REFRESHING', on: ['refresh granted', 'refresh adopted'], so: confirmed },
  { in: 'REFRESHING', on: 'refresh busy (token lives)', so: (step) => ({ refreshDueAt: said(step, 'refreshDueAt') }) },
  { in: 'REFRESHING', on: 'refresh gone', so: () => left('storage_lost') },
  { in: 'REFRESHING', on: 'refresh signed_out', so: (step) => ({ ...left(toldReason(step)), ...attempted(step) }) },
  { in: 'REFRESHING', on: 'refresh refused', so: (step) => ({ ...attempted(step), reauthReason: toldReason(step) }) },
  { in: 'REFRESHING', on: 'refresh locked', so: (step) => ({ ...attempted(step), lockedReason: toldReason(step) }) },
  {
    in: 'REFRESHING',
    on: 'refresh busy',
    if: limitIsPast,
    so: (step) => ({ ...attempted(step), reauthReason: 'offline_limit' }),
  },
  {
    in: 'REFRESHING',
    on: 'refresh failed',
    if: limitIsPast,
    so: (step) => ({
      ...attempted(step),
      retryNotBefore: offlineIn(step).retryNotBefore,
      reauthReason: 'offline_limit',
    }),
  },
]

const alarms: readonly Note[] = [
  { in: 'OFFLINE_STALE.PARKED', on: 'sessionAlarm broke', so: cutOff },
  { in: 'OFFLINE_STALE', on: 'sessionAlarm broke', so: nothing },
  { in: 'OFFLINE_STALE.PARKED', on: 'sessionAlarm', if: limitIsPast, so: cutOff },
  { in: 'OFFLINE_STALE.RETURNING', on: 'sessionAlarm', if: placeHasCome, so: nothing },
  {
    in: ['OFFLINE_STALE.DOUBTING', 'OFFLINE_STALE.WAITING', 'OFFLINE_STALE.RETURNING'],
    on: 'sessionAlarm',
    if: oneAttemptIsLeft,
    so: nothing,
  },
  { in: 'OFFLINE_STALE', on: 'sessionAlarm', if: limitIsPast, so: cutOff },
  { in: ['OFFLINE_STALE.DOUBTING', 'OFFLINE_STALE.WAITING'], on: 'sessionAlarm', if: retryIsDue, so: nothing },
  {
    in: 'OFFLINE_STALE',
    on: 'sessionAlarm',
    if: (step) => isPast(known(step).warnAt, step),
    so: () => ({ warnAt: null }),
  },
]

export const sessionNotes: readonly Note[] = [
  ...acts,
  ...nextDoor,
  ...record,
  ...findings,
  ...signing,
  ...renewing,
  ...alarms,
]
