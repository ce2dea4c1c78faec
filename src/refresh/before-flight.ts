import type { AccountHash } from '../../machines/facts.ts'
import type { RefreshInput, RefreshOutcome } from '../../machines/outcomes.ts'
import {
  reauthReasons,
  signedOutReasons,
  type LockedReason,
  type OfflineReason,
  type ReauthReason,
} from '../../machines/reasons.ts'
import { instant, type Generation, type Instant } from '../../machines/time.ts'
import type { Host } from '../host.ts'
import { loadAccount, openSession, type AccountRows } from '../vault/load-account.ts'
import { factsOf } from '../vault/session-facts.ts'
import type { SessionRecord } from '../vault/session-record.ts'
import { timely } from './retry-timing.ts'

export type FlightInput = RefreshInput & {
  readonly account: AccountHash
  /** Whether a pause that ends at this moment has lasted here, whatever the wall clock says by now (TM-09). */
  readonly isOver?: (until: Instant) => boolean
}

/** The token set to renew, and the rows it will be written over. `generation` is above theirs where it is not stored yet. */
export interface Found {
  readonly rows: AccountRows
  readonly record: SessionRecord
  readonly generation: Generation
}

/** What the store says now that we hold the lock: somebody else may have renewed, ended or wiped the session meanwhile. */
export async function readBeforeFlight(
  host: Host,
  input: FlightInput,
): Promise<{ readonly outcome: RefreshOutcome } | Found> {
  const at = host.platform.clock.wall()
  const loaded = await loadAccount(host.store(), input.account)
  if (!loaded.ok) return { outcome: broken(host) }
  const rows = loaded.value
  const over = endingOf(rows, at)
  if (over !== null) {
    host.held.drop(input.account)
    return { outcome: over }
  }
  const { session, columns } = rows
  if (session === null || columns === null) return { outcome: { kind: 'gone', at, evidence: 'none' } }
  const pause = pauseOf(rows, input, at)
  // A set that could not be written yet is newer than the store's: the old refresh token is never sent again (RC-09).
  const held = host.held.get(input.account)
  if (held !== null && held.sessionId === columns.sessionId && held.generation > columns.generation) {
    return pause === null ? { rows, record: held.record, generation: held.generation } : { outcome: pause }
  }
  const opened = await openSession(host.store(), session)
  if (!opened.ok) {
    // A proof was set up next door: the chart turns to it.
    if (opened.failure.kind === 'shut') void host.look()
    const isLost = opened.failure.kind === 'key_lost' || opened.failure.kind === 'corrupted'
    return { outcome: isLost ? { kind: 'refused', at, evidence: 'none', reason: 'key_lost' } : broken(host) }
  }
  const record = opened.value
  const { sessionId, generation } = columns
  if (isNewsTo(input, { record, generation }, at)) {
    host.held.set({ account: input.account, sessionId, generation, record, persistence: 'durable' })
    const session = sessionFacts(host, input.account, { record, generation, persistence: 'durable' })
    return { outcome: { kind: 'adopted', at, evidence: 'none', session } }
  }
  return pause === null ? { rows, record, generation } : { outcome: pause }
}

/** A set that this flight was not asked to renew and that serves: there is nothing to ask the server for. */
export function isNewsTo(
  input: FlightInput,
  { record, generation }: Pick<Found, 'record' | 'generation'>,
  at: Instant,
): boolean {
  const serves = record.accessToken !== null && record.accessTokenExpiresAt > at
  return serves && generation > input.generation && input.report === null
}

/** A record that is over already: nothing is asked. After the offline limit the refresh token may still serve. */
function endingOf({ session, columns }: AccountRows, at: Instant): RefreshOutcome | null {
  if (session === null || columns === null) return { kind: 'gone', at, evidence: 'none' }
  if (columns.tombstone) return signedOutBy(columns.reason, at)
  if (columns.stateClass === 'locked')
    return { kind: 'locked', at, evidence: 'none', reason: lockedReason(columns.reason) }
  if (columns.stateClass === 'reauth' && columns.reason !== 'offline_limit') {
    return { kind: 'refused', at, evidence: 'none', reason: reauthReason(columns.reason) }
  }
  return null
}

/** These say something about the server; the others about this device's network, which may be back. */
const serversOwn: ReadonlySet<OfflineReason> = new Set([
  'server_unavailable',
  'refresh_failed',
  'discovery_unavailable',
  'throttled',
  'misconfigured',
])

/** The breaker that all tabs share: the server's own pause holds for everybody, the schedule for what nobody waits for. */
export function pauseOf(
  { breaker }: Pick<AccountRows, 'breaker'>,
  { automatic, isOver }: FlightInput,
  at: Instant,
): RefreshOutcome | null {
  const known = timely(breaker, at)
  if (known === null) return null
  const { reason, retryAt, retryNotBefore } = known
  const scheduled = automatic && serversOwn.has(reason) ? retryAt : null
  const until = instant(Math.max(retryNotBefore ?? 0, scheduled ?? 0))
  return until > at && isOver?.(until) !== true
    ? { kind: 'failed', at, evidence: 'none', offline: { reason, retryAt, retryNotBefore } }
    : null
}

export function sessionFacts(
  host: Host,
  account: AccountHash,
  set: {
    readonly record: SessionRecord
    readonly generation: Generation
    readonly persistence: 'durable' | 'degraded'
  },
): ReturnType<typeof factsOf> {
  return factsOf(set.record, {
    account,
    generation: set.generation,
    persistence: host.store().traits.survivesRestart ? set.persistence : 'memory',
    refreshBefore: host.refreshBefore,
    chance: host.chance,
    now: host.platform.clock.wall(),
  })
}

/** The store or an adapter gave no usable answer; nothing was sent, or nobody knows. */
export function broken(host: Host): RefreshOutcome {
  const at = host.platform.clock.wall()
  return {
    kind: 'failed',
    at,
    evidence: 'none',
    offline: { reason: 'refresh_failed', retryAt: instant(at + 30_000), retryNotBefore: null },
  }
}

/** Another context holds the lock: ask again in 30 to 60 s while the stored token serves. */
export function busy(host: Host, account: AccountHash): RefreshOutcome {
  const at = host.platform.clock.wall()
  const expiresAt = host.held.get(account)?.record.accessTokenExpiresAt ?? null
  return {
    kind: 'busy',
    at,
    evidence: 'none',
    tokenLives: expiresAt !== null && expiresAt > at,
    refreshDueAt: instant(at + 30_000 + host.platform.random.unit() * 30_000),
  }
}

function signedOutBy(reason: string | null, at: Instant): RefreshOutcome {
  const known = signedOutReasons.find((candidate) => candidate === reason)
  return { kind: 'signed_out', at, evidence: 'none', reason: known === 'user' ? 'other_tab' : (known ?? 'other_tab') }
}

function reauthReason(reason: string | null): ReauthReason {
  return reauthReasons.find((known) => known === reason) ?? 'refused'
}

function lockedReason(reason: string | null): LockedReason {
  return reason === 'too_many_attempts' ? reason : 'account_disabled'
}
