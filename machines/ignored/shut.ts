import type { Ignored } from '../ignored.ts'

/* REAUTH_REQUIRED and LOCKED. */

export const ignoredWhileShut = [
  {
    state: 'auth.session.REAUTH_REQUIRED',
    events: ['user.stepUpRedirect', 'stepUp.exhausted'],
    reason: 'The user has to sign in from the start; proofs for single actions count only after that.',
  },
  {
    state: 'auth.session.REAUTH_REQUIRED',
    events: ['app.reported'],
    reason:
      'What could be reported is known or worse: the user has to sign in anyway, and the server then says the rest.',
  },
  {
    state: 'auth.session.REAUTH_REQUIRED',
    events: ['token.rejected', 'token.wanted'],
    reason: 'Access has ended and nothing may be renewed; requests are told why.',
  },
  {
    state: 'auth.session.REAUTH_REQUIRED',
    events: ['record.found'],
    reason: 'The record is known, and it says that the user has to sign in.',
  },
  {
    state: 'auth.session.REAUTH_REQUIRED.IDLE',
    events: ['user.cancel'],
    reason: 'No sign-in has been started yet.',
  },
  {
    state: 'auth.session.REAUTH_REQUIRED.IDLE',
    events: ['app.returned'],
    reason: 'No sign-in has been started from here, so no page has left.',
  },
  {
    state: 'auth.session.REAUTH_REQUIRED.CUT_OFF',
    events: ['user.cancel'],
    reason: 'The user waits for a network, which they cannot cancel; signing out stays open.',
  },
  {
    state: 'auth.session.REAUTH_REQUIRED.CUT_OFF',
    events: ['app.woke'],
    reason: 'The network is away or in doubt; its return is what is worth an attempt, and it is watched.',
  },
  {
    state: 'auth.session.REAUTH_REQUIRED.CUT_OFF',
    events: ['app.returned'],
    reason: 'This page waits for a network and has not left for a sign-in page.',
  },
  {
    state: 'auth.session.REAUTH_REQUIRED.RETURNING',
    events: ['user.cancel'],
    reason: 'The short wait for a place in the spread ends by itself; signing in and out stay open meanwhile.',
  },
  {
    state: 'auth.session.REAUTH_REQUIRED.RETURNING',
    events: ['app.returned'],
    reason: 'This page waits to ask the server once and has not left for a sign-in page.',
  },
  {
    state: 'auth.session.REAUTH_REQUIRED.SIGNING_IN',
    events: ['user.signIn'],
    reason: 'A sign-in is under way, and a second press of the button is the same wish.',
  },
  {
    state: 'auth.session.REAUTH_REQUIRED.SIGNING_IN',
    events: ['user.retry', 'app.woke'],
    reason: 'The user has chosen to sign in; a renewal on the side would race with it.',
  },
  {
    state: 'auth.session.REAUTH_REQUIRED.SIGNING_IN',
    events: ['tab.ended'],
    reason: 'Access had ended already; the sign-in under way will hear from the server what holds now.',
  },
  {
    state: 'auth.session.REAUTH_REQUIRED.SIGNING_IN.PREPARING',
    events: ['app.returned'],
    reason: 'The page is still here: it leaves only when the preparation has ended.',
  },
  {
    state: 'auth.session.REAUTH_REQUIRED.SIGNING_IN.COMPLETING',
    events: ['app.returned'],
    reason: 'This sign-in goes on without leaving the page, so no page can come back.',
  },

  {
    state: 'auth.session.LOCKED',
    events: ['user.stepUpRedirect', 'stepUp.exhausted'],
    reason: 'The account is locked already, and no proof but a fresh sign-in opens it.',
  },
  {
    state: 'auth.session.LOCKED',
    events: ['user.retry', 'app.woke'],
    reason: 'A locked account does not wait for a connection: neither time nor network opens it.',
  },
  {
    state: 'auth.session.LOCKED',
    events: ['tab.committed', 'tab.ended'],
    reason: 'A hint from another tab never unlocks; a verified sign-in there is announced by an event of its own.',
  },
  {
    state: 'auth.session.LOCKED',
    events: ['app.reported'],
    reason: 'Nothing worse can be reported of a locked account, and a report of anything better would not open it.',
  },
  {
    state: 'auth.session.LOCKED',
    events: ['token.rejected', 'token.wanted'],
    reason: 'A locked account has no access and gets none renewed; requests are told why.',
  },
  {
    state: 'auth.session.LOCKED',
    events: ['record.found'],
    reason: 'The record is known, and it says that the account is locked.',
  },
  {
    state: 'auth.session.LOCKED.IDLE',
    events: ['user.cancel'],
    reason: 'No fresh sign-in has been started yet.',
  },
  {
    state: 'auth.session.LOCKED.IDLE',
    events: ['app.returned'],
    reason: 'No fresh sign-in has been started from here, so no page has left.',
  },
  {
    state: 'auth.session.LOCKED.SIGNING_IN',
    events: ['user.signIn'],
    reason: 'A fresh sign-in is under way, and a second press of the button is the same wish.',
  },
  {
    state: 'auth.session.LOCKED.SIGNING_IN.PREPARING',
    events: ['app.returned'],
    reason: 'The page is still here: it leaves only when the preparation has ended.',
  },
  {
    state: 'auth.session.LOCKED.SIGNING_IN.COMPLETING',
    events: ['app.returned'],
    reason: 'This sign-in goes on without leaving the page, so no page can come back.',
  },
] as const satisfies readonly Ignored[]
