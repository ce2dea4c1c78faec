import type { EdgeId } from '../edge-id.ts'
import type { session } from '../session.ts'
import type { BesidesSigningIn } from './signing-in-edges.ts'
import { endedElsewhere, lockedElsewhere } from './while-signed-in.ts'
import type { EdgeWords } from './words.ts'

/* REAUTH_REQUIRED and LOCKED. */

type States = (typeof session)['states']

const signsIn = {
  label: 'Sign in',
  trigger: 'user',
  why: 'The person shows who they are; if it is the same person, their kept work goes on.',
} as const satisfies EdgeWords

const signedInElsewhere = {
  label: 'Signed in in another tab',
  trigger: 'tab',
  why: 'The person has already signed in next door; this tab opens what was stored there.',
} as const satisfies EdgeWords

const signedInMeanwhile = {
  label: 'Somebody signed in meanwhile',
  trigger: 'tab',
  why: 'The sign-in here came to nothing, and another tab has stored one meanwhile: that is opened.',
} as const satisfies EdgeWords

const knowsBetter = {
  label: 'Try now',
  trigger: 'user',
  why: 'The person may know better than the device whether there is a network.',
} as const satisfies EdgeWords

const reachedElsewhere = {
  label: 'Another tab reached the server',
  trigger: 'tab',
  why: 'Only the time offline had run out, and another tab has reached the server since.',
} as const satisfies EdgeWords

