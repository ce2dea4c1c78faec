import { initialContext } from '../../../machines/context.ts'
import type { RestoreFinding } from '../../../machines/outcomes.ts'
import { instant } from '../../../machines/time.ts'
import { viewOf } from '../../view-of.ts'
import { inputOf, runningActors } from '../explore/place.ts'
import type { Safety } from '../explore/properties.ts'
import type { AuthMachine, AuthPlace, AuthStep, Pause } from './auth-place.ts'
import { countsWork, leavesLock, networkOnly } from './causes.ts'
import { endingsTable } from './endings-table.ts'
import { memoryKept } from './tables/memory.ts'
import { tablesKept } from './tables/tables.ts'
import { toldRight } from './tables/told.ts'

const at = ({ snapshot }: AuthPlace, session: string): boolean => sessionOf(snapshot.value) === session
const authenticated = ({ snapshot }: AuthPlace): boolean => snapshot.hasTag('authenticated')
const runs = (place: AuthPlace, id: string): boolean => runningActors(place).some(([actor]) => actor === id)

function sessionOf(value: AuthStep['after']['snapshot']['value']): string {
  return typeof value.session === 'string' ? value.session : (Object.keys(value.session)[0] ?? '')
}

/** Where each finding of a restore may lead. */
const restored = {
  nothing: ['SIGNED_OUT'],
  callback: ['RESTORING.COMPLETING'],
  wrapped: ['RESTORING.UNSEALING'],
  store_locked: ['RESTORING.UNLOCKING'],
  store_dead: ['SIGNED_OUT'],
  live: ['ACTIVE', 'OFFLINE_STALE'],
  due: ['REFRESHING', 'OFFLINE_STALE'],
  past_limit: ['REFRESHING', 'REAUTH_REQUIRED'],
  ended: ['REAUTH_REQUIRED'],
  locked: ['LOCKED'],
} as const satisfies Record<RestoreFinding['kind'], readonly string[]>

function kindOf(label: string): RestoreFinding['kind'] | null {
  const [actor, kind] = label.split(' ')
  return actor !== 'restore' ? null : (Object.keys(restored).find(isFinding(kind)) ?? null)
}

const isFinding =
  (kind: string | undefined) =>
  (known: string): known is RestoreFinding['kind'] =>
    known === kind

const firstDay = initialContext({ at: instant(0), offline: false, chance: 0 })
const declared = new Set(Object.keys(firstDay))
const somebodys = ['account', 'user', 'generation', 'accessTokenExpiresAt', 'grants', 'report'] as const
const gone = Object.fromEntries(somebodys.map((field) => [field, JSON.stringify(firstDay[field])]))

/** `ACTIVE`, `RESTORING.READING`, … */
function stateOf({ snapshot: { value } }: AuthPlace): string {
  const inner = (nested: unknown): readonly string[] =>
    typeof nested === 'object' && nested !== null
      ? Object.entries(nested).flatMap(([key, rest]) => [key, ...inner(rest)])
      : [String(nested)]
  return inner(value.session).join('.')
}

function accountOf(place: AuthPlace, id: string): unknown {
  const actor = runningActors(place).find(([name]) => name === id)?.[1]
  const input = actor === undefined ? null : inputOf(actor)
  return typeof input === 'object' && input !== null && 'account' in input ? input.account : null
}

