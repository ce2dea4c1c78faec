import type { RefreshOutcome } from '../../machines/outcomes.ts'
import type { OfflineReason, ReauthReason } from '../../machines/reasons.ts'
import type { Instant } from '../../machines/time.ts'
import { noErrorFields } from '../exchange/error-fields.ts'
import type { Host } from '../host.ts'
import type { IdentityFailure } from '../ports/exchange.ts'
import type { TokenGrant } from '../ports/identity.ts'
import type { Classification } from '../ports/verdict.ts'
import { setBackSince } from '../time/set-back.ts'
import type { Breaker } from '../vault/account-rows.ts'
import { loadAccount, type AccountRows } from '../vault/load-account.ts'
import type { SessionRecord } from '../vault/session-record.ts'
import { classify } from './classification.ts'
import { writeFailure, writeIntent } from './journal.ts'
import { evidenceOf, notWritten, offlineReason, type Judged } from './judged.ts'
import { nextBreaker, timely } from './retry-timing.ts'
import { roundTime } from './round-time.ts'
import { isSameSubject, usableGrant } from './usable-grant.ts'

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
      /** False where nobody was asked, because there is nothing to ask with. */
      readonly answered: boolean
    }
  | {
      readonly kind: 'failed'
      readonly outcome: Extract<RefreshOutcome, { kind: 'failed' }>
      /** Failed rounds in a row, this one included. */
      readonly failures: number
      readonly breaker: Breaker
      readonly mayBeSpent: boolean
    }
  /** The rows moved before anything was sent: read them again. */
  | { readonly kind: 'moved' }

/** `journalled: false`: the store is known to refuse, and the token is one that only this context has. */
export interface RoundTerms {
  readonly journalled: boolean
}

/**
 * Attempts with one refresh token, each journalled before it leaves. Retried at once only where the server may have
 * rotated without our hearing of it, and only while its reuse grace can still be open (RC-07).
 */
export async function runRound(
  host: Host,
  rows: AccountRows,
  record: SessionRecord,
  { journalled }: RoundTerms,
): Promise<RoundEnd> {
  const { clock } = host.platform
  const { rotates, reuseGrace } = host.identity.rotation
  // Another SDK owns the refresh token, and spends it as it sees fit: there is nothing to journal.
  const isSourced = host.identity.kind === 'token-source'
  const refreshToken = isSourced ? '' : record.refreshToken
  const from = rows.columns?.generation
  if (refreshToken === null || from === undefined) {
    return { kind: 'ended', at: clock.wall(), stateClass: 'reauth', reason: 'expired', answered: false }
  }
  const knowsGrace = reuseGrace !== null && reuseGrace > 2_000
  const time = roundTime(clock, knowsGrace ? reuseGrace : null)
  let mayBeSpent = rotates && rows.intent !== null && rows.intent.generation === from
  let journal = rows

  for (let attempt = 1; ; attempt += 1) {
    if (journalled && !isSourced) {
      const intent = { generation: from, startedAt: clock.wall(), attempt, outcome: 'pending' } as const
      const refused = await writeIntent(host.store(), journal, intent)
      if (refused?.kind === 'conflict') return { kind: 'moved' }
      // A token that can't be journalled is not spent: a crash after it could not be told from a refusal. The next attempt
      // has the entry of the first, and the server's grace does not wait for a store.
      if (refused !== null && attempt === 1)
        return failed(host, journal, { classification: notWritten, mayBeSpent, journalled })
      journal = await reread(host, journal)
      // Signed out, locked or signed in anew while the last attempt was on its way: this token is nobody's any more.
      if (!isSameSession(journal, rows)) return { kind: 'moved' }
    }

    const { subject, idTokenClaims: claims, scopes, accessToken } = record
    const request = { refreshToken, subject, claims, scopes, ...(isSourced ? { accessToken } : {}) }
    const patience = time.patience(attempt)
    const setBack = setBackSince(clock)
    const answer = await host.call((context) => host.identity.refresh(request, context), {
      timeout: patience,
      session: record,
    })
    const grant = answer.ok ? usableGrant(answer.value, clock.wall(), setBack()) : null
    if (grant !== null && isSameSubject(grant.subject, record.subject))
      return { kind: 'granted', grant, at: clock.wall() }

    const failure = answer.ok ? (grant === null ? malformed : stranger) : answer.failure
    const classification = judge(host, journal, failure)
    const ending = endingOf(classification, mayBeSpent)
    if (ending !== null) return { kind: 'ended', at: clock.wall(), answered: ending.reason !== 'key_lost', ...ending }

    const spent = rotates && classification.consumed === 'maybe'
    const pause = 250 * 2 ** (attempt - 1)
    const mayTryAgain =
      classification.consumed === 'maybe' && classification.retryAfter === null && (knowsGrace || attempt === 1)
    const isLast = !mayTryAgain || !time.allows(pause)
    if (!isLast) await host.sleep(pause)
    mayBeSpent ||= spent
    if (isLast || host.isDisposed()) return failed(host, journal, { classification, mayBeSpent, journalled })
  }
}

