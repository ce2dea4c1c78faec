/*
 * Transitions that nothing around createAuth can bring about today, each with its reason. They are walked on the chart
 * itself, by the explorer; a test holds this list to be exact.
 */

const newsWaits =
  'The core looks at the record when hints come, and tells the chart only where it stands still: news from next door that comes meanwhile is looked at afterwards.'
const livesNextDoor =
  'Where the session has ended here, the core tells a live record next door as a sign-in: tab.signedIn.'
const endedHere =
  'Where the session has ended here, the core tells one further ending only: that the account is locked.'
const ringsOnTime = 'An alarm of createAuth says its own moment at least, whatever the wall clock was set to.'

export const notWalked: Readonly<Record<string, string>> = {
  'auth.session.RESTORING.READING > tab.signedIn > auth.session.RESTORING.READING': newsWaits,
  'auth.session.RESTORING.READING > tab.committed > auth.session.RESTORING.READING': newsWaits,
  'auth.session.RESTORING.READING > tab.ended > auth.session.RESTORING.READING': newsWaits,
  'auth.session.SIGNED_OUT.SIGNING_IN > tab.signedIn': newsWaits,
  'auth.session.SIGNED_OUT.SIGNING_OUT > tab.signedIn': newsWaits,
  'auth.session.LOCKED.SIGNING_IN > tab.signedIn': newsWaits,
  'auth.session.REAUTH_REQUIRED.IDLE > tab.committed [offlineLimitEndedIt] > auth.session.RESTORING.READING':
    livesNextDoor,
  'auth.session.REAUTH_REQUIRED.CUT_OFF > tab.committed > auth.session.RESTORING.READING': livesNextDoor,
  'auth.session.REAUTH_REQUIRED.RETURNING > tab.committed > auth.session.RESTORING.READING': livesNextDoor,
  'auth.session.REAUTH_REQUIRED.SIGNING_IN > tab.committed [offlineLimitEndedIt]': livesNextDoor,
  'auth.session.REAUTH_REQUIRED.IDLE > tab.ended > auth.session.REAUTH_REQUIRED': endedHere,
  'auth.session.REAUTH_REQUIRED.CUT_OFF > tab.ended > auth.session.REAUTH_REQUIRED': endedHere,
  'auth.session.REAUTH_REQUIRED.RETURNING > tab.ended > auth.session.REAUTH_REQUIRED': endedHere,
  'auth.session.OFFLINE_STALE.PARKED > xstate.done.actor.sessionAlarm > auth.session.OFFLINE_STALE.PARKED': ringsOnTime,
  'auth.session.OFFLINE_STALE.DOUBTING > xstate.done.actor.sessionAlarm > auth.session.OFFLINE_STALE.DOUBTING':
    ringsOnTime,
  'auth.session.OFFLINE_STALE.WAITING > xstate.done.actor.sessionAlarm > auth.session.OFFLINE_STALE.WAITING':
    ringsOnTime,
  'auth.session.OFFLINE_STALE.RETURNING > xstate.done.actor.sessionAlarm > auth.session.OFFLINE_STALE.RETURNING':
    ringsOnTime,
  'auth.session.REAUTH_REQUIRED.RETURNING > xstate.done.actor.sessionAlarm > auth.session.REAUTH_REQUIRED.RETURNING':
    ringsOnTime,
  'auth.session.OFFLINE_STALE.RETURNING > xstate.done.actor.sessionAlarm [limitIsPassed] > auth.session.REAUTH_REQUIRED':
    'Waiting for its place in the spread takes an attempt since the limit, a pause that stands and a session that is shown; an attempt past the limit leaves none of it.',
}
