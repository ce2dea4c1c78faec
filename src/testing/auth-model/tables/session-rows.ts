import { isNewer, isPast, known, limitIsPast, mayAsk, momentOf, networkWas, said, sessionIn } from './facts.ts'
import type { AuthStep } from '../auth-place.ts'
import type { Row } from './row.ts'

/* Where the session goes: the tables of the design, written down a second time so that one of them can be wrong. */

const signedIn = ['ACTIVE', 'REFRESHING', 'OFFLINE_STALE'] as const
const reading = 'RESTORING.READING'
const renewing = 'REFRESHING.RENEWING'
const recovering = 'REFRESHING.RECOVERING'

const isOffline = networkWas('OFFLINE')
export const limitEndedIt = (step: AuthStep): boolean => known(step).reauthReason === 'offline_limit'
export const limitEndedItAndMayAsk = (step: AuthStep): boolean => limitEndedIt(step) && mayAsk(step)

/** The offline limit allows one more attempt, and it has not been made. */
export function oneAttemptIsLeft(step: AuthStep): boolean {
  const { lastAttemptAt, offlineLimitAt } = known(step)
  return limitIsPast(step) && mayAsk(step) && (lastAttemptAt === null || lastAttemptAt < (offlineLimitAt ?? 0))
}

export const retryIsDue = (step: AuthStep): boolean => isPast(known(step).retryAt, step) && mayAsk(step)
export const placeHasCome = (step: AuthStep): boolean => isPast(known(step).reconnectAt, step) && mayAsk(step)

/** The record says that the server asked for a pause, and it is not over. */
export function recordAsksToWait(step: AuthStep): boolean {
  const offline = said(step, 'offline')
  const until: unknown =
    typeof offline === 'object' && offline !== null && 'retryNotBefore' in offline ? offline.retryNotBefore : null
  return typeof until === 'number' && momentOf(step) < until
}

/** Another tab has reached the server since this one lost it. */
export function hasBeenReached(step: AuthStep): boolean {
  const { offlineSince, connectivitySince } = known(step)
  const contact = sessionIn(step)?.lastServerContactAt ?? 0
  const isNews = contact >= (offlineSince ?? 0)
  const isDoubted = networkWas('OFFLINE', 'SUSPECT.PORTAL')(step)
  return isNewer(step) && isNews && (!isDoubted || contact >= connectivitySince)
}

const everywhere: readonly Row[] = [
  {
    in: 'SIGNED_OUT.SIGNING_OUT',
    on: ['user.signOut', 'user.switchAccount', 'user.addAccount'],
    to: 'SIGNED_OUT.SIGNING_OUT',
  },
  { in: '', on: 'user.signOut', to: 'SIGNED_OUT.SIGNING_OUT' },
  { in: '', on: 'user.switchAccount', to: reading },
  { in: 'SIGNED_OUT.IDLE', on: ['user.addAccount', 'user.signIn'], to: 'SIGNED_OUT.SIGNING_IN.PREPARING' },
  {
    in: ['RESTORING', ...signedIn, 'REAUTH_REQUIRED', 'LOCKED'],
    on: 'user.addAccount',
    to: 'RESTORING.SIGNING_IN.PREPARING',
  },
  { in: ['RESTORING', ...signedIn, 'REAUTH_REQUIRED', 'LOCKED'], on: 'tab.signedOut', to: 'SIGNED_OUT.IDLE' },
  { in: signedIn, on: 'user.stepUpRedirect', to: 'RESTORING.SIGNING_IN.PREPARING' },
  { in: ['RESTORING', ...signedIn], on: ['stepUp.exhausted', 'verify exhausted'], to: 'LOCKED.IDLE' },
]

