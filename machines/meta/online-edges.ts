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

/* ACTIVE and REFRESHING. */

type States = (typeof session)['states']

export const onlineEdges = {
  'auth.session.ACTIVE > always [offlineIsKnown] > auth.session.OFFLINE_STALE': {
    label: 'No network',
    trigger: 'network',
    why: 'Losing the network signs nobody out: work goes on with what is on this device.',
  },
  'auth.session.ACTIVE > always [portalIsFound] > auth.session.OFFLINE_STALE': {
    label: 'A login page of the network',
    trigger: 'network',
    why: 'A hotel or train network answers in place of the server, so the server counts as out of reach.',
  },
  'auth.session.ACTIVE > user.stepUpRedirect > auth.session.RESTORING.SIGNING_IN': stepsUpElsewhere,
  'auth.session.ACTIVE > stepUp.exhausted > auth.session.LOCKED': attemptsRanOut,
  'auth.session.ACTIVE > xstate.done.actor.verify [attemptsAreExhausted] > auth.session.LOCKED': lastAttemptFailed,
  'auth.session.ACTIVE > token.rejected [tokenIsCurrent] > auth.session.REFRESHING.RENEWING': {
    label: 'The server wants fresher access',
    trigger: 'server',
    why: 'A request was turned away with the access in use now, so it is renewed once and the request goes out again.',
  },
  'auth.session.ACTIVE > token.wanted [wantedIsCurrent] > auth.session.REFRESHING.RENEWING': {
    label: 'A request needs longer access',
    trigger: 'system',
    why: 'What is left would run out on the way, so it is renewed first.',
  },
  'auth.session.ACTIVE > tab.committed [commitIsNewer] > auth.session.ACTIVE': {
    label: 'Renewed in another tab',
    trigger: 'tab',
    why: 'Another tab has renewed access for all; this one takes it over and need not ask.',
  },
  'auth.session.ACTIVE > tab.ended [endingIsLocked] > auth.session.LOCKED': lockedElsewhere,
  'auth.session.ACTIVE > tab.ended > auth.session.REAUTH_REQUIRED': endedElsewhere,
  'auth.session.ACTIVE > app.reported [mayAsk] > auth.session.REFRESHING.RECOVERING': {
    label: 'The app heard something',
    trigger: 'server',
    why: 'Word that the account changed is a hint; one question to the server settles it.',
  },
  'auth.session.ACTIVE > app.reported': {
    label: 'The app heard something, but may not ask',
    trigger: 'server',
    why: 'The server has asked for a pause, so the hint is kept; the next question settles it.',
  },
  'auth.session.ACTIVE > xstate.done.actor.sessionAlarm > auth.session.OFFLINE_STALE': {
    label: 'Time to renew, but the server asked for a pause',
    trigger: 'time',
    why: 'A pause from before a restart still stands, so work goes on without the server until it is over.',
  },
  'auth.session.ACTIVE > xstate.done.actor.sessionAlarm [mayAsk] > auth.session.REFRESHING.RENEWING': {
    label: 'Time to renew',
    trigger: 'time',
    why: 'Access is renewed a little before it runs out, so that nobody notices.',
  },
  'auth.session.ACTIVE > xstate.error.actor.sessionAlarm > auth.session.REFRESHING.RENEWING': {
    label: 'The timer broke',
    trigger: 'system',
    why: 'Without a timer nobody knows when access runs out; renewing now is safe.',
  },

  'auth.session.REFRESHING > user.stepUpRedirect > auth.session.RESTORING.SIGNING_IN': stepsUpElsewhere,
  'auth.session.REFRESHING > stepUp.exhausted > auth.session.LOCKED': attemptsRanOut,
  'auth.session.REFRESHING > xstate.done.actor.verify [attemptsAreExhausted] > auth.session.LOCKED': lastAttemptFailed,
  'auth.session.REFRESHING > app.reported': {
    label: 'The app heard something',
    trigger: 'server',
    why: 'The server is being asked already; its answer settles this too.',
  },
  'auth.session.REFRESHING > tab.committed [commitIsNewer]': {
    label: 'Renewed in another tab',
    trigger: 'tab',
    why: 'The newer access is used at once; the question under way ends by itself.',
  },
  'auth.session.REFRESHING > xstate.done.actor.refresh [refreshIsGranted] > auth.session.ACTIVE': {
    label: 'Renewed',
    trigger: 'server',
    why: 'The server said yes, and its answer is stored.',
  },
  'auth.session.REFRESHING > xstate.done.actor.refresh [refreshIsAdopted] > auth.session.ACTIVE': {
    label: 'Already renewed',
    trigger: 'tab',
    why: 'Somebody else on this device had renewed access by the time it was our turn.',
  },
  'auth.session.REFRESHING > xstate.done.actor.refresh [lockIsBusyButTokenLives] > auth.session.ACTIVE': {
    label: 'Another tab is at it',
    trigger: 'tab',
    why: 'Another tab is renewing and access is still good, so this one looks again a little later.',
  },
  'auth.session.REFRESHING > xstate.done.actor.refresh [lockIsBusy] > auth.session.OFFLINE_STALE': {
    label: 'Another tab is at it for too long',
    trigger: 'tab',
    why: 'Access has run out while another tab renews it; work goes on here without the server.',
  },
  'auth.session.REFRESHING > xstate.done.actor.refresh [recordIsGone] > auth.session.SIGNED_OUT.IDLE': {
    label: 'The storage was cleared',
    trigger: 'system',
    why: 'The browser or the person has removed what was stored, so there is nothing left to renew.',
  },
  'auth.session.REFRESHING > xstate.done.actor.refresh [recordIsSignedOut] > auth.session.SIGNED_OUT.IDLE': {
    label: 'Signed out meanwhile',
    trigger: 'tab',
    why: 'The person signed out elsewhere; an answer that comes late brings nothing back.',
  },
  'auth.session.REFRESHING > xstate.done.actor.refresh [refreshIsRefused] > auth.session.REAUTH_REQUIRED': {
    label: 'The server said no',
    trigger: 'server',
    why: 'Only a definite no asks the person to sign in again, and unsent work is kept for them.',
  },
  'auth.session.REFRESHING > xstate.done.actor.refresh [accountIsDisabled] > auth.session.LOCKED': {
    label: 'The account is switched off',
    trigger: 'server',
    why: 'The organisation has switched the account off, and the server says so in as many words.',
  },
  'auth.session.REFRESHING > xstate.done.actor.refresh [limitIsPassed] > auth.session.REAUTH_REQUIRED': {
    label: 'Not reached, and offline for too long',
    trigger: 'time',
    why: 'The time allowed without the server is over, and the one attempt that was left has failed or is another tab’s.',
  },
  'auth.session.REFRESHING > xstate.done.actor.refresh > auth.session.OFFLINE_STALE': {
    label: 'Not reached',
    trigger: 'network',
    why: 'A server that cannot answer has not said no: work goes on and the question is asked again.',
  },
  'auth.session.REFRESHING > xstate.error.actor.refresh > auth.session.OFFLINE_STALE': {
    label: 'Renewing broke',
    trigger: 'system',
    why: 'A fault of ours signs nobody out: work goes on without the server.',
  },
} as const satisfies Record<
  | EdgeId<States['ACTIVE'], 'auth.session.ACTIVE', 'auth.session'>
  | EdgeId<States['REFRESHING'], 'auth.session.REFRESHING', 'auth.session'>,
  EdgeWords
>
