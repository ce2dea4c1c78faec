import type { EdgeId } from '../edge-id.ts'
import type { session } from '../session.ts'
import type { EdgeWords } from './words.ts'

/* SIGNING_IN stands in four places; what differs is where a sign-in that does not work leads. */

type States = (typeof session)['states']
type SigningIn<Parent extends 'RESTORING' | 'SIGNED_OUT' | 'REAUTH_REQUIRED' | 'LOCKED'> = EdgeId<
  States[Parent]['states']['SIGNING_IN'],
  `auth.session.${Parent}.SIGNING_IN`,
  `auth.session.${Parent}`
>

const leaves = {
  label: 'The sign-in page opens',
  trigger: 'system',
  why: 'What to do on return is written down first; then the page leaves for the sign-in page.',
} as const satisfies EdgeWords

const staysHere = {
  label: 'No page to leave for',
  trigger: 'system',
  why: 'A pop-up or a form needs no detour, so the sign-in goes on here.',
} as const satisfies EdgeWords

const accepted = {
  label: 'You are in',
  trigger: 'server',
  why: 'The server has confirmed who it is, and what it gave is stored before anything is shown.',
} as const satisfies EdgeWords

const cancelledAway = {
  label: 'Cancel',
  trigger: 'user',
  why: 'Only what this device kept knows what is true now, so it is read again.',
} as const satisfies EdgeWords

const cameBack = {
  label: 'Back without finishing',
  trigger: 'system',
  why: 'The page returned from the history as it was left; what this device kept decides what to show.',
} as const satisfies EdgeWords

const signedInNextDoor = {
  label: 'Signed in next door',
  trigger: 'tab',
  why: 'The sign-in here is not torn away; if it comes to nothing, what the other tab stored is opened.',
} as const satisfies EdgeWords

const cancels = (why: string): EdgeWords => ({ label: 'Cancel', trigger: 'user', why })
const cannotStart = (why: string): EdgeWords => ({ label: 'Signing in could not start', trigger: 'system', why })
const notAccepted = (why: string): EdgeWords => ({ label: 'Not signed in', trigger: 'server', why })
const broke = (why: string): EdgeWords => ({ label: 'The sign-in step broke', trigger: 'system', why })

const rereads = {
  cancel: 'Adding an account or a stronger sign-in was given up; what was open is opened again.',
  start: 'The sign-in could not be prepared; what was open is opened again, with the reason shown.',
  refused: 'The new sign-in did not work out; the one that was open is untouched and opens again.',
  broke: 'A fault of ours must not cost anybody their work; what was open is opened again.',
}

const staysSignedOut = {
  cancel: 'Nobody was signed in before, and nobody is now.',
  start: 'The sign-in could not be prepared; the screen says why and offers it again.',
  refused: 'The server did not let this sign-in through; the screen says why and offers it again.',
  broke: 'A fault of ours ends this attempt; the next one starts clean.',
}

const staysAsking = {
  cancel: 'The person is still asked to sign in, and unsent work is still kept.',
  start: 'The sign-in could not be prepared; unsent work is kept and the screen says why.',
  refused: 'It did not work, or it was somebody else; unsent work stays with the person it belongs to.',
  broke: 'A fault of ours ends this attempt; unsent work is kept and the next one starts clean.',
}

const staysLocked = {
  cancel: 'Giving up the attempt leaves the account as locked as it was.',
  start: 'The sign-in could not be prepared, so nothing has been proven and the account stays locked.',
  refused: 'Only a fresh sign-in of the same person opens a locked account; this was none.',
  broke: 'A fault of ours proves nothing about the person, so the account stays locked.',
}