const restoring: readonly Row[] = [
  { in: reading, on: 'restore callback', to: 'RESTORING.COMPLETING' },
  { in: reading, on: 'restore wrapped', to: 'RESTORING.UNSEALING' },
  { in: reading, on: 'restore store_locked', to: 'RESTORING.UNLOCKING' },
  { in: reading, on: ['restore nothing', 'restore store_dead', 'restore broke'], to: 'SIGNED_OUT.IDLE' },
  { in: reading, on: 'restore ended', to: 'REAUTH_REQUIRED.IDLE' },
  { in: reading, on: 'restore locked', to: 'LOCKED.IDLE' },
  {
    in: reading,
    on: 'restore past_limit',
    if: (step) => isOffline(step) || recordAsksToWait(step),
    to: 'REAUTH_REQUIRED.IDLE',
  },
  { in: reading, on: 'restore past_limit', to: recovering },
  { in: reading, on: ['restore live', 'restore due'], if: isOffline, to: 'OFFLINE_STALE' },
  { in: reading, on: 'restore due', if: recordAsksToWait, to: 'OFFLINE_STALE' },
  { in: reading, on: 'restore due', to: recovering },
  { in: reading, on: 'restore live', to: 'ACTIVE' },
  { in: 'RESTORING.UNLOCKING', on: ['app.woke', 'user.retry'], to: reading },
  { in: 'RESTORING.UNSEALING', on: 'verify granted', to: reading },
  { in: 'RESTORING.COMPLETING', on: 'signIn signed_in', to: 'ACTIVE' },
  { in: 'RESTORING.COMPLETING', on: 'signIn', to: reading },
]

const home = {
  RESTORING: reading,
  SIGNED_OUT: 'SIGNED_OUT.IDLE',
  REAUTH_REQUIRED: 'REAUTH_REQUIRED.IDLE',
  LOCKED: 'LOCKED.IDLE',
} as const

/** Signing in is the same wherever it starts, but for where it goes when it comes to nothing. */
const signingIn: readonly Row[] = Object.entries(home).flatMap(([from, back]): readonly Row[] => {
  const inside = `${from}.SIGNING_IN`
  return [
    { in: `${inside}.PREPARING`, on: 'signIn away', to: `${inside}.AWAY` },
    { in: `${inside}.PREPARING`, on: 'signIn prepared', to: `${inside}.COMPLETING` },
    { in: `${inside}.COMPLETING`, on: 'signIn signed_in', to: 'ACTIVE' },
    { in: `${inside}.AWAY`, on: ['user.cancel', 'app.returned'], to: reading },
    { in: inside, on: ['user.cancel', 'signIn'], to: back },
  ]
})

const signedOut: readonly Row[] = [
  { in: 'SIGNED_OUT.IDLE', on: ['tab.signedIn', 'record.found'], to: reading },
  { in: 'SIGNED_OUT.SIGNING_OUT', on: 'signOut', to: 'SIGNED_OUT.IDLE' },
]

const endings: readonly Row[] = [
  {
    in: ['ACTIVE', 'OFFLINE_STALE', 'REAUTH_REQUIRED.IDLE', 'REAUTH_REQUIRED.CUT_OFF', 'REAUTH_REQUIRED.RETURNING'],
    on: 'tab.ended (locked)',
    to: 'LOCKED.IDLE',
  },
  {
    in: ['ACTIVE', 'OFFLINE_STALE', 'REAUTH_REQUIRED.IDLE', 'REAUTH_REQUIRED.CUT_OFF', 'REAUTH_REQUIRED.RETURNING'],
    on: 'tab.ended (revoked)',
    to: 'REAUTH_REQUIRED.IDLE',
  },
]

const online: readonly Row[] = [
  { in: 'ACTIVE', on: 'sessionAlarm broke', to: renewing },
  {
    in: 'ACTIVE',
    on: ['sessionAlarm', 'token.rejected (current)', 'token.wanted (current)'],
    if: mayAsk,
    to: renewing,
  },
  { in: 'ACTIVE', on: 'sessionAlarm', to: 'OFFLINE_STALE' },
  { in: 'ACTIVE', on: 'app.reported', if: mayAsk, to: recovering },
  { in: 'REFRESHING', on: ['refresh granted', 'refresh adopted', 'refresh busy (token lives)'], to: 'ACTIVE' },
  { in: 'REFRESHING', on: ['refresh refused'], to: 'REAUTH_REQUIRED.IDLE' },
  { in: 'REFRESHING', on: 'refresh locked', to: 'LOCKED.IDLE' },
  { in: 'REFRESHING', on: ['refresh signed_out', 'refresh gone'], to: 'SIGNED_OUT.IDLE' },
  { in: 'REFRESHING', on: ['refresh failed', 'refresh busy'], if: limitIsPast, to: 'REAUTH_REQUIRED.IDLE' },
  { in: 'REFRESHING', on: 'refresh', to: 'OFFLINE_STALE' },
]

