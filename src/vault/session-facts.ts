import type { AccountHash, SessionFacts, UserFacts } from '../../machines/facts.ts'
import type { Persistence } from '../../machines/reasons.ts'
import { after, type Duration, type Generation, type Instant } from '../../machines/time.ts'
import { refreshDueAt } from '../refresh/retry-timing.ts'
import { isRolledBack } from '../time/high-water.ts'
import type { SessionRecord } from './session-record.ts'

/** What of a record the chart and the screens may know. */
export function factsOf(
  record: SessionRecord,
  session: {
    readonly account: AccountHash
    readonly generation: Generation
    readonly persistence: Persistence
    readonly refreshBefore: Duration
    readonly chance: number
    readonly now: Instant
  },
): SessionFacts {
  return {
    account: session.account,
    user: userOf(record),
    generation: session.generation,
    accessTokenExpiresAt: record.accessTokenExpiresAt,
    refreshDueAt: dueAt(record, session),
    refreshTokenExpiresAt: record.refreshTokenExpiresAt,
    lastServerContactAt: record.lastServerContactAt,
    offlineLimitAt: record.offlineUntil,
    persistence: session.persistence,
  }
}

/**
 * Without a refresh token there is nothing to renew with: the access token serves to its end. A set from what is the future
 * by now was written before the clock was set back, and lives no longer for it (TM-03).
 */
function dueAt(
  { accessTokenIssuedAt: issuedAt, accessTokenExpiresAt: expiresAt, refreshToken }: SessionRecord,
  { refreshBefore, chance, now }: { readonly refreshBefore: Duration; readonly chance: number; readonly now: Instant },
): Instant {
  const due = refreshToken === null ? expiresAt : refreshDueAt({ issuedAt, expiresAt, refreshBefore, chance })
  const isEarlier = isRolledBack({ mark: issuedAt, monotonic: 0 }, { wall: now, monotonic: 0 })
  return isEarlier ? after(now, due - issuedAt) : due
}

export function userOf({ subject, profile }: SessionRecord): UserFacts {
  return {
    id: subject.subject,
    name: profile?.name ?? null,
    email: profile?.email ?? null,
    picture: profile?.picture ?? null,
  }
}