/** What holds at every step. Numbers are those of the statechart's design. */
export const safety: readonly Safety<AuthMachine, Pause>[] = [
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
    name: 'S5 unsent work is forgotten only by the queue’s own word, or with its account',
    when: ({ before, move }) =>
      before.snapshot.context.pending > 0 && !countsWork.some((cause) => cause.test(move.label)),
    holds: ({ before, after }) => after.snapshot.context.pending === before.snapshot.context.pending,
  },
  {
    name: 'S6 work is sent only for the account that is shown',
    when: ({ after }) => runs(after, 'drain'),
    holds: ({ after }) => accountOf(after, 'drain') === after.snapshot.context.account,
  },
  {
    name: 'S7 a locked account opens only by a verified sign-in; otherwise its record is read again or it is left',
    when: ({ before, after }) => at(before, 'LOCKED') && !at(after, 'LOCKED'),
    holds: ({ after, move }) =>
      move.label === 'signIn signed_in' || (!authenticated(after) && leavesLock.some((act) => act.test(move.label))),
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
    name: 'S9 the attempt that the network’s return is worth after the limit has its moment',
    when: ({ after }) => after.snapshot.matches({ session: { REAUTH_REQUIRED: 'RETURNING' } }),
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
    name: 'S10 signing out leads to SIGNED_OUT at once, from everywhere, and wipes once',
    when: ({ move }) => move.label === 'user.signOut',
    holds: ({ before, after }) =>
      after.snapshot.matches({ session: { SIGNED_OUT: 'SIGNING_OUT' } }) &&
      (!before.snapshot.matches({ session: { SIGNED_OUT: 'SIGNING_OUT' } }) ||
        before.snapshot.children.signOut === after.snapshot.children.signOut),
  },
  {
    name: 'S12 the machine never stops',
    when: () => true,
    holds: ({ after, thrown }) => thrown === null && after.snapshot.status === 'active',
  },
  {
    name: 'S13 whatever a store can hold restores to an allowed state',
    when: ({ before, move }) =>
      before.snapshot.matches({ session: { RESTORING: 'READING' } }) && kindOf(move.label) !== null,
    holds: ({ after, move }) => {
      const kind = kindOf(move.label)
      return kind !== null && restored[kind].some((state) => stateOf(after).startsWith(state))
    },
  },
  {
    name: 'S14 the view agrees with the tags and the states, and shows who is signed in',
    when: () => true,
    holds: ({ after }) => {
      const { status, isAuthenticated, user } = viewOf(after.snapshot)
      const isBlocking = status === 'REAUTH_REQUIRED' || status === 'LOCKED'
      return (
        at(after, status) &&
        isAuthenticated === authenticated(after) &&
        (!isAuthenticated || (user !== null && user.id !== '')) &&
        isBlocking === after.snapshot.hasTag('blocking')
      )
    },
  },
  {
    name: 'S15 nothing of anybody is left in the chart once nobody is signed in',
    when: ({ after }) => after.snapshot.matches({ session: { SIGNED_OUT: 'IDLE' } }),
    holds: ({ after }) => somebodys.every((field) => JSON.stringify(after.snapshot.context[field]) === gone[field]),
  },
  {
    name: 'S15 the chart holds nothing but what it declares, and no secret is declared',
    when: () => true,
    holds: ({ after }) => Object.keys(after.snapshot.context).every((field) => declared.has(field)),
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
    name: 'S16 no grant outside the authenticated states, but while what it opened is read',
    when: ({ before, after }) => before.snapshot.context.grants.length + after.snapshot.context.grants.length > 0,
    holds: ({ after }) =>
      after.snapshot.context.grants.length === 0 ||
      authenticated(after) ||
      (at(after, 'RESTORING') && after.snapshot.context.unsealed),
  },
  {
    name: 'S17 no refresh starts before the pause that the server asked for is over',
    // A broken actor is no answer of a server; its state has to move on, and the shared breaker holds the request.
    when: ({ before, after, move }) =>
      typeof after.memory === 'number' && !/ broke/.test(move.label) && startsRefresh(before, after),
    holds: ({ after }) => typeof after.memory === 'number' && after.now >= after.memory,
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
  ...endingsTable,
  ...tablesKept,
  ...memoryKept,
  ...toldRight,
]

function startsRefresh(before: AuthPlace, after: AuthPlace): boolean {
  const refreshOf = ({ snapshot }: AuthPlace): unknown => new Map(Object.entries(snapshot.children)).get('refresh')
  return refreshOf(after) !== undefined && refreshOf(after) !== refreshOf(before)
}