export const signingInEdges = {
  'auth.session.RESTORING.SIGNING_IN.PREPARING > user.cancel > auth.session.RESTORING.READING': cancels(rereads.cancel),
  'auth.session.RESTORING.SIGNING_IN.PREPARING > xstate.done.actor.signIn [pageLeaves] > auth.session.RESTORING.SIGNING_IN.AWAY':
    leaves,
  'auth.session.RESTORING.SIGNING_IN.PREPARING > xstate.done.actor.signIn [signInIsPrepared] > auth.session.RESTORING.SIGNING_IN.COMPLETING':
    staysHere,
  'auth.session.RESTORING.SIGNING_IN.PREPARING > xstate.done.actor.signIn > auth.session.RESTORING.READING':
    cannotStart(rereads.start),
  'auth.session.RESTORING.SIGNING_IN.PREPARING > xstate.error.actor.signIn > auth.session.RESTORING.READING': broke(
    rereads.broke,
  ),
  'auth.session.RESTORING.SIGNING_IN.AWAY > user.cancel > auth.session.RESTORING.READING': cancelledAway,
  'auth.session.RESTORING.SIGNING_IN.AWAY > app.returned > auth.session.RESTORING.READING': cameBack,
  'auth.session.RESTORING.SIGNING_IN.COMPLETING > user.cancel > auth.session.RESTORING.READING': cancels(
    rereads.cancel,
  ),
  'auth.session.RESTORING.SIGNING_IN.COMPLETING > xstate.done.actor.signIn [signedIn] > auth.session.ACTIVE': accepted,
  'auth.session.RESTORING.SIGNING_IN.COMPLETING > xstate.done.actor.signIn > auth.session.RESTORING.READING':
    notAccepted(rereads.refused),
  'auth.session.RESTORING.SIGNING_IN.COMPLETING > xstate.error.actor.signIn > auth.session.RESTORING.READING': broke(
    rereads.broke,
  ),

  'auth.session.SIGNED_OUT.SIGNING_IN > tab.signedIn': signedInNextDoor,
  'auth.session.SIGNED_OUT.SIGNING_IN.PREPARING > user.cancel > auth.session.SIGNED_OUT.IDLE': cancels(
    staysSignedOut.cancel,
  ),
  'auth.session.SIGNED_OUT.SIGNING_IN.PREPARING > xstate.done.actor.signIn [pageLeaves] > auth.session.SIGNED_OUT.SIGNING_IN.AWAY':
    leaves,
  'auth.session.SIGNED_OUT.SIGNING_IN.PREPARING > xstate.done.actor.signIn [signInIsPrepared] > auth.session.SIGNED_OUT.SIGNING_IN.COMPLETING':
    staysHere,
  'auth.session.SIGNED_OUT.SIGNING_IN.PREPARING > xstate.done.actor.signIn > auth.session.SIGNED_OUT.IDLE': cannotStart(
    staysSignedOut.start,
  ),
  'auth.session.SIGNED_OUT.SIGNING_IN.PREPARING > xstate.error.actor.signIn > auth.session.SIGNED_OUT.IDLE': broke(
    staysSignedOut.broke,
  ),
  'auth.session.SIGNED_OUT.SIGNING_IN.AWAY > user.cancel > auth.session.RESTORING.READING': cancelledAway,
  'auth.session.SIGNED_OUT.SIGNING_IN.AWAY > app.returned > auth.session.RESTORING.READING': cameBack,
  'auth.session.SIGNED_OUT.SIGNING_IN.COMPLETING > user.cancel > auth.session.SIGNED_OUT.IDLE': cancels(
    staysSignedOut.cancel,
  ),
  'auth.session.SIGNED_OUT.SIGNING_IN.COMPLETING > xstate.done.actor.signIn [signedIn] > auth.session.ACTIVE': accepted,
  'auth.session.SIGNED_OUT.SIGNING_IN.COMPLETING > xstate.done.actor.signIn > auth.session.SIGNED_OUT.IDLE':
    notAccepted(staysSignedOut.refused),
  'auth.session.SIGNED_OUT.SIGNING_IN.COMPLETING > xstate.error.actor.signIn > auth.session.SIGNED_OUT.IDLE': broke(
    staysSignedOut.broke,
  ),

  'auth.session.REAUTH_REQUIRED.SIGNING_IN > tab.signedIn': signedInNextDoor,
  'auth.session.REAUTH_REQUIRED.SIGNING_IN > tab.committed [offlineLimitEndedIt]': {
    label: 'Another tab reached the server',
    trigger: 'tab',
    why: 'Only the time offline had run out; if the sign-in here comes to nothing, the work opens all the same.',
  },
  'auth.session.REAUTH_REQUIRED.SIGNING_IN.PREPARING > user.cancel > auth.session.REAUTH_REQUIRED.IDLE': cancels(
    staysAsking.cancel,
  ),
  'auth.session.REAUTH_REQUIRED.SIGNING_IN.PREPARING > xstate.done.actor.signIn [pageLeaves] > auth.session.REAUTH_REQUIRED.SIGNING_IN.AWAY':
    leaves,
  'auth.session.REAUTH_REQUIRED.SIGNING_IN.PREPARING > xstate.done.actor.signIn [signInIsPrepared] > auth.session.REAUTH_REQUIRED.SIGNING_IN.COMPLETING':
    staysHere,
  'auth.session.REAUTH_REQUIRED.SIGNING_IN.PREPARING > xstate.done.actor.signIn > auth.session.REAUTH_REQUIRED.IDLE':
    cannotStart(staysAsking.start),
  'auth.session.REAUTH_REQUIRED.SIGNING_IN.PREPARING > xstate.error.actor.signIn > auth.session.REAUTH_REQUIRED.IDLE':
    broke(staysAsking.broke),
  'auth.session.REAUTH_REQUIRED.SIGNING_IN.AWAY > user.cancel > auth.session.RESTORING.READING': cancelledAway,
  'auth.session.REAUTH_REQUIRED.SIGNING_IN.AWAY > app.returned > auth.session.RESTORING.READING': cameBack,
  'auth.session.REAUTH_REQUIRED.SIGNING_IN.COMPLETING > user.cancel > auth.session.REAUTH_REQUIRED.IDLE': cancels(
    staysAsking.cancel,
  ),
  'auth.session.REAUTH_REQUIRED.SIGNING_IN.COMPLETING > xstate.done.actor.signIn [signedIn] > auth.session.ACTIVE':
    accepted,
  'auth.session.REAUTH_REQUIRED.SIGNING_IN.COMPLETING > xstate.done.actor.signIn > auth.session.REAUTH_REQUIRED.IDLE':
    notAccepted(staysAsking.refused),
  'auth.session.REAUTH_REQUIRED.SIGNING_IN.COMPLETING > xstate.error.actor.signIn > auth.session.REAUTH_REQUIRED.IDLE':
    broke(staysAsking.broke),

  'auth.session.LOCKED.SIGNING_IN > tab.signedIn': signedInNextDoor,
  'auth.session.LOCKED.SIGNING_IN.PREPARING > user.cancel > auth.session.LOCKED.IDLE': cancels(staysLocked.cancel),
  'auth.session.LOCKED.SIGNING_IN.PREPARING > xstate.done.actor.signIn [pageLeaves] > auth.session.LOCKED.SIGNING_IN.AWAY':
    leaves,
  'auth.session.LOCKED.SIGNING_IN.PREPARING > xstate.done.actor.signIn [signInIsPrepared] > auth.session.LOCKED.SIGNING_IN.COMPLETING':
    staysHere,
  'auth.session.LOCKED.SIGNING_IN.PREPARING > xstate.done.actor.signIn > auth.session.LOCKED.IDLE': cannotStart(
    staysLocked.start,
  ),
  'auth.session.LOCKED.SIGNING_IN.PREPARING > xstate.error.actor.signIn > auth.session.LOCKED.IDLE': broke(
    staysLocked.broke,
  ),
  'auth.session.LOCKED.SIGNING_IN.AWAY > user.cancel > auth.session.RESTORING.READING': cancelledAway,
  'auth.session.LOCKED.SIGNING_IN.AWAY > app.returned > auth.session.RESTORING.READING': cameBack,
  'auth.session.LOCKED.SIGNING_IN.COMPLETING > user.cancel > auth.session.LOCKED.IDLE': cancels(staysLocked.cancel),
  'auth.session.LOCKED.SIGNING_IN.COMPLETING > xstate.done.actor.signIn [signedIn] > auth.session.ACTIVE': accepted,
  'auth.session.LOCKED.SIGNING_IN.COMPLETING > xstate.done.actor.signIn > auth.session.LOCKED.IDLE': notAccepted(
    staysLocked.refused,
  ),
  'auth.session.LOCKED.SIGNING_IN.COMPLETING > xstate.error.actor.signIn > auth.session.LOCKED.IDLE': broke(
    staysLocked.broke,
  ),
} as const satisfies Record<
  SigningIn<'RESTORING'> | SigningIn<'SIGNED_OUT'> | SigningIn<'REAUTH_REQUIRED'> | SigningIn<'LOCKED'>,
  EdgeWords
>

/** What is left of a state's transitions once SIGNING_IN's are taken out. */
export type BesidesSigningIn<Id extends string> = Exclude<Id, keyof typeof signingInEdges>
