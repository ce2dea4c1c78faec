import type { LockedReason, OfflineReason, Persistence, ReauthReason, SignedOutReason } from './reasons.ts'
import type { Generation, Instant } from './time.ts'

/** A hash of issuer, subject, tenant and client. Tells accounts apart without naming anybody. */
export type AccountHash = string & { readonly __brand: 'AccountHash' }

/** Brands an account's hash. */
export function accountHash(hash: string): AccountHash {
  return hash as AccountHash
}

/** What a screen may show of the user. */
export interface UserFacts {
  readonly id: string
  readonly name: string | null
  readonly email: string | null
  readonly picture: string | null
}

/** A stored session, as far as the chart may know it: whose, which token set, and its deadlines. */
export interface SessionFacts {
  readonly account: AccountHash
  readonly user: UserFacts
  readonly generation: Generation
  readonly accessTokenExpiresAt: Instant
  /** When the next proactive refresh is due: expiry minus the margin, jittered per tab. */
  readonly refreshDueAt: Instant
  /** Null when the provider doesn't say and no profile does. */
  readonly refreshTokenExpiresAt: Instant | null
  readonly lastServerContactAt: Instant
  /** When working offline ends; null when the app sets no limit. */
  readonly offlineLimitAt: Instant | null
  readonly persistence: Persistence
}

/** What the shared breaker of an account says about the next attempt. */
export interface Backoff {
  readonly retryAt: Instant | null
  /** No automatic attempt starts before: the server asked for it (RFC 9110 §10.2.3). */
  readonly retryNotBefore: Instant | null
}

/**
 * What an actor's end says about the network. `answered`: a definite server answer. `portal`: somebody else answered.
 * `silent`: nothing came back. `none`: nothing was asked.
 */
export type Evidence = 'answered' | 'portal' | 'silent' | 'none'

/** A record whose session has ended, and how. */
export type Ending =
  | { readonly kind: 'reauth'; readonly reason: ReauthReason }
  | { readonly kind: 'locked'; readonly reason: LockedReason }
  | { readonly kind: 'signed_out'; readonly reason: SignedOutReason }

/** A transient failure: the session goes on without the server. */
export interface OfflineFacts extends Backoff {
  readonly reason: OfflineReason
}
