import type { ActorEvent } from '../../../machines/events.ts'
import type { SessionFacts } from '../../../machines/facts.ts'
import type { OfflineReason } from '../../../machines/reasons.ts'
import { after, type Instant } from '../../../machines/time.ts'
import type { Cases } from '../explore/world.ts'
import { accountA, longAgo, newer, own, second, session, user, type Seen } from './cases.ts'

type ActorId = ActorEvent['actorId']
type OutputOf<Id extends ActorId> = Extract<ActorEvent, { readonly actorId: Id }>['output']
type Outcome<Output, Kind> = Output extends { readonly kind: infer Kinds }
  ? Kind extends Kinds
    ? Omit<Output, 'kind' | 'at'>
    : never
  : never
type Outcomes<Output extends { readonly kind: string }> = {
  readonly [Kind in Output['kind']]: (seen: Seen) => Cases<Outcome<Output, Kind>>
}

const answered = { evidence: 'answered' } as const
const asked = { evidence: 'none' } as const
const silent = { evidence: 'silent' } as const
const backlog = { outbox: 0, pending: 0 } as const

const failed = (now: Instant, reason: OfflineReason, pause: number | null) => ({
  offline: {
    reason,
    retryAt: after(now, 30 * second),
    retryNotBefore: pause === null ? null : after(now, pause * second),
  },
})

const found = (now: Instant, given: Partial<SessionFacts> = {}) => ({
  plain: { ...asked, ...backlog, session: session(now, given), offline: null },
  paused: { ...asked, ...backlog, session: session(now, given), ...failed(now, 'throttled', 120) },
})

const rang = { rang: () => ({ '': asked }) } as const

/** How each actor may end, by kind and by the name of the case. An end without a case does not compile. */
export const outcomeCases: { readonly [Id in ActorId]: Outcomes<OutputOf<Id>> } = {
  restore: {
    nothing: () => ({
      '': { ...asked, ...backlog, reason: 'never', persistence: 'durable' },
      'with an outbox': { ...asked, pending: 0, outbox: 1, reason: 'user', persistence: 'durable' },
    }),
    callback: () => ({ '': { ...asked, ...backlog } }),
    wrapped: () => ({ '': { ...asked, ...backlog, account: accountA } }),
    store_locked: () => ({ '': { ...asked, ...backlog }, 'with an outbox': { ...asked, pending: 0, outbox: 1 } }),
    store_dead: () => ({ '': { ...asked, ...backlog } }),
    live: ({ now }) => found(now),
    due: ({ now }) => ({
      ...found(now, { accessTokenExpiresAt: now, refreshDueAt: now }),
      'with work': {
        ...asked,
        outbox: 0,
        pending: 1,
        session: session(now, { accessTokenExpiresAt: now, refreshDueAt: now }),
        offline: null,
      },
    }),
    past_limit: ({ now }) =>
      found(now, { accessTokenExpiresAt: longAgo, refreshDueAt: longAgo, offlineLimitAt: longAgo }),
    ended: () => ({
      expired: { ...asked, ...backlog, account: accountA, user, reason: 'expired' },
      'offline limit': { ...asked, ...backlog, account: accountA, user, reason: 'offline_limit' },
    }),
    locked: () => ({ '': { ...asked, ...backlog, account: accountA, user, reason: 'account_disabled' } }),
  },
  signIn: {
    away: () => ({ '': asked }),
    prepared: () => ({ '': asked }),
    signed_in: ({ context, now }) => ({
      '': { ...answered, session: session(now, { ...own(context), generation: newer(context) }) },
    }),
    failed: () => ({
      refused: { ...answered, problem: 'sign_in_refused' },
      silent: { ...silent, problem: 'network_unavailable' },
      portal: { evidence: 'portal', problem: 'network_unavailable' },
    }),
  },
  signOut: {
    signed_out: () => ({ '': { ...asked, ...backlog }, 'with an outbox': { ...asked, pending: 0, outbox: 1 } }),
    storage_failed: () => ({ '': { ...asked, ...backlog } }),
  },
  refresh: {
    granted: ({ context, now }) => ({
      '': { ...answered, session: session(now, { ...own(context), generation: newer(context) }) },
    }),
    adopted: ({ context, now }) => ({
      '': { ...asked, session: session(now, { ...own(context), generation: newer(context) }) },
    }),
    busy: ({ now }) => ({
      'token lives': { ...asked, tokenLives: true, refreshDueAt: after(now, 45 * second) },
      'token is dead': { ...asked, tokenLives: false, refreshDueAt: after(now, 45 * second) },
    }),
    failed: ({ now }) => ({
      silent: { ...silent, ...failed(now, 'network_unavailable', null) },
      unavailable: { ...answered, ...failed(now, 'server_unavailable', null) },
      throttled: { ...answered, ...failed(now, 'throttled', 120) },
      portal: { evidence: 'portal', ...failed(now, 'captive_portal', null) },
    }),
    refused: () => ({ '': { ...answered, reason: 'refused' } }),
    locked: () => ({ '': { ...answered, reason: 'account_disabled' } }),
    signed_out: () => ({ '': { ...asked, reason: 'other_tab' } }),
    gone: () => ({ '': asked }),
  },
  recheck: {
    checked: () => ({
      confirmed: { ...answered, confirmed: true, queue: { pending: 1, sendable: 1, nextAttemptAt: null } },
      empty: { ...asked, confirmed: false, queue: { pending: 0, sendable: 0, nextAttemptAt: null } },
      unconfirmed: { ...asked, confirmed: false, queue: { pending: 1, sendable: 1, nextAttemptAt: null } },
    }),
    failed: ({ now }) => ({
      silent: { ...silent, nextAttemptAt: after(now, 30 * second) },
      portal: { evidence: 'portal', nextAttemptAt: after(now, 30 * second) },
    }),
  },
  drainerLock: {
    acquired: ({ context }) => ({ '': { ...asked, fence: context.fence + 1 } }),
    unavailable: ({ now }) => ({ '': { ...asked, retryAt: after(now, 30 * second) } }),
  },
  drain: {
    drained: ({ now }) => ({
      empty: { ...answered, queue: { pending: 0, sendable: 0, nextAttemptAt: null } },
      silent: { ...silent, queue: { pending: 1, sendable: 0, nextAttemptAt: after(now, 60 * second) } },
      portal: { evidence: 'portal', queue: { pending: 1, sendable: 0, nextAttemptAt: after(now, 60 * second) } },
    }),
    denied: () => ({ '': { ...answered, queue: { pending: 1, sendable: 0, nextAttemptAt: null } } }),
    fenced: () => ({ '': asked }),
  },
  probe: {
    reached: () => ({ '': asked }),
    nothing: () => ({ '': asked }),
    portal: () => ({ '': asked }),
    unavailable: () => ({ '': asked }),
  },
  verify: {
    granted: ({ now }) => ({
      '': { ...asked, grant: { method: 'pin', capabilities: ['orders.approve'], until: after(now, 300 * second) } },
    }),
    cancelled: () => ({ '': asked }),
    failed: () => ({ '': asked }),
    unavailable: () => ({ '': asked }),
    exhausted: () => ({ '': asked }),
  },
  revoke: {
    done: ({ now }) => ({
      'all told': { ...answered, left: 0, nextAttemptAt: null },
      'one left': { ...silent, left: 1, nextAttemptAt: after(now, 60 * second) },
    }),
  },
  sessionAlarm: rang,
  connectivityAlarm: rang,
  queueAlarm: rang,
  stepUpAlarm: rang,
  revocationAlarm: rang,
}
