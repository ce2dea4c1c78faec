import type { Ignored } from '../ignored.ts'

/* ACTIVE, REFRESHING and OFFLINE_STALE. */

export const ignoredWhileSignedIn = [
  {
    state: 'auth.session.ACTIVE',
    events: ['user.signIn'],
    reason: 'The user is signed in; one more account is added by an event of its own.',
  },
  {
    state: 'auth.session.ACTIVE',
    events: ['user.cancel'],
    reason: 'No sign-in is under way; a cancelled prompt is the step-up region’s affair.',
  },
  {
    state: 'auth.session.ACTIVE',
    events: ['user.retry'],
    reason: 'The connection works as far as anybody knows, so there is nothing to try again.',
  },
  {
    state: 'auth.session.ACTIVE',
    events: ['tab.signedIn'],
    reason: 'Each tab keeps the account it shows; a sign-in next door may be somebody else’s.',
  },
  {
    state: 'auth.session.ACTIVE',
    events: ['app.woke'],
    reason: 'The alarm survives sleep and rings by itself when the renewal came due meanwhile.',
  },
  {
    state: 'auth.session.ACTIVE',
    events: ['app.returned'],
    reason: 'This page shows the user’s work and has not left for a sign-in page.',
  },
  {
    state: 'auth.session.ACTIVE',
    events: ['record.found'],
    reason: 'The record this tab works with was found long ago.',
  },

  {
    state: 'auth.session.REFRESHING',
    events: ['user.signIn'],
    reason: 'The user counts as signed in; only the answer under way can change that.',
  },
  {
    state: 'auth.session.REFRESHING',
    events: ['user.cancel'],
    reason: 'A renewal that may have been sent is never taken back: its answer could be the only copy.',
  },
  {
    state: 'auth.session.REFRESHING',
    events: ['user.retry', 'app.woke', 'token.rejected', 'token.wanted'],
    reason: 'The server is being asked at this moment, and everybody who wants an answer gets that one.',
  },
  {
    state: 'auth.session.REFRESHING',
    events: ['tab.signedIn'],
    reason:
      'Each tab keeps the account it shows; a new sign-in of the same account comes back with the renewal’s own outcome.',
  },
  {
    state: 'auth.session.REFRESHING',
    events: ['tab.ended'],
    reason: 'The renewal reads the same record and ends with what the other tab learned.',
  },
  {
    state: 'auth.session.REFRESHING',
    events: ['app.returned'],
    reason: 'This page is renewing access in the background and has not left for a sign-in page.',
  },
  {
    state: 'auth.session.REFRESHING',
    events: ['record.found'],
    reason: 'The record is known; whether it is still there the renewal finds out itself.',
  },

  {
    state: 'auth.session.OFFLINE_STALE',
    events: ['user.signIn'],
    reason: 'The user is signed in and works on; without a server a sign-in could not succeed either.',
  },
  {
    state: 'auth.session.OFFLINE_STALE',
    events: ['user.cancel'],
    reason: 'Nothing is under way that the user started; waiting for the server needs no cancelling.',
  },
  {
    state: 'auth.session.OFFLINE_STALE',
    events: ['tab.signedIn'],
    reason: 'Each tab keeps the account it shows; if it is the same one, the other tab’s commit says so.',
  },
  {
    state: 'auth.session.OFFLINE_STALE',
    events: ['token.rejected', 'token.wanted'],
    reason: 'The server cannot be asked for more right now; the request is told so at once and starts nothing.',
  },
  {
    state: 'auth.session.OFFLINE_STALE',
    events: ['app.returned'],
    reason: 'This page shows work done offline and has not left for a sign-in page.',
  },
  {
    state: 'auth.session.OFFLINE_STALE',
    events: ['record.found'],
    reason: 'The record is known and in use; only the server is missing.',
  },
  {
    state: 'auth.session.OFFLINE_STALE.CHOOSING',
    events: ['app.woke'],
    reason: 'This state passes in the same step it is entered in, so no event ever finds it.',
  },
  {
    state: 'auth.session.OFFLINE_STALE.PARKED',
    events: ['app.woke'],
    reason: 'The device says that there is no network: an attempt would be in vain until that changes.',
  },
] as const satisfies readonly Ignored[]
