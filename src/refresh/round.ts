import type { Evidence } from '../../machines/facts.ts'
import type { RefreshOutcome } from '../../machines/outcomes.ts'
import type { OfflineReason, ReauthReason } from '../../machines/reasons.ts'
import { duration, type Instant } from '../../machines/time.ts'
import type { Host } from '../host.ts'
import type { IdentityFailure } from '../ports/exchange.ts'
import type { TokenGrant } from '../ports/identity.ts'
import type { Classification } from '../ports/verdict.ts'
import { loadAccount, type AccountRows } from '../vault/load-account.ts'
import type { SessionRecord } from '../vault/session-record.ts'
import { classify } from './classification.ts'
import { writeFailure, writeIntent } from './commit.ts'
import { nextBreaker } from './retry-timing.ts'

/** The first attempt's patience: a mobile network needs seconds, a user waits no longer. */
const attemptTimeout = duration(10_000)
/** All attempts of a round, so that other tabs get the lock while their patience (12 s per wait) lasts. */
const roundBudget = 20_000
/** An unknown refusal ends the session only when it is repeated this much later (EC-03). */
const refusalConfirmation = 30_000

/** What a round of attempts with one refresh token ended in, before anything of it is committed. */
export type RoundEnd =
  | { readonly kind: 'granted'; readonly grant: TokenGrant; readonly at: Instant }
  | {
      readonly kind: 'ended'
      readonly at: Instant
      readonly stateClass: 'reauth' | 'locked'
      readonly reason: ReauthReason | 'account_disabled'
    }
  | { readonly kind: 'failed'; readonly outcome: Extract<RefreshOutcome, { kind: 'failed' }> }
  /** The rows moved before anything was sent: read them again. */
  | { readonly kind: 'moved' }

/**
 * Attempts with one refresh token, each journalled before it leaves. Retried at once only where the server may have
 * rotated without our hearing of it, and only while its reuse grace can still be open (RC-07).
 */
export async function runRound(host: Host, rows: AccountRows, record: SessionRecord): Promise<RoundEnd> {
  const { clock } = host.platform
  const startedAt = clock.wall()
  const { refreshToken } = record
  const from = rows.columns?.generation
  if (refreshToken === null || from === undefined) {
    return { kind: 'ended', at: startedAt, stateClass: 'reauth', reason: 'expired' }
  }
  const grace = host.identity.rotation.reuseGrace
  const deadline = startedAt + (grace !== null && grace > 2_000 ? Math.min(roundBudget, grace - 2_000) : roundBudget)
  const knowsGrace = grace !== null && grace > 0
  let mayBeSpent = rows.intent !== null && rows.intent.generation === from
  let journal = rows

  for (let attempt = 1; ; attempt += 1) {
    const intent = { generation: from, startedAt: clock.wall(), attempt, outcome: 'pending' } as const
    const refused = await writeIntent(host.store(), journal, intent)
    if (refused?.kind === 'conflict') return { kind: 'moved' }
    // A token that can't be journalled is not spent: a crash after it could not be told from a refusal.
    if (refused !== null) return failed(host, journal, { classification: notWritten, mayBeSpent })
    journal = await reread(host, journal)

    const request = { refreshToken, subject: record.subject, claims: record.idTokenClaims, scopes: record.scopes }
    const answer = await host.identity.refresh(request, host.call(attemptTimeout))
    if (answer.ok) return { kind: 'granted', grant: answer.value, at: clock.wall() }

    const classification = judge(host, journal, answer.failure)
    const ending = endingOf(classification, mayBeSpent)
    if (ending !== null) return { kind: 'ended', at: clock.wall(), ...ending }

    const spent = classification.consumed === 'maybe'
    const pause = 250 * 2 ** (attempt - 1)
    const mayTryAgain = spent && classification.retryAfter === null && (knowsGrace || attempt === 1)
    if (!mayTryAgain || clock.wall() + pause >= deadline || host.isDisposed()) {
      return failed(host, journal, { classification, mayBeSpent: mayBeSpent || spent })
    }
    mayBeSpent = true
    await host.sleep(pause)
  }
}

