import type { RefreshOutcome } from '../../machines/outcomes.ts'
import { instant, type Duration, type Instant } from '../../machines/time.ts'
import type { OfflineReason } from '../../machines/reasons.ts'
import type { Breaker } from '../vault/account-rows.ts'

/** First delay: long enough that a blip is over, short enough that nobody notices the wait. */
const shortest = 30_000
/** Longest delay: a server back from an outage is found within five minutes. */
const longest = 300_000
/** A client with a wrong configuration asks at most this often: only a deployment can help. */
const misconfiguredPause = 300_000
/** No schedule waits longer in one go, whoever made it. */
const longestWait = 3_600_000
/** An hour and the widest spread: what lies further ahead was written under a clock that was wrong. */
const furthest = longestWait * 1.2
/** Clocks that the network sets drift by seconds; a person sets one back by more than this. */
const tolerance = 120_000
/**
 * No account fails more than 30 rounds in any hour (RF-11), whoever asks for them and on whatever schedule: ten at once,
 * and one more every three minutes.
 */
const burst = 10
const share = 180_000

/** A breaker as it counts now: moments that no schedule could have set are dropped, else a corrected clock locks us out. */
export function timely(breaker: Breaker | null, at: Instant): Breaker | null {
  if (breaker === null) return null
  const isRolledBack = breaker.writtenAt !== null && breaker.writtenAt > at + tolerance
  const near = (moment: Instant | null): Instant | null =>
    moment !== null && (isRolledBack || moment - at > furthest) ? null : moment
  const refusedAt = breaker.refusedAt !== null && breaker.refusedAt > at ? null : breaker.refusedAt
  return {
    ...breaker,
    retryAt: near(breaker.retryAt),
    retryNotBefore: near(breaker.retryNotBefore),
    spentUntil: near(breaker.spentUntil),
    refusedAt,
  }
}

/**
 * A failure as it counts now. Dated before somebody set the wall clock back, while it was written or its context slept, its
 * pauses would last that much longer (TM-05).
 */
export function onTime(outcome: RefreshOutcome, now: Instant): RefreshOutcome {
  if (outcome.kind !== 'failed' || outcome.at - now <= tolerance) return outcome
  const by = outcome.at - now
  const { retryAt, retryNotBefore } = outcome.offline
  const earlier = (moment: Instant | null): Instant | null => (moment === null ? null : instant(moment - by))
  const offline = { ...outcome.offline, retryAt: earlier(retryAt), retryNotBefore: earlier(retryNotBefore) }
  return { ...outcome, at: now, offline }
}

export interface FailedRound {
  readonly at: Instant
  readonly reason: OfflineReason
  readonly retryAfter: Duration | null
  /** Two numbers in [0, 1) from the random port. */
  readonly chances: readonly [number, number]
  /** The app's own schedule; null keeps ours. */
  readonly delay: ((failures: number) => Duration) | null
}

/**
 * When to try again after a failed round: decorrelated jitter `min(300, U(30, 3 · previous))` seconds, and never before
 * what the server asked for plus a spread of its own (RFC 9110 §10.2.3, RF-11). The first time from 30 to 90: clients that
 * failed in the same second must not come back in the same second.
 */
export function nextBreaker(before: Breaker | null, round: FailedRound): Breaker {
  const failures = (before?.failures ?? 0) + 1
  const previous = Math.max(before?.previous ?? 0, shortest)
  const jittered = Math.min(longest, shortest + round.chances[0] * Math.max(0, 3 * previous - shortest))
  const delay = round.delay === null ? jittered : chosen(round.delay, failures, jittered)
  const spentUntil = instant(Math.max(before?.spentUntil ?? round.at, round.at) + share)
  const floor = floorOf(round, spentUntil - (burst - 1) * share - round.at)
  const wait = Math.max(delay, floor ?? 0)
  return {
    failures,
    previous: delay,
    reason: round.reason,
    retryAt: instant(round.at + wait),
    retryNotBefore: floor === null ? null : instant(round.at + floor),
    refusedAt: before?.refusedAt ?? null,
    writtenAt: round.at,
    spentUntil,
  }
}

function floorOf({ reason, retryAfter, chances }: FailedRound, allowance: number): number | null {
  const asked = retryAfter === null ? 0 : retryAfter + chances[1] * Math.max(10_000, retryAfter * 0.2)
  const floor = Math.max(asked, allowance, reason === 'misconfigured' ? misconfiguredPause : 0)
  return floor > 0 ? floor : null
}

/** The app's own delay. A schedule that throws or answers nonsense is no schedule; one of nothing would be a loop. */
function chosen(delay: NonNullable<FailedRound['delay']>, failures: number, otherwise: number): number {
  try {
    const wanted = delay(failures)
    return Number.isFinite(wanted) && wanted >= 0 ? Math.min(Math.max(wanted, 1_000), longestWait) : otherwise
  } catch {
    return otherwise
  }
}

/** The moment to renew: before expiry by `min(refreshBefore, 20 % of lifetime)`, a little earlier in each tab (RF-09). */
export function refreshDueAt(options: {
  readonly issuedAt: Instant
  readonly expiresAt: Instant
  readonly refreshBefore: Duration
  readonly chance: number
}): Instant {
  const lifetime = Math.max(0, options.expiresAt - options.issuedAt)
  const margin = Math.min(options.refreshBefore, lifetime * 0.2)
  return instant(options.expiresAt - margin * (0.8 + 0.2 * options.chance))
}
