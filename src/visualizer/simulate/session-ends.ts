import type { AuthContext } from '../../../machines/context.ts'
import type { ActorEvent } from '../../../machines/events.ts'
import { accountHash, type Evidence, type SessionFacts, type UserFacts } from '../../../machines/facts.ts'
import type { QueueFacts } from '../../../machines/outcomes.ts'
import {
  lockedReasons,
  offlineReasons,
  reauthReasons,
  signedOutReasons,
  type OfflineReason,
} from '../../../machines/reasons.ts'
import { after, generation, instant, type Instant } from '../../../machines/time.ts'

export interface Seen {
  readonly context: AuthContext
  readonly now: Instant
}

/** Alarms ring and say nothing else. */
type ActorId = Exclude<ActorEvent['actorId'], `${string}Alarm`>
type Untimed<Output> = Output extends unknown ? Omit<Output, 'at'> : never
type EndsOf<Id extends ActorId> = Untimed<Extract<ActorEvent, { readonly actorId: Id }>['output']>
type Ends = { readonly [Id in ActorId]: (seen: Seen) => Readonly<Record<string, EndsOf<Id>>> }

const minute = 60_000
const day = 1_440 * minute
const person: UserFacts = { id: 'mira', name: 'Mira Okafor', email: 'mira@northgate.example', picture: null }
const account = accountHash('mira')
const backlog = { outbox: 0, pending: 0 } as const
const asked = { evidence: 'none' } as const
const answered = { evidence: 'answered' } as const
const silent = { evidence: 'silent' } as const

/** A stored session as it stands at a moment: an hour of access, a week offline. */
export function sessionAt({ context, now }: Seen, given: Partial<SessionFacts> = {}): SessionFacts {
  return {
    account: context.account ?? account,
    user: person,
    generation: generation(context.generation + 1),
    accessTokenExpiresAt: after(now, 60 * minute),
    refreshDueAt: after(now, 55 * minute),
    refreshTokenExpiresAt: null,
    lastServerContactAt: now,
    offlineLimitAt: after(now, 7 * day),
    persistence: 'durable',
    ...given,
  }
}

/** How each of the chart's actors may end, by name: what a reader can set off in a copy of the session. */
export const sessionEnds: Ends = {
  restore: (seen) => {
    const found = { ...asked, ...backlog, offline: null }
    const old = instant(seen.now - 8 * day)
    return {
      ...named(signedOutReasons, (reason) => ({
        ...{ ...asked, ...backlog, kind: 'nothing', reason, persistence: 'durable' },
      })),
      live: { ...found, kind: 'live', session: sessionAt(seen) },
      'live, with work': { ...found, pending: 3, kind: 'live', session: sessionAt(seen) },
      due: { ...found, pending: 2, kind: 'due', session: sessionAt(seen, { refreshDueAt: seen.now }) },
      'past limit': {
        ...{ ...found, kind: 'past_limit' },
        session: sessionAt(seen, { accessTokenExpiresAt: old, refreshDueAt: old, offlineLimitAt: old }),
      },
      callback: { ...asked, ...backlog, kind: 'callback' },
      wrapped: { ...asked, ...backlog, kind: 'wrapped', account },
      'store locked': { ...asked, ...backlog, kind: 'store_locked' },
      'store dead': { ...asked, ...backlog, kind: 'store_dead' },
      ...named(reauthReasons, (reason) => ({ ...asked, ...backlog, kind: 'ended', account, user: person, reason })),
      ...named(lockedReasons, (reason) => ({ ...asked, ...backlog, kind: 'locked', account, user: person, reason })),
    }
  },
  signIn: (seen) => ({
    prepared: { ...asked, kind: 'prepared' },
    away: { ...asked, kind: 'away' },
    'signed in': { ...answered, kind: 'signed_in', session: sessionAt(seen) },
    refused: { ...answered, kind: 'failed', problem: 'sign_in_refused' },
    'another account': { ...answered, kind: 'failed', problem: 'account_mismatch' },
    silent: { ...silent, kind: 'failed', problem: 'network_unavailable' },
  }),
  signOut: () => ({
    'signed out': { ...asked, ...backlog, kind: 'signed_out' },
    'server to be told': { ...asked, kind: 'signed_out', pending: 0, outbox: 1 },
  }),
  refresh: (seen) => ({
    granted: { ...answered, kind: 'granted', session: sessionAt(seen) },
    adopted: { ...asked, kind: 'adopted', session: sessionAt(seen) },
    ...named(offlineReasons, (reason) => ({
      ...{ evidence: evidenceOf(reason), kind: 'failed' },
      offline: {
        reason,
        retryAt: after(seen.now, minute / 2),
        retryNotBefore: reason === 'throttled' ? after(seen.now, 2 * minute) : null,
      },
    })),
    busy: { ...asked, kind: 'busy', tokenLives: true, refreshDueAt: after(seen.now, minute) },
    ...named(reauthReasons, (reason) => ({ ...answered, kind: 'refused', reason })),
    ...named(lockedReasons, (reason) => ({ ...answered, kind: 'locked', reason })),
    'signed out elsewhere': { ...asked, kind: 'signed_out', reason: 'other_tab' },
    'signed out, reported': { ...answered, kind: 'signed_out', reason: 'reported' },
    gone: { ...asked, kind: 'gone' },
  }),
  recheck: ({ context }) => ({
    checked: { ...answered, kind: 'checked', confirmed: true, queue: queueOf(context.pending, context.pending) },
    failed: { ...silent, kind: 'failed', nextAttemptAt: after(context.connectivitySince, minute) },
  }),
  drainerLock: ({ now }) => ({
    acquired: { ...asked, kind: 'acquired', fence: 1 },
    unavailable: { ...asked, kind: 'unavailable', retryAt: after(now, minute) },
  }),
  drain: ({ context }) => ({
    drained: { ...answered, kind: 'drained', queue: queueOf(0, 0) },
    denied: { ...answered, kind: 'denied', queue: queueOf(context.pending, 0) },
    fenced: { ...asked, kind: 'fenced' },
  }),
  probe: () => ({
    reached: { ...asked, kind: 'reached' },
    nothing: { ...asked, kind: 'nothing' },
    portal: { ...asked, kind: 'portal' },
    unavailable: { ...asked, kind: 'unavailable' },
  }),
  verify: ({ now }) => ({
    granted: { ...asked, kind: 'granted', grant: { method: 'pin', capabilities: [], until: after(now, 5 * minute) } },
    cancelled: { ...asked, kind: 'cancelled' },
    failed: { ...asked, kind: 'failed' },
    exhausted: { ...asked, kind: 'exhausted' },
  }),
  revoke: ({ now }) => ({
    'all told': { ...answered, kind: 'done', left: 0, nextAttemptAt: null },
    'one left': { ...silent, kind: 'done', left: 1, nextAttemptAt: after(now, minute) },
  }),
}

function named<const Name extends string, End>(
  names: readonly Name[],
  end: (name: Name) => End,
): Readonly<Record<string, End>> {
  return Object.fromEntries(names.map((name) => [name, end(name)]))
}

function queueOf(pending: number, sendable: number): QueueFacts {
  return { pending, sendable, nextAttemptAt: null }
}

function evidenceOf(reason: OfflineReason): Evidence {
  if (reason === 'captive_portal') return 'portal'
  return reason === 'network_unavailable' || reason === 'discovery_unavailable' ? 'silent' : 'answered'
}
