import type { SnapshotFrom } from 'xstate'
import type { authMachine } from '../machines/auth.machine.ts'
import type { UserFacts } from '../machines/facts.ts'
import type { AuthView } from './view.ts'

export type AuthSnapshot = SnapshotFrom<typeof authMachine>

const nobody: UserFacts = { id: '', name: null, email: null, picture: null }

/** What an app may see of a snapshot. Pure; the states decide, the context fills in. */
export function viewOf(snapshot: AuthSnapshot): AuthView {
  const { context } = snapshot
  const always = {
    persistence: context.persistence,
    connectivity: connectivityOf(snapshot),
    pending: context.pending,
    user: context.user,
    isSigningIn: isSigningIn(snapshot),
    problem: context.signInProblem,
  } as const
  const away = { ...always, isAuthenticated: false, isOnline: false } as const
  if (snapshot.matches({ session: 'RESTORING' })) return { ...away, status: 'RESTORING', waiting: waitingFor(snapshot) }
  if (snapshot.matches({ session: 'SIGNED_OUT' })) {
    const isSigningOut = snapshot.matches({ session: { SIGNED_OUT: 'SIGNING_OUT' } })
    return { ...away, user: null, status: 'SIGNED_OUT', reason: context.signedOutReason, isSigningOut }
  }
  if (snapshot.matches({ session: 'REAUTH_REQUIRED' }))
    return { ...away, status: 'REAUTH_REQUIRED', reason: context.reauthReason }
  if (snapshot.matches({ session: 'LOCKED' })) return { ...away, status: 'LOCKED', reason: context.lockedReason }

  const here = {
    ...always,
    user: context.user ?? nobody,
    isAuthenticated: true,
    confirmed: context.confirmed,
    lastServerContactAt: context.lastServerContactAt,
    offlineUntil: context.offlineLimitAt,
  } as const
  if (snapshot.matches({ session: 'ACTIVE' })) return { ...here, status: 'ACTIVE', isOnline: true }
  if (snapshot.matches({ session: 'REFRESHING' })) {
    return { ...here, status: 'REFRESHING', isOnline: snapshot.matches({ session: { REFRESHING: 'RENEWING' } }) }
  }
  return {
    ...here,
    status: 'OFFLINE_STALE',
    isOnline: false,
    reason: context.offlineReason,
    since: context.offlineSince ?? context.connectivitySince,
    retryAt: nextTry(snapshot),
    retryNotBefore: context.retryNotBefore,
  }
}

function connectivityOf(snapshot: AuthSnapshot): AuthView['connectivity'] {
  if (snapshot.matches({ connectivity: 'OFFLINE' })) return 'OFFLINE'
  return snapshot.matches({ connectivity: 'SUSPECT' }) ? 'SUSPECT' : 'ONLINE'
}

function isSigningIn(snapshot: AuthSnapshot): boolean {
  return (
    snapshot.matches({ session: { RESTORING: 'SIGNING_IN' } }) ||
    snapshot.matches({ session: { RESTORING: 'COMPLETING' } }) ||
    snapshot.matches({ session: { SIGNED_OUT: 'SIGNING_IN' } }) ||
    snapshot.matches({ session: { REAUTH_REQUIRED: 'SIGNING_IN' } }) ||
    snapshot.matches({ session: { LOCKED: 'SIGNING_IN' } })
  )
}

/** The page is leaving for the provider's sign-in. */
export function isAway(snapshot: AuthSnapshot): boolean {
  return (
    snapshot.matches({ session: { RESTORING: { SIGNING_IN: 'AWAY' } } }) ||
    snapshot.matches({ session: { SIGNED_OUT: { SIGNING_IN: 'AWAY' } } }) ||
    snapshot.matches({ session: { REAUTH_REQUIRED: { SIGNING_IN: 'AWAY' } } }) ||
    snapshot.matches({ session: { LOCKED: { SIGNING_IN: 'AWAY' } } })
  )
}

function waitingFor(snapshot: AuthSnapshot): 'unlock' | 'step_up' | null {
  if (snapshot.matches({ session: { RESTORING: 'UNLOCKING' } })) return 'unlock'
  return snapshot.matches({ session: { RESTORING: 'UNSEALING' } }) ? 'step_up' : null
}

/** The next attempt that starts by itself: none while the network is known to be away. */
function nextTry(snapshot: AuthSnapshot): AuthSnapshot['context']['retryAt'] {
  const { retryAt, reconnectAt } = snapshot.context
  if (snapshot.matches({ session: { OFFLINE_STALE: 'PARKED' } })) return null
  return snapshot.matches({ session: { OFFLINE_STALE: 'RETURNING' } }) ? reconnectAt : retryAt
}

/** Whether two views say the same, so that the older object can stand for both. */
export function isSameView(a: AuthView, b: AuthView): boolean {
  const [left, right] = [Object.entries(a), new Map(Object.entries(b))]
  return (
    left.length === right.size && left.every(([name, value]) => right.has(name) && Object.is(value, right.get(name)))
  )
}
