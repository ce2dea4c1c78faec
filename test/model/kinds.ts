import type { MutationOperator } from '../../src/testing/explore/mutants.ts'
import type { ScopeName } from '../../src/testing/auth-model/worlds.ts'

/** A mutant of a kind that was named before anybody looked for one: what it does, where, and the promise it breaks. */
export interface NamedMutant {
  /** The beginning of the promise's name. */
  readonly breaks: string
  readonly operator: MutationOperator
  readonly edge: string
  readonly world: ScopeName
}

const mutant = (breaks: string, world: ScopeName, named: string): NamedMutant => {
  const [operator, edge = ''] = named.split(': ')
  return { breaks, world, operator: operator as MutationOperator, edge: `auth.${edge}` }
}

export const kinds: Readonly<Record<MutationOperator, string>> = {
  drop: 'drop a transition',
  unguard: 'remove a guard',
  retarget: 'swap targets',
  'forget actions': 'skip a wipe, or another action',
}

export const namedMutants: readonly NamedMutant[] = [
  mutant('S1', 'queue', 'drop: queue.STANDBY > always [sessionNoLongerSends] > auth.queue.CLOSED'),
  mutant('S4', 'queue', 'drop: session.REFRESHING > xstate.done.actor.refresh > auth.session.OFFLINE_STALE'),
  mutant(
    'S5',
    'queue',
    'unguard: session.REFRESHING > xstate.done.actor.refresh [recordIsGone] > auth.session.SIGNED_OUT.IDLE',
  ),
  mutant('S6', 'queue', 'drop: queue.DRAINING > always [sessionNoLongerSends] > auth.queue.CLOSED'),
  mutant(
    'S7',
    'session',
    'unguard: session.LOCKED.SIGNING_IN.COMPLETING > xstate.done.actor.signIn [signedIn] > auth.session.ACTIVE',
  ),
  mutant('S8', 'session', 'retarget: session.ACTIVE > always [offlineIsKnown] > auth.session.OFFLINE_STALE'),
  mutant(
    'S9 OFFLINE_STALE',
    'session',
    'drop: session.OFFLINE_STALE.PARKED > xstate.done.actor.sessionAlarm > auth.session.OFFLINE_STALE.PARKED',
  ),
  mutant(
    'S9 the attempt',
    'session',
    'drop: session.REAUTH_REQUIRED.RETURNING > xstate.done.actor.sessionAlarm > auth.session.REAUTH_REQUIRED.RETURNING',
  ),
  mutant('S10', 'session', 'drop: session > user.signOut > auth.session.SIGNED_OUT.SIGNING_OUT'),
  mutant(
    'S12',
    'session',
    'drop: session.RESTORING.READING > xstate.error.actor.restore > auth.session.SIGNED_OUT.IDLE',
  ),
  mutant(
    'S13',
    'session',
    'drop: session.RESTORING.READING > xstate.done.actor.restore [callbackIsPresent] > auth.session.RESTORING.COMPLETING',
  ),
  mutant(
    'S14',
    'session',
    'unguard: session.RESTORING.READING > xstate.done.actor.restore [sessionIsPastLimit] > auth.session.REFRESHING.RECOVERING',
  ),
  mutant('S15 nothing', 'session', 'forget actions: session > tab.signedOut > auth.session.SIGNED_OUT.IDLE'),
  mutant('S16 never ACTIVE', 'session', 'drop: session.ACTIVE > always [offlineIsKnown] > auth.session.OFFLINE_STALE'),
  mutant('S16 never DRAINING', 'queue', 'drop: queue.DRAINING > always [sessionNoLongerSends] > auth.queue.CLOSED'),
  mutant('S16 no grant', 'stepUp', 'drop: stepUp > always [grantsOutliveSession]'),
  mutant('S17', 'session', 'unguard: session.OFFLINE_STALE > user.retry [mayAsk] > auth.session.REFRESHING.RECOVERING'),
  mutant('L1 REFRESHING', 'queue', 'drop: session.REFRESHING > xstate.done.actor.refresh > auth.session.OFFLINE_STALE'),
  mutant('L1 every', 'queue', 'drop: session.REFRESHING > xstate.done.actor.refresh > auth.session.OFFLINE_STALE'),
  mutant('L2', 'queue', 'drop: queue.DRAINING > xstate.done.actor.drain > auth.queue.IDLE'),
  mutant(
    'L3 SIGNED_OUT',
    'revocation',
    'drop: session.SIGNED_OUT.SIGNING_OUT > xstate.done.actor.signOut > auth.session.SIGNED_OUT.IDLE',
  ),
  mutant(
    'L3 ACTIVE',
    'revocation',
    'drop: session.SIGNED_OUT.SIGNING_OUT > xstate.done.actor.signOut > auth.session.SIGNED_OUT.IDLE',
  ),
  mutant(
    'L4',
    'session',
    'unguard: session.OFFLINE_STALE.PARKED > always [networkIsSuspect] > auth.session.OFFLINE_STALE.DOUBTING',
  ),
  mutant(
    'T1',
    'session',
    'drop: session.REFRESHING > xstate.done.actor.refresh [refreshIsGranted] > auth.session.ACTIVE',
  ),
  mutant('T2', 'session', 'drop: session.ACTIVE > tab.ended [endingIsLocked] > auth.session.LOCKED'),
  mutant('T3', 'session', 'retarget: session > user.switchAccount > auth.session.RESTORING.READING'),
  mutant('T4', 'session', 'retarget: connectivity.ONLINE > network.suspected > auth.connectivity.SUSPECT'),
  mutant('T5', 'queue', 'drop: queue.STANDBY > always [sessionNoLongerSends] > auth.queue.CLOSED'),
  mutant('T6', 'stepUp', 'unguard: stepUp.NONE > app.idled [appLocks] > auth.stepUp.REQUIRED'),
  mutant('T7', 'revocation', 'drop: revocation.EMPTY > always [outboxWaits] > auth.revocation.WAITING'),
  mutant('T8', 'session', 'drop: session.RESTORING.READING > tab.signedIn > auth.session.RESTORING.READING'),
  mutant('T9', 'session', 'drop: connectivity.ONLINE.CLEAR > always [startsOffline] > auth.connectivity.OFFLINE'),
  mutant('M1', 'session', 'forget actions: session > tab.signedOut > auth.session.SIGNED_OUT.IDLE'),
  mutant('M2', 'session', 'forget actions: session > tab.signedOut > auth.session.SIGNED_OUT.IDLE'),
  mutant('M3', 'session', 'forget actions: session.ACTIVE > tab.ended [endingIsLocked] > auth.session.LOCKED'),
  mutant('M4', 'session', 'forget actions: session > user.addAccount > auth.session.RESTORING.SIGNING_IN'),
  mutant('M5', 'session', 'forget actions: connectivity.ONLINE > network.suspected > auth.connectivity.SUSPECT'),
  mutant(
    'M6',
    'queue',
    'forget actions: queue.STANDBY > xstate.done.actor.drainerLock [drainerIsAcquired] > auth.queue.CHECKING',
  ),
  mutant(
    'E1',
    'session',
    'forget actions: session.RESTORING.READING > xstate.error.actor.restore > auth.session.SIGNED_OUT.IDLE',
  ),
  mutant('E2', 'session', 'drop: session.RESTORING > stepUp.exhausted > auth.session.LOCKED'),
  mutant(
    'E3 a stretch of working offline is told where it ends',
    'session',
    'forget actions: session.REFRESHING > xstate.done.actor.refresh [refreshIsGranted] > auth.session.ACTIVE',
  ),
  mutant(
    'E4',
    'session',
    'forget actions: session.OFFLINE_STALE.PARKED > xstate.done.actor.sessionAlarm [warningIsDue] > auth.session.OFFLINE_STALE.PARKED',
  ),
  mutant('E5', 'queue', 'drop: queue.DRAINING > xstate.done.actor.drain [drainerIsFenced] > auth.queue.CLOSED'),
]