const malformed: IdentityFailure = {
  kind: 'exchange',
  exchange: {
    kind: 'response',
    status: 200,
    redirected: false,
    contentType: 'json',
    retryAfter: null,
    body: 'malformed',
    ...noErrorFields,
  },
}
const stranger: IdentityFailure = { kind: 'identity_mismatch' }

function isSameSession({ columns: now }: AccountRows, { columns: before }: AccountRows): boolean {
  return (
    now !== null &&
    now.sessionId === before?.sessionId &&
    now.generation === before.generation &&
    now.stateClass === before.stateClass &&
    !now.tombstone
  )
}

function judge(host: Host, rows: AccountRows, failure: IdentityFailure): Classification {
  const classification = classify(failure, host.identity.profile)
  if (classification.category !== 'unknown_refusal') return classification
  const at = host.platform.clock.wall()
  const heardAt = timely(rows.breaker, at)?.refusedAt ?? null
  const isRepeated = heardAt !== null && at >= heardAt + refusalConfirmation
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
    case 'key_lost':
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
  {
    classification,
    mayBeSpent,
    journalled,
  }: RoundTerms & { readonly classification: Judged; readonly mayBeSpent: boolean },
): Promise<RoundEnd> {
  const at = host.platform.clock.wall()
  const { random } = host.platform
  const reason: OfflineReason = offlineReason(classification)
  const isUnknownRefusal = classification.category === 'unknown_refusal'
  const before = timely(rows.breaker, at)
  const breaker = {
    ...nextBreaker(before, {
      at,
      reason,
      retryAfter: classification.retryAfter,
      chances: [random.unit(), random.unit()],
      delay: host.refreshRetryDelay,
    }),
    refusedAt: isUnknownRefusal ? (before?.refusedAt ?? at) : null,
  }
  const write = (on: AccountRows): ReturnType<typeof writeFailure> => {
    const intent = mayBeSpent && on.intent !== null ? { ...on.intent, outcome: 'maybe' as const } : null
    return writeFailure(host.store(), on, { breaker, intent })
  }
  // Best effort: without it, other tabs only back off by their own failures.
  const refused = journalled ? await write(rows) : null
  if (refused?.kind === 'conflict') {
    // The rows could not be read after the journal was written; nobody else writes it while the lock is held.
    const now = await reread(host, rows)
    if (isSameSession(now, rows)) await write(now)
  }
  const { retryAt, retryNotBefore, failures } = breaker
  return {
    kind: 'failed',
    failures,
    breaker,
    mayBeSpent,
    outcome: { kind: 'failed', at, evidence: evidenceOf(classification), offline: { reason, retryAt, retryNotBefore } },
  }
}

/** Our own write moved the journal rows on by one; the session row only we or a winner of the race can have moved. */
async function reread(host: Host, rows: AccountRows): Promise<AccountRows> {
  const loaded = await loadAccount(host.store(), rows.account)
  return loaded.ok ? loaded.value : rows
}
