import type { EdgeId } from '../edge-id.ts'
import type { session } from '../session.ts'
import {
  attemptsRanOut,
  endedElsewhere,
  lastAttemptFailed,
  lockedElsewhere,
  stepsUpElsewhere,
} from './while-signed-in.ts'
import type { EdgeWords } from './words.ts'

/* OFFLINE_STALE. */

type OfflineStale = (typeof session)['states']['OFFLINE_STALE']

const networkIsGone = {
  label: 'No network',
  trigger: 'network',
  why: 'Asking would be in vain, so nothing is tried until the network comes back.',
} as const satisfies EdgeWords

const networkIsOdd = {
  label: 'The network is odd',
  trigger: 'network',
  why: 'Something answers, but perhaps not the server; attempts become careful.',
} as const satisfies EdgeWords

const networkIsBack = {
  label: 'The network is back',
  trigger: 'network',
  why: 'Only the network was missing. Every device waits its own short moment, so that not all ask at once.',
} as const satisfies EdgeWords

const networkIsFine = {
  label: 'The network is fine',
  trigger: 'network',
  why: 'It was the server that could not answer, so its own pause still counts.',
} as const satisfies EdgeWords

const wokeUp = {
  label: 'The app is in front again',
  trigger: 'system',
  why: 'Somebody is looking at the app, so the server is asked now, unless it asked for a pause.',
} as const satisfies EdgeWords

const oneLastAttempt = {
  label: 'Offline for too long, one attempt left',
  trigger: 'time',
  why: 'Nobody has asked the server since the allowed time ran out; it is asked once before anything ends.',
} as const satisfies EdgeWords

const limitReached = {
  label: 'Offline for too long',
  trigger: 'time',
  why: 'The time the app allows without the server is over, so the person has to show up again.',
} as const satisfies EdgeWords

const retryComesDue = {
  label: 'Time to try again',
  trigger: 'time',
  why: 'The pause is over, so the server is asked again.',
} as const satisfies EdgeWords

const warned = {
  label: 'Offline for a day',
  trigger: 'time',
  why: 'The person is told once that they have been offline for long; nothing else changes.',
} as const satisfies EdgeWords

const setAgain = {
  label: 'The timer is set anew',
  trigger: 'time',
  why: 'It rang and nothing may be done yet, so the next moment is worked out.',
} as const satisfies EdgeWords

const timerBroke = {
  label: 'The timer broke',
  trigger: 'system',
  why: 'Without a timer nothing would ever be tried again, so the server is asked now.',
} as const satisfies EdgeWords

