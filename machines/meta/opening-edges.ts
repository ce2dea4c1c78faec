import type { EdgeId } from '../edge-id.ts'
import type { session } from '../session.ts'
import type { BesidesSigningIn } from './signing-in-edges.ts'
import { attemptsRanOut, lastAttemptFailed } from './while-signed-in.ts'
import type { EdgeWords } from './words.ts'

/* RESTORING and SIGNED_OUT. */

type States = (typeof session)['states']

const newsWhileReading = {
  trigger: 'tab',
  why: 'What was read a moment ago may be older than the news, so it is read again.',
} as const satisfies Omit<EdgeWords, 'label'>

export const openingEdges = {
  'auth.session.RESTORING > stepUp.exhausted > auth.session.LOCKED': attemptsRanOut,
  'auth.session.RESTORING > xstate.done.actor.verify [attemptsAreExhausted] > auth.session.LOCKED': lastAttemptFailed,

  'auth.session.RESTORING.READING > tab.signedIn > auth.session.RESTORING.READING': {
    ...newsWhileReading,
    label: 'Signed in in another tab',
  },
  'auth.session.RESTORING.READING > tab.committed > auth.session.RESTORING.READING': {
    ...newsWhileReading,
    label: 'Renewed in another tab',
  },
  'auth.session.RESTORING.READING > tab.ended > auth.session.RESTORING.READING': {
    ...newsWhileReading,
    label: 'Ended, says another tab',
  },
  'auth.session.RESTORING.READING > xstate.done.actor.restore [callbackIsPresent] > auth.session.RESTORING.COMPLETING':
    {
      label: 'Back from the sign-in page',
      trigger: 'system',
      why: 'The address holds the answer to a sign-in that this device started, so that is finished first.',
    },
  'auth.session.RESTORING.READING > xstate.done.actor.restore [keyIsWrapped] > auth.session.RESTORING.UNSEALING': {
    label: 'Sealed with a PIN',
    trigger: 'system',
    why: 'What is stored opens only with the PIN, so the person is asked for it.',
  },
  'auth.session.RESTORING.READING > xstate.done.actor.restore [storeIsLocked] > auth.session.RESTORING.UNLOCKING': {
    label: 'The device is locked',
    trigger: 'system',
    why: "The device's own storage opens with the device; that is a reason to wait, not to sign anybody out.",
  },
  'auth.session.RESTORING.READING > xstate.done.actor.restore [storeIsDead] > auth.session.SIGNED_OUT.IDLE': {
    label: 'The storage does not answer',
    trigger: 'system',
    why: 'The app must open all the same; what is found later is taken up by itself.',
  },
  'auth.session.RESTORING.READING > xstate.done.actor.restore [recordHasEnded] > auth.session.REAUTH_REQUIRED': {
    label: 'Ended before',
    trigger: 'system',
    why: 'The server had already said no; opening the app again does not undo that.',
  },
  'auth.session.RESTORING.READING > xstate.done.actor.restore [recordIsLocked] > auth.session.LOCKED': {
    label: 'Locked before',
    trigger: 'system',
    why: 'The account was locked when the app was last open; opening it again does not unlock it.',
  },
  'auth.session.RESTORING.READING > xstate.done.actor.restore [restoredPastLimitUnasked] > auth.session.REAUTH_REQUIRED':
    {
      label: 'Offline for too long',
      trigger: 'time',
      why: 'The time allowed without the server is over, and the server cannot be asked right now.',
    },
  'auth.session.RESTORING.READING > xstate.done.actor.restore [sessionIsPastLimit] > auth.session.REFRESHING.RECOVERING':
    {
      label: 'Offline for too long, but online now',
      trigger: 'time',
      why: 'Nothing is allowed until the server has answered; it is asked once before anybody has to sign in.',
    },
  'auth.session.RESTORING.READING > xstate.done.actor.restore [restoredWhileOffline] > auth.session.OFFLINE_STALE': {
    label: 'Found, without a network',
    trigger: 'network',
    why: 'The work on this device opens without the server.',
  },
  'auth.session.RESTORING.READING > xstate.done.actor.restore [restoredMustWait] > auth.session.OFFLINE_STALE': {
    label: 'Found, and the server asked for a pause',
    trigger: 'server',
    why: 'The pause the server asked for outlives a restart; until then the work on this device is enough.',
  },
  'auth.session.RESTORING.READING > xstate.done.actor.restore [sessionIsDue] > auth.session.REFRESHING.RECOVERING': {
    label: 'Found, and due for renewal',
    trigger: 'system',
    why: 'Access has run out or an attempt was cut off, so the server is asked first.',
  },
  'auth.session.RESTORING.READING > xstate.done.actor.restore [sessionIsLive] > auth.session.ACTIVE': {
    label: 'Found',
    trigger: 'system',
    why: 'Access is still good, so the work opens at once; the next answer of the server confirms it.',
  },
  'auth.session.RESTORING.READING > xstate.done.actor.restore > auth.session.SIGNED_OUT.IDLE': {
    label: 'Nothing here',
    trigger: 'system',
    why: 'Nobody is signed in on this device.',
  },
  'auth.session.RESTORING.READING > xstate.error.actor.restore > auth.session.SIGNED_OUT.IDLE': {
    label: 'Reading broke',
    trigger: 'system',
    why: 'A fault of ours must not keep the app shut; what is stored stays stored.',
  },
  'auth.session.RESTORING.UNLOCKING > app.woke > auth.session.RESTORING.READING': {
    label: 'The app is in front again',
    trigger: 'system',
    why: 'A person who looks at the app has probably unlocked the device.',
  },
  'auth.session.RESTORING.UNLOCKING > user.retry > auth.session.RESTORING.READING': {
    label: 'Try now',
    trigger: 'user',
    why: 'The person says that the device is unlocked; reading again costs nothing.',
  },
  'auth.session.RESTORING.UNSEALING > xstate.done.actor.verify [attemptsAreExhausted] > auth.session.LOCKED':
    lastAttemptFailed,
  'auth.session.RESTORING.UNSEALING > xstate.done.actor.verify [stepUpIsGranted] > auth.session.RESTORING.READING': {
    label: 'Unlocked',
    trigger: 'user',
    why: 'The PIN fits, so what is stored can be read now.',
  },
  'auth.session.RESTORING.COMPLETING > xstate.done.actor.signIn [signedIn] > auth.session.ACTIVE': {
    label: 'You are in',
    trigger: 'server',
    why: 'The server has confirmed the sign-in that this device started.',
  },
  'auth.session.RESTORING.COMPLETING > xstate.done.actor.signIn > auth.session.RESTORING.READING': {
    label: 'Not signed in',
    trigger: 'server',
    why: 'The sign-in did not work out; whoever was here before is opened again, with the reason shown.',
  },
  'auth.session.RESTORING.COMPLETING > xstate.error.actor.signIn > auth.session.RESTORING.READING': {
    label: 'The sign-in step broke',
    trigger: 'system',
    why: 'A fault of ours must not cost anybody their work; what is stored is read instead.',
  },

  'auth.session.SIGNED_OUT.IDLE > always [accountWaits] > auth.session.RESTORING.READING': {
    label: 'Somebody signed in meanwhile',
    trigger: 'tab',
    why: 'What went on here came to nothing, and another tab has signed in meanwhile: that is opened.',
  },
  'auth.session.SIGNED_OUT.IDLE > user.signIn > auth.session.SIGNED_OUT.SIGNING_IN': {
    label: 'Sign in',
    trigger: 'user',
    why: 'The person wants to see their work.',
  },
  'auth.session.SIGNED_OUT.IDLE > user.addAccount > auth.session.SIGNED_OUT.SIGNING_IN': {
    label: 'Add an account',
    trigger: 'user',
    why: 'With nobody signed in, adding an account and signing in are the same thing.',
  },
  'auth.session.SIGNED_OUT.IDLE > tab.signedIn > auth.session.RESTORING.READING': {
    label: 'Signed in in another tab',
    trigger: 'tab',
    why: 'One device, one answer: this tab opens what the other tab stored.',
  },
  'auth.session.SIGNED_OUT.IDLE > record.found > auth.session.RESTORING.READING': {
    label: 'The storage woke up',
    trigger: 'system',
    why: 'The storage was slow, not empty; the person is signed in after all.',
  },
  'auth.session.SIGNED_OUT.SIGNING_OUT > user.switchAccount': {
    label: 'Pick the next account',
    trigger: 'user',
    why: 'Clearing the device is finished first; the chosen account opens right after.',
  },
  'auth.session.SIGNED_OUT.SIGNING_OUT > tab.signedIn': {
    label: 'Signed in next door',
    trigger: 'tab',
    why: 'Clearing the device is finished first; then this tab looks at what the other one stored.',
  },
  'auth.session.SIGNED_OUT.SIGNING_OUT > xstate.done.actor.signOut [accountWaits] > auth.session.RESTORING.READING': {
    label: 'Cleared, next account',
    trigger: 'system',
    why: 'The person had already picked the account to open next.',
  },
  'auth.session.SIGNED_OUT.SIGNING_OUT > xstate.done.actor.signOut > auth.session.SIGNED_OUT.IDLE': {
    label: 'Cleared',
    trigger: 'system',
    why: 'Nothing of the account is left open here; telling the server can wait for a network.',
  },
  'auth.session.SIGNED_OUT.SIGNING_OUT > xstate.error.actor.signOut > auth.session.SIGNED_OUT.IDLE': {
    label: 'Clearing broke',
    trigger: 'system',
    why: 'The person asked to be signed out and is; what is left over is cleared at the next start.',
  },
} as const satisfies Record<
  BesidesSigningIn<
    | EdgeId<States['RESTORING'], 'auth.session.RESTORING', 'auth.session'>
    | EdgeId<States['SIGNED_OUT'], 'auth.session.SIGNED_OUT', 'auth.session'>
  >,
  EdgeWords
>
