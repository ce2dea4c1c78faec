import type { EdgeId, StateId } from '../edge-id.ts'
import type { stepUp } from '../step-up.ts'
import type { EdgeWords, StateWords } from './words.ts'

const part = { screen: 'step-up', userCan: [], dataShown: 'all', announcement: '' } as const
const shut = { ...part, dataShown: 'none', tone: 'ask' } as const

export const stepUpStates = {
  'auth.stepUp': {
    ...part,
    title: "Proof that it's you",
    sentence: 'Some actions ask again who is in front of the screen.',
    tone: 'rest',
  },
  'auth.stepUp.NONE': {
    ...part,
    title: 'Nothing to prove',
    sentence: 'The app is open. An action that needs more proof will ask for it.',
    tone: 'rest',
    userCan: ['user.stepUp'],
  },
  'auth.stepUp.PROMPTING': {
    ...part,
    title: "Show that it's you",
    sentence: 'Use your PIN, passkey or fingerprint.',
    tone: 'working',
  },
  'auth.stepUp.PROMPTING.FOR_ACTION': {
    ...part,
    title: "Show that it's you",
    sentence: 'This action needs your PIN, passkey or fingerprint. Cancel and nothing has happened.',
    tone: 'working',
    userCan: ['user.cancel'],
    announcement: "Show that it's you to go on.",
  },
  'auth.stepUp.PROMPTING.FOR_UNLOCK': {
    ...shut,
    title: "Show that it's you",
    sentence: 'Your PIN, passkey or fingerprint opens the app. {count} changes are safe on this device.',
    tone: 'working',
    userCan: ['user.cancel'],
    announcement: "Show that it's you to open the app.",
  },
  'auth.stepUp.REQUIRED': {
    ...shut,
    title: 'Locked while you were away',
    sentence: 'Unlock to go on where you were. {count} changes are safe on this device.',
    userCan: ['user.stepUp'],
    announcement: 'Unlock to go on.',
  },
} as const satisfies Record<StateId<typeof stepUp, 'auth.stepUp'>, StateWords>

const nothingLeft = {
  label: 'Nothing left to protect',
  trigger: 'system',
  why: 'Nobody is signed in any more, so there is nothing to prove and nothing to open.',
} as const satisfies EdgeWords

const appRested = {
  label: 'The app was left alone',
  trigger: 'time',
  why: 'Somebody else might pick the device up, so the app closes and earlier proofs end.',
} as const satisfies EdgeWords

export const stepUpEdges = {
  'auth.stepUp > always [grantsOutliveSession]': {
    label: 'Earlier proofs end',
    trigger: 'system',
    why: 'A proof belongs to the person signed in; it never outlives their being signed in.',
  },
  'auth.stepUp > stepUp.ended': {
    label: 'Proofs were called back',
    trigger: 'system',
    why: 'After a long absence, or with a clock that was set back, nobody knows how old a proof is.',
  },
  'auth.stepUp.NONE > user.stepUp > auth.stepUp.PROMPTING.FOR_ACTION': {
    label: "Show that it's you",
    trigger: 'user',
    why: 'One action needs more proof than being signed in.',
  },
  'auth.stepUp.NONE > app.idled [appLocks] > auth.stepUp.REQUIRED': appRested,
  'auth.stepUp.NONE > xstate.done.actor.restore [keyIsWrapped] > auth.stepUp.REQUIRED': {
    label: 'Sealed with a PIN',
    trigger: 'system',
    why: 'What is stored can be read only after the person has unlocked it.',
  },
  'auth.stepUp.NONE > xstate.done.actor.restore [bootsLocked] > auth.stepUp.REQUIRED': {
    label: 'Opens locked',
    trigger: 'system',
    why: 'This app asks for a PIN, passkey or fingerprint every time it starts.',
  },
  'auth.stepUp.NONE > xstate.done.actor.stepUpAlarm > auth.stepUp.NONE': {
    label: 'A proof ran out',
    trigger: 'time',
    why: 'A proof is good for a while only; others may still hold.',
  },
  'auth.stepUp.NONE > xstate.error.actor.stepUpAlarm': {
    label: 'The timer broke',
    trigger: 'system',
    why: 'Without a timer a proof could last for ever, so all of them end now.',
  },
  'auth.stepUp.PROMPTING.FOR_ACTION > always [nothingIsProtected] > auth.stepUp.NONE': nothingLeft,
  'auth.stepUp.PROMPTING.FOR_ACTION > user.cancel > auth.stepUp.NONE': {
    label: 'Cancel',
    trigger: 'user',
    why: 'The action is not done, and nothing else changes.',
  },
  'auth.stepUp.PROMPTING.FOR_ACTION > app.idled [appLocks] > auth.stepUp.REQUIRED': appRested,
  'auth.stepUp.PROMPTING.FOR_ACTION > xstate.done.actor.verify [stepUpIsGranted] > auth.stepUp.NONE': {
    label: "It's you",
    trigger: 'user',
    why: 'The proof is good, for this and like actions, for a while.',
  },
  'auth.stepUp.PROMPTING.FOR_ACTION > xstate.done.actor.verify > auth.stepUp.NONE': {
    label: 'No proof',
    trigger: 'user',
    why: 'The action is not done; the attempt was counted before it was made.',
  },
  'auth.stepUp.PROMPTING.FOR_ACTION > xstate.error.actor.verify > auth.stepUp.NONE': {
    label: 'Proving broke',
    trigger: 'system',
    why: 'A fault of ours grants nothing: the action is not done.',
  },
  'auth.stepUp.PROMPTING.FOR_UNLOCK > always [nothingIsProtected] > auth.stepUp.NONE': nothingLeft,
  'auth.stepUp.PROMPTING.FOR_UNLOCK > user.cancel > auth.stepUp.REQUIRED': {
    label: 'Cancel',
    trigger: 'user',
    why: 'Without proof the app stays closed.',
  },
  'auth.stepUp.PROMPTING.FOR_UNLOCK > xstate.done.actor.verify [stepUpIsGranted] > auth.stepUp.NONE': {
    label: "It's you",
    trigger: 'user',
    why: 'The proof opens the app again.',
  },
  'auth.stepUp.PROMPTING.FOR_UNLOCK > xstate.done.actor.verify > auth.stepUp.REQUIRED': {
    label: 'No proof',
    trigger: 'user',
    why: 'The app stays closed; the attempt was counted before it was made.',
  },
  'auth.stepUp.PROMPTING.FOR_UNLOCK > xstate.error.actor.verify > auth.stepUp.REQUIRED': {
    label: 'Proving broke',
    trigger: 'system',
    why: 'A fault of ours opens nothing: the app stays closed.',
  },
  'auth.stepUp.REQUIRED > always [nothingIsProtected] > auth.stepUp.NONE': nothingLeft,
  'auth.stepUp.REQUIRED > user.stepUp > auth.stepUp.PROMPTING.FOR_UNLOCK': {
    label: 'Unlock',
    trigger: 'user',
    why: 'The person wants to open the app again.',
  },
} as const satisfies Record<EdgeId<typeof stepUp, 'auth.stepUp', 'auth'>, EdgeWords>