export const offlineEdges = {
  'auth.session.OFFLINE_STALE > user.stepUpRedirect > auth.session.RESTORING.SIGNING_IN': stepsUpElsewhere,
  'auth.session.OFFLINE_STALE > stepUp.exhausted > auth.session.LOCKED': attemptsRanOut,
  'auth.session.OFFLINE_STALE > xstate.done.actor.verify [attemptsAreExhausted] > auth.session.LOCKED':
    lastAttemptFailed,
  'auth.session.OFFLINE_STALE > user.retry [mayAsk] > auth.session.REFRESHING.RECOVERING': {
    label: 'Try now',
    trigger: 'user',
    why: 'The person wants to know, and the server has not asked for a pause.',
  },
  'auth.session.OFFLINE_STALE > tab.committed [commitIsLaterThanOffline] > auth.session.ACTIVE': {
    label: 'Another tab reached the server',
    trigger: 'tab',
    why: 'It was reached after this tab went offline, so this tab is back as well.',
  },
  'auth.session.OFFLINE_STALE > tab.committed [commitIsNewer] > auth.session.OFFLINE_STALE.CHOOSING': {
    label: 'Renewed before we went offline',
    trigger: 'tab',
    why: 'The newer access is taken over with its dates; it says nothing about the network now.',
  },
  'auth.session.OFFLINE_STALE > tab.ended [endingIsLocked] > auth.session.LOCKED': lockedElsewhere,
  'auth.session.OFFLINE_STALE > tab.ended > auth.session.REAUTH_REQUIRED': endedElsewhere,
  'auth.session.OFFLINE_STALE > app.reported [onlineEnoughToAsk] > auth.session.REFRESHING.RECOVERING': {
    label: 'The app heard something',
    trigger: 'server',
    why: 'Word that the account changed is a hint; one question to the server settles it.',
  },
  'auth.session.OFFLINE_STALE > app.reported': {
    label: 'The app heard something, but cannot ask',
    trigger: 'server',
    why: 'The hint is kept; the next question to the server settles it.',
  },

  'auth.session.OFFLINE_STALE.CHOOSING > always [offlineIsKnown] > auth.session.OFFLINE_STALE.PARKED': networkIsGone,
  'auth.session.OFFLINE_STALE.CHOOSING > always [networkIsSuspect] > auth.session.OFFLINE_STALE.DOUBTING': networkIsOdd,
  'auth.session.OFFLINE_STALE.CHOOSING > always [returnIsPlannedAndWasTheReason] > auth.session.OFFLINE_STALE.RETURNING':
    networkIsBack,
  'auth.session.OFFLINE_STALE.CHOOSING > always > auth.session.OFFLINE_STALE.WAITING': {
    label: 'The server does not answer',
    trigger: 'server',
    why: 'The network is there and the server is not, so it is given time.',
  },

  'auth.session.OFFLINE_STALE.PARKED > always [networkIsSuspect] > auth.session.OFFLINE_STALE.DOUBTING': networkIsOdd,
  'auth.session.OFFLINE_STALE.PARKED > always [networkIsUpAndWasTheReason] > auth.session.OFFLINE_STALE.RETURNING':
    networkIsBack,
  'auth.session.OFFLINE_STALE.PARKED > always [networkIsUp] > auth.session.OFFLINE_STALE.WAITING': networkIsFine,
  'auth.session.OFFLINE_STALE.PARKED > xstate.done.actor.sessionAlarm [limitIsPassed] > auth.session.REAUTH_REQUIRED':
    limitReached,
  'auth.session.OFFLINE_STALE.PARKED > xstate.done.actor.sessionAlarm [warningIsDue] > auth.session.OFFLINE_STALE.PARKED':
    warned,
  'auth.session.OFFLINE_STALE.PARKED > xstate.done.actor.sessionAlarm > auth.session.OFFLINE_STALE.PARKED': setAgain,
  'auth.session.OFFLINE_STALE.PARKED > xstate.error.actor.sessionAlarm > auth.session.REAUTH_REQUIRED': {
    label: 'The timer broke',
    trigger: 'system',
    why: 'Without a timer the allowed time could be overrun, so the person has to show up again.',
  },

  'auth.session.OFFLINE_STALE.DOUBTING > always [offlineIsKnown] > auth.session.OFFLINE_STALE.PARKED': networkIsGone,
  'auth.session.OFFLINE_STALE.DOUBTING > always [networkIsUpAndWasTheReason] > auth.session.OFFLINE_STALE.RETURNING':
    networkIsBack,
  'auth.session.OFFLINE_STALE.DOUBTING > always [networkIsUp] > auth.session.OFFLINE_STALE.WAITING': networkIsFine,
  'auth.session.OFFLINE_STALE.DOUBTING > app.woke [mayAsk] > auth.session.REFRESHING.RECOVERING': wokeUp,
  'auth.session.OFFLINE_STALE.DOUBTING > xstate.done.actor.sessionAlarm [limitAllowsOneAttempt] > auth.session.REFRESHING.RECOVERING':
    oneLastAttempt,
  'auth.session.OFFLINE_STALE.DOUBTING > xstate.done.actor.sessionAlarm [limitIsPassed] > auth.session.REAUTH_REQUIRED':
    limitReached,
  'auth.session.OFFLINE_STALE.DOUBTING > xstate.done.actor.sessionAlarm [retryIsDue] > auth.session.REFRESHING.RECOVERING':
    retryComesDue,
  'auth.session.OFFLINE_STALE.DOUBTING > xstate.done.actor.sessionAlarm [warningIsDue] > auth.session.OFFLINE_STALE.DOUBTING':
    warned,
  'auth.session.OFFLINE_STALE.DOUBTING > xstate.done.actor.sessionAlarm > auth.session.OFFLINE_STALE.DOUBTING':
    setAgain,
  'auth.session.OFFLINE_STALE.DOUBTING > xstate.error.actor.sessionAlarm > auth.session.REFRESHING.RECOVERING':
    timerBroke,

  'auth.session.OFFLINE_STALE.WAITING > always [offlineIsKnown] > auth.session.OFFLINE_STALE.PARKED': networkIsGone,
  'auth.session.OFFLINE_STALE.WAITING > always [networkIsSuspect] > auth.session.OFFLINE_STALE.DOUBTING': networkIsOdd,
  'auth.session.OFFLINE_STALE.WAITING > app.woke [mayAsk] > auth.session.REFRESHING.RECOVERING': wokeUp,
  'auth.session.OFFLINE_STALE.WAITING > xstate.done.actor.sessionAlarm [limitAllowsOneAttempt] > auth.session.REFRESHING.RECOVERING':
    oneLastAttempt,
  'auth.session.OFFLINE_STALE.WAITING > xstate.done.actor.sessionAlarm [limitIsPassed] > auth.session.REAUTH_REQUIRED':
    limitReached,
  'auth.session.OFFLINE_STALE.WAITING > xstate.done.actor.sessionAlarm [retryIsDue] > auth.session.REFRESHING.RECOVERING':
    retryComesDue,
  'auth.session.OFFLINE_STALE.WAITING > xstate.done.actor.sessionAlarm [warningIsDue] > auth.session.OFFLINE_STALE.WAITING':
    warned,
  'auth.session.OFFLINE_STALE.WAITING > xstate.done.actor.sessionAlarm > auth.session.OFFLINE_STALE.WAITING': setAgain,
  'auth.session.OFFLINE_STALE.WAITING > xstate.error.actor.sessionAlarm > auth.session.REFRESHING.RECOVERING':
    timerBroke,

  'auth.session.OFFLINE_STALE.RETURNING > always [offlineIsKnown] > auth.session.OFFLINE_STALE.PARKED': networkIsGone,
  'auth.session.OFFLINE_STALE.RETURNING > always [networkIsSuspect] > auth.session.OFFLINE_STALE.DOUBTING':
    networkIsOdd,
  'auth.session.OFFLINE_STALE.RETURNING > app.woke [mayAsk] > auth.session.REFRESHING.RECOVERING': wokeUp,
  'auth.session.OFFLINE_STALE.RETURNING > xstate.done.actor.sessionAlarm [reconnectIsDue] > auth.session.REFRESHING.RECOVERING':
    {
      label: "This device's turn",
      trigger: 'time',
      why: 'Devices that come back together ask one after the other; now it is our turn.',
    },
  'auth.session.OFFLINE_STALE.RETURNING > xstate.done.actor.sessionAlarm [limitAllowsOneAttempt] > auth.session.REFRESHING.RECOVERING':
    oneLastAttempt,
  'auth.session.OFFLINE_STALE.RETURNING > xstate.done.actor.sessionAlarm [limitIsPassed] > auth.session.REAUTH_REQUIRED':
    limitReached,
  'auth.session.OFFLINE_STALE.RETURNING > xstate.done.actor.sessionAlarm [warningIsDue] > auth.session.OFFLINE_STALE.RETURNING':
    warned,
  'auth.session.OFFLINE_STALE.RETURNING > xstate.done.actor.sessionAlarm > auth.session.OFFLINE_STALE.RETURNING':
    setAgain,
  'auth.session.OFFLINE_STALE.RETURNING > xstate.error.actor.sessionAlarm > auth.session.REFRESHING.RECOVERING':
    timerBroke,
} as const satisfies Record<EdgeId<OfflineStale, 'auth.session.OFFLINE_STALE', 'auth.session'>, EdgeWords>
