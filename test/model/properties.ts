import { runningActors } from './moves.ts'
import type { Place, Step } from './walk.ts'

/** A promise of the chart: wherever its premise is met, it holds. Numbers are those of the statechart's design. */
export interface Property {
  readonly name: string
  readonly when: (step: Step) => boolean
  readonly holds: (step: Step) => boolean
}

const at = ({ snapshot }: Place, session: string): boolean => sessionOf(snapshot.value) === session
const authenticated = ({ snapshot }: Place): boolean => snapshot.hasTag('authenticated')
const runs = (place: Place, id: string): boolean => runningActors(place).some(([actor]) => actor === id)

/** Ends that only the network, a server that can't answer or time can bring about. */
const networkOnly = [
  /^network\./,
  /^refresh failed/,
  /^refresh busy/,
  /^signIn failed \((silent|portal)\)/,
  /^probe (?!broke)/,
  /^recheck failed/,
  /^drain drained \((silent|portal)\)/,
  /^connectivityAlarm rang/,
  /^sessionAlarm rang/,
  /^time passes/,
] as const

function sessionOf(value: Step['after']['snapshot']['value']): string {
  return typeof value.session === 'string' ? value.session : (Object.keys(value.session)[0] ?? '')
}

export const properties: readonly Property[] = [
  {
    name: 'S1 SIGNED_OUT.IDLE and LOCKED.IDLE hold no session child and no session alarm',
    when: ({ after }) =>
      after.snapshot.matches({ session: { SIGNED_OUT: 'IDLE' } }) ||
      after.snapshot.matches({ session: { LOCKED: 'IDLE' } }),
    holds: ({ after }) =>
      !['refresh', 'signIn', 'restore', 'sessionAlarm', 'drain', 'recheck', 'drainerLock'].some((id) =>
        runs(after, id),
      ),
  },
  {
    name: 'S3 the generation never falls while an account is shown as signed in',
    when: ({ before, after }) =>
      authenticated(before) &&
      authenticated(after) &&
      before.snapshot.context.account === after.snapshot.context.account,
    holds: ({ before, after }) => after.snapshot.context.generation >= before.snapshot.context.generation,
  },
  {
    name: 'S4 REFRESHING has exactly one refresh under way, and nothing else has any',
    when: ({ before, after }) => at(after, 'REFRESHING') || at(before, 'REFRESHING'),
    holds: ({ after }) => runs(after, 'refresh') === at(after, 'REFRESHING'),
  },
  {
    name: 'S8 a network failure alone never ends a session',
    when: ({ before, move }) => authenticated(before) && networkOnly.some((cause) => cause.test(move.label)),
    holds: ({ after }) =>
      authenticated(after) ||
      (at(after, 'REAUTH_REQUIRED') &&
        after.snapshot.context.reauthReason === 'offline_limit' &&
        after.snapshot.context.offlineLimitAt !== null &&
        after.snapshot.context.offlineLimitAt <= after.now),
  },
  {
    name: 'S9 OFFLINE_STALE always has an end in sight',
    when: ({ after }) => at(after, 'OFFLINE_STALE') && after.snapshot.context.offlineLimitAt !== null,
    holds: ({ after }) => runs(after, 'sessionAlarm'),
  },
  {
    name: 'S9 offline work begins no earlier than the last contact with the server',
    when: ({ after }) => at(after, 'OFFLINE_STALE') && after.snapshot.context.lastServerContactAt !== null,
    holds: ({ before, after }) =>
      (after.snapshot.context.offlineSince ?? 0) >=
      Math.min(after.snapshot.context.lastServerContactAt ?? 0, before.snapshot.context.offlineSince ?? Infinity),
  },
  {
    name: 'S10 signing out leads to SIGNED_OUT at once, from everywhere',
    when: ({ move }) => move.label === 'user.signOut',
    holds: ({ after }) => at(after, 'SIGNED_OUT'),
  },
  {
    name: 'S12 the machine never stops',
    when: () => true,
    holds: ({ after, thrown }) => thrown === null && after.snapshot.status === 'active',
  },
  {
    name: 'S14 the tags agree with the states',
    when: () => true,
    holds: ({ after }) =>
      authenticated(after) === ['ACTIVE', 'REFRESHING', 'OFFLINE_STALE'].some((state) => at(after, state)) &&
      after.snapshot.hasTag('blocking') === ['REAUTH_REQUIRED', 'LOCKED'].some((state) => at(after, state)),
  },
  {
    name: 'S16 never ACTIVE while OFFLINE',
    when: ({ after }) => after.snapshot.matches({ connectivity: 'OFFLINE' }),
    holds: ({ after }) => !at(after, 'ACTIVE'),
  },
  {
    name: 'S16 never DRAINING outside ACTIVE and REFRESHING.RENEWING',
    when: ({ after }) => after.snapshot.matches({ queue: 'DRAINING' }),
    holds: ({ after }) => at(after, 'ACTIVE') || after.snapshot.matches({ session: { REFRESHING: 'RENEWING' } }),
  },
  {
    name: 'S16 no grant outside the authenticated states',
    when: ({ before, after }) => before.snapshot.context.grants.length + after.snapshot.context.grants.length > 0,
    holds: ({ after }) => after.snapshot.context.grants.length === 0 || authenticated(after),
  },
  {
    name: 'S17 no refresh starts before the pause that the server asked for is over',
    // A broken actor is no answer of a server; its state has to move on, and the shared breaker holds the request.
    when: ({ before, after, move }) =>
      after.pause !== null && !/ broke/.test(move.label) && startsRefresh(before, after),
    holds: ({ after }) => after.pause !== null && after.now >= after.pause,
  },
  {
    name: 'L1 every end of a refresh ends REFRESHING, or begins another refresh',
    when: ({ before, move }) => at(before, 'REFRESHING') && move.label.startsWith('refresh '),
    holds: ({ before, after }) => !at(after, 'REFRESHING') || startsRefresh(before, after),
  },
  {
    name: 'L4 no circle of automatic transitions',
    when: () => true,
    holds: ({ thrown }) => !(thrown instanceof Error && thrown.message.startsWith('Infinite loop')),
  },
]

function startsRefresh(before: Place, after: Place): boolean {
  const refreshOf = ({ snapshot }: Place): unknown => new Map(Object.entries(snapshot.children)).get('refresh')
  return refreshOf(after) !== undefined && refreshOf(after) !== refreshOf(before)
}