type Judged =
  | Classification
  | { readonly category: 'not_written'; readonly reason: 'refresh_failed'; readonly retryAfter: null }
const notWritten: Judged = { category: 'not_written', reason: 'refresh_failed', retryAfter: null }

function judge(host: Host, rows: AccountRows, failure: IdentityFailure): Classification {
  const classification = classify(failure, host.identity.profile)
  if (classification.category !== 'unknown_refusal') return classification
  const heardAt = rows.breaker?.refusedAt ?? null
  const isRepeated = heardAt !== null && host.platform.clock.wall() >= heardAt + refusalConfirmation
  return isRepeated ? { ...classification, category: 'refused', reason: 'refused' } : classification
}

/**
 * The chart's reason for a definite refusal. `rotation_lost` only where an earlier attempt of this token set ended
 * without an answer: then the server may have rotated and nobody heard of it (RC-08).
 */
function endingOf(
  { category, reason }: Classification,
  mayBeSpent: boolean,
): { readonly stateClass: 'reauth' | 'locked'; readonly reason: ReauthReason | 'account_disabled' } | null {
  switch (category) {
    case 'refused':
      return { stateClass: 'reauth', reason: mayBeSpent ? 'rotation_lost' : reason }
    case 'interaction_required':
    case 'identity_mismatch':
      return { stateClass: 'reauth', reason }
    case 'locked':
      return { stateClass: 'locked', reason }
    default:
      return null
  }
}

async function failed(
  host: Host,
  rows: AccountRows,
  { classification, mayBeSpent }: { readonly classification: Judged; readonly mayBeSpent: boolean },
): Promise<RoundEnd> {
  const at = host.platform.clock.wall()
  const { random } = host.platform
  const reason: OfflineReason = offlineReason(classification)
  const isUnknownRefusal = classification.category === 'unknown_refusal'
  const breaker = {
    ...nextBreaker(rows.breaker, {
      at,
      reason,
      retryAfter: classification.retryAfter,
      chances: [random.unit(), random.unit()],
      delay: host.refreshRetryDelay,
    }),
    refusedAt: isUnknownRefusal ? (rows.breaker?.refusedAt ?? at) : null,
  }
  const intent = mayBeSpent && rows.intent !== null ? { ...rows.intent, outcome: 'maybe' as const } : null
  // Best effort: without it, other tabs only back off by their own failures.
  await writeFailure(host.store(), rows, { breaker, intent })
  if (classification.category === 'misconfigured') {
    host.tell('developer.problem', { at, code: 'client_misconfigured' })
  }
  const { retryAt, retryNotBefore } = breaker
  return {
    kind: 'failed',
    outcome: { kind: 'failed', at, evidence: evidenceOf(classification), offline: { reason, retryAt, retryNotBefore } },
  }
}

function offlineReason({ category, reason }: Judged): OfflineReason {
  if (category === 'unknown_refusal') return 'refresh_failed'
  switch (reason) {
    case 'network_unavailable':
    case 'throttled':
    case 'server_unavailable':
    case 'captive_portal':
    case 'discovery_unavailable':
    case 'misconfigured':
      return reason
    default:
      return 'refresh_failed'
  }
}

function evidenceOf({ category }: Judged): Evidence {
  switch (category) {
    case 'captive_portal':
      return 'portal'
    case 'unreachable':
    case 'discovery_unavailable':
      return 'silent'
    case 'cancelled':
    case 'not_written':
      return 'none'
    default:
      return 'answered'
  }
}

/** Our own write moved the journal rows on by one; the session row only we or a winner of the race can have moved. */
async function reread(host: Host, rows: AccountRows): Promise<AccountRows> {
  const loaded = await loadAccount(host.store(), rows.account)
  return loaded.ok ? loaded.value : rows
}
