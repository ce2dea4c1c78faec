import type { AuthPlace } from '../../../src/testing/auth-model/auth-place.ts'
import { dueAt } from '../../../src/testing/auth-model/endings.ts'
import { viewOf } from '../../../src/view-of.ts'
import { runningActors } from '../../../src/testing/explore/place.ts'

/*
 * What the explorer may not do: moves that no port, no call and no other tab can bring about where createAuth runs.
 * Everything else has to be carried out.
 */

/** Events that the chart understands and nothing in createAuth sends yet: brought by `auth.actor` itself. */
export function isSentToActor(label: string, { snapshot }: AuthPlace): boolean {
  if (label === 'user.switchAccount') return snapshot.matches({ session: { SIGNED_OUT: 'SIGNING_OUT' } })
  return label === 'stepUp.exhausted' || label === 'user.stepUpRedirect'
}

export function isPossible(label: string, place: AuthPlace): boolean {
  const { snapshot } = place
  const { context } = snapshot
  const [what = ''] = label.split(' ')
  const at = (session: Parameters<typeof snapshot.matches>[0]): boolean => snapshot.matches(session)
  const isAuthenticated = snapshot.hasTag('authenticated')
  const awaits =
    at({ session: { SIGNED_OUT: 'IDLE' } }) || at({ session: 'REAUTH_REQUIRED' }) || at({ session: { LOCKED: 'IDLE' } })
  switch (what) {
    // The core looks at the record before it tells the chart, and tells only what is news where it stands.
    case 'tab.committed':
      return isAuthenticated && !label.includes('older')
    case 'tab.signedIn':
      return awaits
    case 'tab.signedOut':
      return context.account !== null && (isAuthenticated || (awaits && !at({ session: 'SIGNED_OUT' })))
    case 'tab.ended':
      return isAuthenticated || (at({ session: 'REAUTH_REQUIRED' }) && label.includes('locked'))
    case 'user.addAccount':
      return isSettled(place) && !viewOf(snapshot).isSigningIn
    case 'user.switchAccount':
      // It waits until it is settled who is here.
      return isSettled(place) || isSentToActor(label, place)
    case 'record.found':
      return at({ session: { SIGNED_OUT: 'IDLE' } }) && place.by === 'restore store_dead'
    case 'record.persisted':
      return label === 'record.persisted' && place.by === 'refresh granted'
    case 'record.described':
      return place.by === 'refresh granted'
    case 'signOut':
      // What is signed out and had a token owes the server a word about it.
      return label.startsWith('signOut signed_out') ? label.includes('outbox') === hadToken(place) : true
    case 'token.rejected':
    case 'token.wanted':
      return at({ session: 'ACTIVE' }) && label.includes('current')
    case 'user.stepUp':
      return isAuthenticated || at({ stepUp: 'REQUIRED' })
    case 'app.idled':
      return isAuthenticated
    case 'outbox.changed':
      // Somebody else has signed in where one account was expected: theirs is given back.
      return label.includes('one') && at({ session: { REAUTH_REQUIRED: { SIGNING_IN: 'COMPLETING' } } })
    case 'recheck':
      // Work that nobody could confirm is a failed check.
      return label !== 'recheck checked (unconfirmed)'
    case 'queue.changed':
      if (!label.includes('sendable')) return false
      return isAuthenticated || at({ session: 'REAUTH_REQUIRED' })
    case 'signIn':
      return isSignInEnd(label, place)
    case 'restore':
      // A record past the limit says so.
      if (label === 'restore ended (offline limit)') return false
      // What can't be read can't be counted.
      if (label === 'restore store_locked (with an outbox)') return false
      return label !== 'restore broke' || hasJustBegun('restore', place)
    case 'refresh':
      // The clock that dates a fault is the one thing that a flight does not survive.
      if (label === 'refresh broke') return false
      if (label === 'refresh busy (token lives)') return lives(place) || hasOutlived(place)
      if (label === 'refresh busy (token is dead)') return !lives(place)
      return true
    case 'sessionAlarm':
      // A ring says its own moment, whatever the wall clock was set to.
      if (label.endsWith('rang early')) return place.by === 'restore live (paused)' && at({ session: 'ACTIVE' })
      return !label.endsWith('broke') || canBreak(what, place)
    case 'drain':
      // What a silence has paused is not sent because there is more.
      return label !== 'drain drained (empty)' || !isHeldUp(place)
    case 'time':
    case 'verify':
      return true
    default:
      return !(what.endsWith('Alarm') && label.endsWith('broke')) || canBreak(what, place)
  }

  function lives({ now }: AuthPlace): boolean {
    return context.accessTokenExpiresAt !== null && context.accessTokenExpiresAt > now
  }
}

/** A token of a session that may not be used offline any more can still be good. */
function hasOutlived(place: AuthPlace): boolean {
  const told = ancestor(
    place,
    ({ by, snapshot }) => by.startsWith('restore past_limit') || snapshot.matches({ session: 'REAUTH_REQUIRED' }),
  )
  return told !== null && !told.snapshot.matches({ session: 'REAUTH_REQUIRED' })
}

function isSettled({ snapshot }: AuthPlace): boolean {
  return !snapshot.hasTag('loading') && !snapshot.matches({ session: { SIGNED_OUT: 'SIGNING_OUT' } })
}

function isHeldUp(place: AuthPlace): boolean {
  return ancestor(place, ({ by }) => by === 'drain drained (silent)' || by === 'drain drained (portal)') !== null
}

/** Whether a refresh token stood in the record when the sign-out began. */
function hadToken(place: AuthPlace): boolean {
  const before = ancestor(place, ({ snapshot }) => !snapshot.matches({ session: { SIGNED_OUT: 'SIGNING_OUT' } }))
  if (before === null) return false
  const { snapshot } = before
  const isCutOff = snapshot.matches({ session: 'REAUTH_REQUIRED' }) && snapshot.context.reauthReason === 'offline_limit'
  return snapshot.hasTag('authenticated') || isCutOff
}

function ancestor(place: AuthPlace, holds: (place: AuthPlace) => boolean): AuthPlace | null {
  for (let here: AuthPlace | null = place; here !== null; here = here.from) if (holds(here)) return here
  return null
}

function canBreak(id: string, place: AuthPlace): boolean {
  const actor = runningActors(place).find(([name]) => name === id)?.[1]
  return actor !== undefined && dueAt(actor) !== null && hasJustBegun(id, place) && place.from !== null
}

/** A timer that can't be set breaks its actor at once, or never. */
function hasJustBegun(id: string, place: AuthPlace): boolean {
  const actorOf = (from: AuthPlace | null): unknown =>
    from === null ? undefined : runningActors(from).find(([name]) => name === id)?.[1]
  return actorOf(place) !== actorOf(place.from)
}

function isSignInEnd(label: string, place: AuthPlace): boolean {
  const { snapshot } = place
  const isPreparing =
    snapshot.matches({ session: { RESTORING: { SIGNING_IN: 'PREPARING' } } }) ||
    snapshot.matches({ session: { SIGNED_OUT: { SIGNING_IN: 'PREPARING' } } }) ||
    snapshot.matches({ session: { REAUTH_REQUIRED: { SIGNING_IN: 'PREPARING' } } }) ||
    snapshot.matches({ session: { LOCKED: { SIGNING_IN: 'PREPARING' } } })
  if (label === 'signIn prepared') return isPreparing && hasJustBegun('signIn', place)
  if (label === 'signIn away') return isPreparing
  if (label === 'signIn signed_in') return !isPreparing
  return true
}