export const shutEdges = {
  'auth.session.REAUTH_REQUIRED.IDLE > always [accountWaits] > auth.session.RESTORING.READING': signedInMeanwhile,
  'auth.session.REAUTH_REQUIRED.IDLE > always [offlineLimitEndedItOffline] > auth.session.REAUTH_REQUIRED.CUT_OFF': {
    label: 'And there is no network',
    trigger: 'network',
    why: 'Only the time offline ran out; if the network comes back, one question may be enough.',
  },
  'auth.session.REAUTH_REQUIRED.IDLE > user.signIn > auth.session.REAUTH_REQUIRED.SIGNING_IN': signsIn,
  'auth.session.REAUTH_REQUIRED.IDLE > user.retry [offlineLimitEndedItAndMayAsk] > auth.session.REFRESHING.RECOVERING':
    {
      label: 'Try now',
      trigger: 'user',
      why: 'Only the time offline had run out, so one answer of the server is enough to go on.',
    },
  'auth.session.REAUTH_REQUIRED.IDLE > app.woke [offlineLimitEndedItAndMayAsk] > auth.session.REFRESHING.RECOVERING': {
    label: 'The app is in front again',
    trigger: 'system',
    why: 'Only the time offline had run out, and somebody is looking: the server is asked once.',
  },
  'auth.session.REAUTH_REQUIRED.IDLE > tab.signedIn > auth.session.RESTORING.READING': signedInElsewhere,
  'auth.session.REAUTH_REQUIRED.IDLE > tab.committed [offlineLimitEndedIt] > auth.session.RESTORING.READING':
    reachedElsewhere,
  'auth.session.REAUTH_REQUIRED.IDLE > tab.ended [endingIsLocked] > auth.session.LOCKED': lockedElsewhere,
  'auth.session.REAUTH_REQUIRED.IDLE > tab.ended > auth.session.REAUTH_REQUIRED': endedElsewhere,

  'auth.session.REAUTH_REQUIRED.CUT_OFF > always [networkIsUp] > auth.session.REAUTH_REQUIRED.RETURNING': {
    label: 'The network is back',
    trigger: 'network',
    why: 'Only the time offline had run out. Every device waits its own short moment before it asks.',
  },
  'auth.session.REAUTH_REQUIRED.CUT_OFF > user.signIn > auth.session.REAUTH_REQUIRED.SIGNING_IN': signsIn,
  'auth.session.REAUTH_REQUIRED.CUT_OFF > user.retry [mayAsk] > auth.session.REFRESHING.RECOVERING': knowsBetter,
  'auth.session.REAUTH_REQUIRED.CUT_OFF > tab.signedIn > auth.session.RESTORING.READING': signedInElsewhere,
  'auth.session.REAUTH_REQUIRED.CUT_OFF > tab.committed > auth.session.RESTORING.READING': reachedElsewhere,
  'auth.session.REAUTH_REQUIRED.CUT_OFF > tab.ended [endingIsLocked] > auth.session.LOCKED': lockedElsewhere,
  'auth.session.REAUTH_REQUIRED.CUT_OFF > tab.ended > auth.session.REAUTH_REQUIRED': endedElsewhere,

  'auth.session.REAUTH_REQUIRED.RETURNING > always [networkIsAway] > auth.session.REAUTH_REQUIRED.CUT_OFF': {
    label: 'Gone again',
    trigger: 'network',
    why: 'The network came and went before it was our turn to ask.',
  },
  'auth.session.REAUTH_REQUIRED.RETURNING > user.signIn > auth.session.REAUTH_REQUIRED.SIGNING_IN': signsIn,
  'auth.session.REAUTH_REQUIRED.RETURNING > user.retry [mayAsk] > auth.session.REFRESHING.RECOVERING': knowsBetter,
  'auth.session.REAUTH_REQUIRED.RETURNING > app.woke [mayAsk] > auth.session.REFRESHING.RECOVERING': {
    label: 'The app is in front again',
    trigger: 'system',
    why: 'Only the time offline had run out, and somebody is looking: the server is asked now.',
  },
  'auth.session.REAUTH_REQUIRED.RETURNING > tab.signedIn > auth.session.RESTORING.READING': signedInElsewhere,
  'auth.session.REAUTH_REQUIRED.RETURNING > tab.committed > auth.session.RESTORING.READING': reachedElsewhere,
  'auth.session.REAUTH_REQUIRED.RETURNING > tab.ended [endingIsLocked] > auth.session.LOCKED': lockedElsewhere,
  'auth.session.REAUTH_REQUIRED.RETURNING > tab.ended > auth.session.REAUTH_REQUIRED': endedElsewhere,
  'auth.session.REAUTH_REQUIRED.RETURNING > xstate.done.actor.sessionAlarm [reconnectIsDue] > auth.session.REFRESHING.RECOVERING':
    {
      label: "This device's turn",
      trigger: 'time',
      why: 'Devices that come back together ask one after the other; now it is our turn.',
    },
  'auth.session.REAUTH_REQUIRED.RETURNING > xstate.done.actor.sessionAlarm > auth.session.REAUTH_REQUIRED.RETURNING': {
    label: 'The timer is set anew',
    trigger: 'time',
    why: 'It rang too early, so the moment to ask is still ahead.',
  },
  'auth.session.REAUTH_REQUIRED.RETURNING > xstate.error.actor.sessionAlarm > auth.session.REFRESHING.RECOVERING': {
    label: 'The timer broke',
    trigger: 'system',
    why: 'Without a timer our turn would never come, so the server is asked now.',
  },

  'auth.session.LOCKED.IDLE > always [accountWaits] > auth.session.RESTORING.READING': signedInMeanwhile,
  'auth.session.LOCKED.IDLE > user.signIn > auth.session.LOCKED.SIGNING_IN': {
    label: 'Sign in afresh',
    trigger: 'user',
    why: 'A fresh sign-in of the same person is the only way to open a locked account here.',
  },
  'auth.session.LOCKED.IDLE > tab.signedIn > auth.session.RESTORING.READING': {
    label: 'Opened in another tab',
    trigger: 'tab',
    why: 'The same person has signed in afresh next door; this tab opens what was stored there.',
  },
} as const satisfies Record<
  BesidesSigningIn<
    | EdgeId<States['REAUTH_REQUIRED'], 'auth.session.REAUTH_REQUIRED', 'auth.session'>
    | EdgeId<States['LOCKED'], 'auth.session.LOCKED', 'auth.session'>
  >,
  EdgeWords
>