const offline: readonly Row[] = [
  { in: 'OFFLINE_STALE', on: 'user.retry', if: mayAsk, to: recovering },
  { in: 'OFFLINE_STALE', on: 'tab.committed', if: hasBeenReached, to: 'ACTIVE' },
  { in: 'OFFLINE_STALE', on: 'app.reported', if: (step) => !isOffline(step) && mayAsk(step), to: recovering },
  { in: 'OFFLINE_STALE.PARKED', on: 'sessionAlarm broke', to: 'REAUTH_REQUIRED.IDLE' },
  { in: 'OFFLINE_STALE.PARKED', on: 'sessionAlarm', if: limitIsPast, to: 'REAUTH_REQUIRED.IDLE' },
  { in: 'OFFLINE_STALE.PARKED', on: ['sessionAlarm', 'app.woke'], to: 'OFFLINE_STALE.PARKED' },
  { in: 'OFFLINE_STALE', on: 'app.woke', if: mayAsk, to: recovering },
  { in: 'OFFLINE_STALE', on: 'sessionAlarm broke', to: recovering },
  { in: 'OFFLINE_STALE.RETURNING', on: 'sessionAlarm', if: placeHasCome, to: recovering },
  { in: ['OFFLINE_STALE.DOUBTING', 'OFFLINE_STALE.WAITING'], on: 'sessionAlarm', if: retryIsDue, to: recovering },
  { in: 'OFFLINE_STALE', on: 'sessionAlarm', if: oneAttemptIsLeft, to: recovering },
  { in: 'OFFLINE_STALE', on: 'sessionAlarm', if: limitIsPast, to: 'REAUTH_REQUIRED.IDLE' },
]

const cutOff = ['REAUTH_REQUIRED.CUT_OFF', 'REAUTH_REQUIRED.RETURNING'] as const
const asking: readonly Row[] = [
  { in: ['REAUTH_REQUIRED.IDLE', ...cutOff], on: 'user.signIn', to: 'REAUTH_REQUIRED.SIGNING_IN.PREPARING' },
  { in: ['REAUTH_REQUIRED.IDLE', ...cutOff], on: 'tab.signedIn', to: reading },
  { in: ['REAUTH_REQUIRED.IDLE', ...cutOff], on: 'tab.committed', if: limitEndedIt, to: reading },
  { in: ['REAUTH_REQUIRED.IDLE', ...cutOff], on: 'user.retry', if: limitEndedItAndMayAsk, to: recovering },
  {
    in: ['REAUTH_REQUIRED.IDLE', 'REAUTH_REQUIRED.RETURNING'],
    on: 'app.woke',
    if: limitEndedItAndMayAsk,
    to: recovering,
  },
  { in: 'REAUTH_REQUIRED.RETURNING', on: 'sessionAlarm broke', to: recovering },
  { in: 'REAUTH_REQUIRED.RETURNING', on: 'sessionAlarm', if: placeHasCome, to: recovering },
  { in: 'LOCKED.IDLE', on: 'user.signIn', to: 'LOCKED.SIGNING_IN.PREPARING' },
  { in: 'LOCKED.IDLE', on: 'tab.signedIn', to: reading },
]

export const sessionRows: readonly Row[] = [
  ...everywhere,
  ...restoring,
  ...signingIn,
  ...signedOut,
  ...endings,
  ...online,
  ...offline,
  ...asking,
]
