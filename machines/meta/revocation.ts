import type { EdgeId, StateId } from '../edge-id.ts'
import type { revocation } from '../revocation.ts'
import type { EdgeWords, StateWords } from './words.ts'

const note = { screen: 'deferred-sign-out', userCan: [], dataShown: 'all', announcement: '' } as const

export const revocationStates = {
  'auth.revocation': {
    ...note,
    title: 'Sign-outs to pass on',
    sentence: 'What the server still has to hear about a sign-out.',
    tone: 'rest',
  },
  'auth.revocation.EMPTY': {
    ...note,
    title: 'The server knows',
    sentence: 'Every sign-out on this device has been passed on.',
    tone: 'rest',
  },
  'auth.revocation.SENDING': {
    ...note,
    title: 'Telling the server',
    sentence: 'We are passing your sign-out on.',
    tone: 'working',
  },
  'auth.revocation.WAITING': {
    ...note,
    title: 'The server will be told',
    sentence: "This device is cleared. We'll tell the server when you're online.",
    tone: 'careful',
  },
  'auth.revocation.WAITING.CHOOSING': {
    ...note,
    title: 'Looking at the connection',
    sentence: 'This device is cleared. We are finding out whether the server can be told now.',
    tone: 'careful',
  },
  'auth.revocation.WAITING.PARKED': {
    ...note,
    title: 'Waiting for the network',
    sentence: "This device is cleared. We'll tell the server when you're online.",
    tone: 'careful',
  },
  'auth.revocation.WAITING.BACKING_OFF': {
    ...note,
    title: 'Trying again later',
    sentence: 'This device is cleared. The server could not be told yet, so we try again.',
    tone: 'careful',
  },
  'auth.revocation.WAITING.UNTIMED': {
    ...note,
    title: 'Trying again on the next occasion',
    sentence: 'This device is cleared. The server will be told the next time the app is in front.',
    tone: 'careful',
  },
} as const satisfies Record<StateId<typeof revocation, 'auth.revocation'>, StateWords>

const counted = (label: string, why: string): EdgeWords => ({ label, trigger: 'system', why })
const noNetwork = {
  label: 'No network',
  trigger: 'network',
  why: 'Telling the server would be in vain; it can wait, because this device is cleared already.',
} as const satisfies EdgeWords

export const revocationEdges = {
  'auth.revocation > outbox.changed': counted(
    'A sign-out waits',
    'A sign-out could not be passed on at once, so it was written down.',
  ),
  'auth.revocation > xstate.done.actor.restore': counted(
    'Found at the start',
    'A sign-out from before a restart is still to be passed on.',
  ),
  'auth.revocation > xstate.done.actor.signOut': counted(
    'Signed out',
    'The sign-out has just been written down for the server.',
  ),
  'auth.revocation.EMPTY > always [outboxWaits] > auth.revocation.WAITING': {
    label: 'Something to pass on',
    trigger: 'system',
    why: 'A sign-out is complete only when the server knows of it too.',
  },
  'auth.revocation.SENDING > xstate.done.actor.revoke > auth.revocation.WAITING.BACKING_OFF': {
    label: 'Told, or not yet',
    trigger: 'server',
    why: 'What was passed on is crossed off; what is left is tried again later.',
  },
  'auth.revocation.SENDING > xstate.error.actor.revoke > auth.revocation.WAITING.BACKING_OFF': {
    label: 'Telling broke',
    trigger: 'system',
    why: 'A fault of ours crosses nothing off; it is tried again later.',
  },
  'auth.revocation.WAITING > always [outboxIsEmpty] > auth.revocation.EMPTY': {
    label: 'All passed on',
    trigger: 'system',
    why: 'Nothing is left to tell.',
  },
  'auth.revocation.WAITING.CHOOSING > always [offlineIsKnown] > auth.revocation.WAITING.PARKED': noNetwork,
  'auth.revocation.WAITING.CHOOSING > always > auth.revocation.SENDING': {
    label: 'The server can be told',
    trigger: 'system',
    why: 'Nothing speaks against a connection, so it is told now.',
  },
  'auth.revocation.WAITING.PARKED > always [networkIsUp] > auth.revocation.SENDING': {
    label: 'The network is back',
    trigger: 'network',
    why: 'Now the server can be told.',
  },
  'auth.revocation.WAITING.BACKING_OFF > always [offlineIsKnown] > auth.revocation.WAITING.PARKED': noNetwork,
  'auth.revocation.WAITING.BACKING_OFF > xstate.done.actor.revocationAlarm > auth.revocation.SENDING': {
    label: 'Time to try again',
    trigger: 'time',
    why: 'The pause is over, so the server is told again.',
  },
  'auth.revocation.WAITING.BACKING_OFF > xstate.error.actor.revocationAlarm > auth.revocation.WAITING.UNTIMED': {
    label: 'The timer broke',
    trigger: 'system',
    why: 'What is left stays written down; the next sign of life of the app or the network tries again.',
  },
  'auth.revocation.WAITING.UNTIMED > always [offlineIsKnown] > auth.revocation.WAITING.PARKED': noNetwork,
  'auth.revocation.WAITING.UNTIMED > app.woke > auth.revocation.SENDING': {
    label: 'The app is in front again',
    trigger: 'system',
    why: 'No timer is left to wait for, so this is the moment to tell the server.',
  },
} as const satisfies Record<EdgeId<typeof revocation, 'auth.revocation', 'auth'>, EdgeWords>
