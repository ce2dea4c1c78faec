import type { Ignored } from '../ignored.ts'

/* RESTORING and SIGNED_OUT. */

export const ignoredWhileOpening = [
  {
    state: 'auth.session.RESTORING.READING',
    events: ['user.signIn'],
    reason: 'Nobody knows yet whether a sign-in is needed; the screen offers none before the record has been read.',
  },
  {
    state: 'auth.session.RESTORING.UNLOCKING',
    events: ['user.signIn'],
    reason: 'The record may well hold a session; it is read as soon as the device lets the app at its storage.',
  },
  {
    state: 'auth.session.RESTORING.UNSEALING',
    events: ['user.signIn'],
    reason: 'Somebody is signed in here already; their proof opens the record, not another sign-in.',
  },
  {
    state: 'auth.session.RESTORING.COMPLETING',
    events: ['user.signIn'],
    reason: 'A sign-in is being completed at this moment; a second one would compete with it.',
  },
  {
    state: 'auth.session.RESTORING.SIGNING_IN',
    events: ['user.signIn'],
    reason: 'A sign-in for one more account or a stronger proof is under way; it ends or is cancelled first.',
  },
  {
    state: 'auth.session.RESTORING',
    events: ['user.stepUpRedirect'],
    reason: 'No action can be asked for while the work is not open, so nothing needs a stronger sign-in.',
  },
  {
    state: 'auth.session.RESTORING.UNLOCKING',
    events: ['tab.signedIn', 'tab.committed', 'tab.ended'],
    reason:
      'Nothing can be read while the device keeps its storage shut; once it opens, the news is read with the rest.',
  },
  {
    state: 'auth.session.RESTORING.UNSEALING',
    events: ['tab.signedIn', 'tab.committed', 'tab.ended'],
    reason: 'What the other tab stored is under the same seal; it is read as soon as the PIN has opened it.',
  },
  {
    state: 'auth.session.RESTORING.COMPLETING',
    events: ['tab.signedIn', 'tab.committed', 'tab.ended'],
    reason: 'The callback is being exchanged for a sign-in of its own; if that fails, the record is read anyway.',
  },
  {
    state: 'auth.session.RESTORING.SIGNING_IN',
    events: ['tab.signedIn', 'tab.committed', 'tab.ended'],
    reason: 'The sign-in under way brings its own answer; given up, it leads to a fresh look at the record.',
  },
  {
    state: 'auth.session.RESTORING',
    events: ['app.reported'],
    reason: 'Reports count only from states that show the user as signed in; here nobody is shown.',
  },
  {
    state: 'auth.session.RESTORING',
    events: ['token.rejected', 'token.wanted'],
    reason: 'No access has been handed out yet: requests wait until the record has been read.',
  },
  {
    state: 'auth.session.RESTORING',
    events: ['record.found'],
    reason: 'This answers a storage that was given up on; while restoring nobody has given it up.',
  },
  {
    state: 'auth.session.RESTORING.READING',
    events: ['user.cancel'],
    reason: 'Reading takes at most two seconds and there is nothing behind it to go back to.',
  },
  {
    state: 'auth.session.RESTORING.READING',
    events: ['user.retry', 'app.woke'],
    reason: 'The record is being read at this moment; asking again would read the same.',
  },
  {
    state: 'auth.session.RESTORING.READING',
    events: ['app.returned'],
    reason: 'This page has not left for a sign-in page, so it cannot have come back from one.',
  },
  {
    state: 'auth.session.RESTORING.UNLOCKING',
    events: ['user.cancel'],
    reason: 'The device keeps its storage shut whatever the user cancels; signing out and other accounts stay open.',
  },
  {
    state: 'auth.session.RESTORING.UNLOCKING',
    events: ['app.returned'],
    reason: 'This page waits for the device to be unlocked and has not left for a sign-in page.',
  },
  {
    state: 'auth.session.RESTORING.UNSEALING',
    events: ['user.cancel'],
    reason: 'The prompt is cancelled in the step-up region; the record stays sealed, so this state stays too.',
  },
  {
    state: 'auth.session.RESTORING.UNSEALING',
    events: ['user.retry', 'app.woke'],
    reason: 'Only the PIN opens the record; reading it again without one would end here once more.',
  },
  {
    state: 'auth.session.RESTORING.UNSEALING',
    events: ['app.returned'],
    reason: 'This page waits for a PIN and has not left for a sign-in page.',
  },
  {
    state: 'auth.session.RESTORING.COMPLETING',
    events: ['user.cancel'],
    reason: 'The code from the callback can be spent only once and may be on its way, so its answer is awaited.',
  },
  {
    state: 'auth.session.RESTORING.COMPLETING',
    events: ['user.retry', 'app.woke'],
    reason: 'The exchange is under way; its own end decides, and a second one would spend the code twice.',
  },
  {
    state: 'auth.session.RESTORING.COMPLETING',
    events: ['app.returned'],
    reason: 'The page has come back with a finished callback; it is no longer away.',
  },
  {
    state: 'auth.session.RESTORING.SIGNING_IN',
    events: ['user.retry', 'app.woke'],
    reason: 'The user is signing in; trying the connection is part of that and needs no push.',
  },
  {
    state: 'auth.session.RESTORING.SIGNING_IN.PREPARING',
    events: ['app.returned'],
    reason: 'The page is still here: it leaves only when the preparation has ended.',
  },
  {
    state: 'auth.session.RESTORING.SIGNING_IN.COMPLETING',
    events: ['app.returned'],
    reason: 'This sign-in goes on without leaving the page, so no page can come back.',
  },

  {
    state: 'auth.session.SIGNED_OUT',
    events: ['tab.signedOut'],
    reason: 'This tab is signed out or about to be; another tab saying so changes nothing.',
  },
  {
    state: 'auth.session.SIGNED_OUT',
    events: ['user.stepUpRedirect', 'stepUp.exhausted'],
    reason: 'Nobody is signed in, so there is nobody to prove anything and nothing to lock.',
  },
  {
    state: 'auth.session.SIGNED_OUT',
    events: ['user.retry'],
    reason: 'Signed out does not wait for a connection, so there is nothing to try again.',
  },
  {
    state: 'auth.session.SIGNED_OUT',
    events: ['tab.committed', 'tab.ended'],
    reason:
      'These speak of a signed-in account; this tab shows none, and a new sign-in is announced by an event of its own.',
  },
  {
    state: 'auth.session.SIGNED_OUT',
    events: ['app.reported'],
    reason: 'A report about an account that is not signed in here has nothing left to end.',
  },
  {
    state: 'auth.session.SIGNED_OUT',
    events: ['token.rejected', 'token.wanted'],
    reason: 'Signed out has no access to renew; late answers to older requests end with those requests.',
  },
  {
    state: 'auth.session.SIGNED_OUT',
    events: ['app.woke'],
    reason: 'Nothing here depends on time; whoever comes back finds the sign-in offered as before.',
  },
  {
    state: 'auth.session.SIGNED_OUT.IDLE',
    events: ['user.cancel'],
    reason: 'Nothing has been started that could be cancelled.',
  },
  {
    state: 'auth.session.SIGNED_OUT.IDLE',
    events: ['app.returned'],
    reason: 'This page is not away at a sign-in page; the one that was has been given up already.',
  },
  {
    state: 'auth.session.SIGNED_OUT.SIGNING_IN',
    events: ['user.signIn', 'user.addAccount'],
    reason: 'A sign-in is under way, and a second press of the button is the same wish.',
  },
  {
    state: 'auth.session.SIGNED_OUT.SIGNING_IN',
    events: ['record.found'],
    reason:
      'The user is signing in here, perhaps as somebody else; their own sign-in is not torn away from under them.',
  },
  {
    state: 'auth.session.SIGNED_OUT.SIGNING_IN.PREPARING',
    events: ['app.returned'],
    reason: 'The page is still here: it leaves only when the preparation has ended.',
  },
  {
    state: 'auth.session.SIGNED_OUT.SIGNING_IN.COMPLETING',
    events: ['app.returned'],
    reason: 'This sign-in goes on without leaving the page, so no page can come back.',
  },
  {
    state: 'auth.session.SIGNED_OUT.SIGNING_OUT',
    events: ['user.signOut'],
    reason: 'Signing out is under way and wipes once; a second press changes nothing.',
  },
  {
    state: 'auth.session.SIGNED_OUT.SIGNING_OUT',
    events: ['user.signIn', 'user.addAccount'],
    reason: 'The device is being cleared; the sign-in is offered as soon as that is done, a moment later.',
  },
  {
    state: 'auth.session.SIGNED_OUT.SIGNING_OUT',
    events: ['user.cancel'],
    reason: 'Clearing has begun and half-cleared is worse than either; it cannot be taken back.',
  },
  {
    state: 'auth.session.SIGNED_OUT.SIGNING_OUT',
    events: ['record.found'],
    reason: 'The user wants to be signed out here, whatever is found in the storage; clearing is finished first.',
  },
  {
    state: 'auth.session.SIGNED_OUT.SIGNING_OUT',
    events: ['app.returned'],
    reason: 'This page is clearing the device, not away at a sign-in page.',
  },
] as const satisfies readonly Ignored[]
