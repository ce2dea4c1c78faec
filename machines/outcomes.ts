import type { AccountHash, Evidence, OfflineFacts, SessionFacts, UserFacts } from './facts.ts'
import type { LockedReason, Persistence, ReauthReason, ReportKind, SignedOutReason } from './reasons.ts'
import type { Generation, Instant } from './time.ts'

/*
 * What the invoked actors answer. They never reject, they carry the moment they ended at, and they carry no secret:
 * tokens stay in the vault, which the actors read themselves.
 */

interface Ended {
  readonly at: Instant
  readonly evidence: Evidence
}

/** Deferred revocations and queued work found on disk. */
interface Backlog {
  readonly outbox: number
  readonly pending: number
}

/** How reading the stored session ended. */
export type RestoreOutcome = Ended & Backlog & RestoreFinding

/** What the store, the record and the address bar say. */
export type RestoreFinding =
  | { readonly kind: 'nothing'; readonly reason: SignedOutReason; readonly persistence: Persistence }
  /** The address bar holds the callback of a sign-in that this device started. */
  | { readonly kind: 'callback' }
  /** The account's key is wrapped by a PIN: the user has to unlock it first. */
  | { readonly kind: 'wrapped'; readonly account: AccountHash }
  /** The platform's store is locked until the device is. */
  | { readonly kind: 'store_locked' }
  /** The store is dead or silent; the app goes on in memory. */
  | { readonly kind: 'store_dead' }
  | { readonly kind: 'live'; readonly session: SessionFacts; readonly offline: OfflineFacts | null }
  /** The token is due, or an attempt was under way when the last context ended. */
  | { readonly kind: 'due'; readonly session: SessionFacts; readonly offline: OfflineFacts | null }
  | { readonly kind: 'past_limit'; readonly session: SessionFacts; readonly offline: OfflineFacts | null }
  | {
      readonly kind: 'ended'
      readonly account: AccountHash
      readonly user: UserFacts | null
      readonly reason: ReauthReason
    }
  | {
      readonly kind: 'locked'
      readonly account: AccountHash
      readonly user: UserFacts | null
      readonly reason: LockedReason
    }

/** What reading the stored session is given. */
export interface RestoreInput {
  /** Null: the account that was active last on this device. */
  readonly account: AccountHash | null
  readonly viewEpoch: number
}

/** Codes of a sign-in that did not end in a session. */
export type SignInProblem =
  | 'cancelled'
  | 'account_mismatch'
  | 'sign_in_refused'
  | 'callback_refused'
  | 'network_unavailable'
  | 'provider_unavailable'
  | 'storage_failed'
  | 'not_supported'
  | 'unexpected'

/** How the act of signing in ended. */
export type SignInOutcome = Ended &
  /** The transaction is durable; the page leaves now. */
  (
    | { readonly kind: 'away' }
    /** Nothing to leave for: the exchange can go on here. */
    | { readonly kind: 'prepared' }
    | { readonly kind: 'signed_in'; readonly session: SessionFacts }
    | { readonly kind: 'failed'; readonly problem: SignInProblem }
  )

/** What the act of signing in is given. */
export interface SignInInput {
  readonly phase: 'prepare' | 'complete' | 'callback'
  readonly purpose: 'sign_in' | 'reauth' | 'add_account' | 'step_up'
  readonly account: AccountHash | null
  readonly viewEpoch: number
}

/** How clearing the device ended. */
export type SignOutOutcome = Ended & Backlog & { readonly kind: 'signed_out' | 'storage_failed' }

/** What clearing the device is given. */
export interface SignOutInput {
  readonly account: AccountHash | null
  readonly mode: SignOutMode
  readonly pending: PendingChoice
}

/** `hard` wipes the account, `soft` keeps it behind a gate, `everywhere` ends all its sessions at the server too. */
export type SignOutMode = 'hard' | 'soft' | 'everywhere'

/** What happens to unsent work at sign-out. */
export type PendingChoice = 'keep' | 'discard'

/** How a renewal ended. */
export type RefreshOutcome = Ended &
  (
    | { readonly kind: 'granted'; readonly session: SessionFacts }
    /** Another context or an earlier caller had already stored a newer set. */
    | { readonly kind: 'adopted'; readonly session: SessionFacts }
    /** The lock was not free in time. Says nothing about the network. */
    | { readonly kind: 'busy'; readonly tokenLives: boolean; readonly refreshDueAt: Instant }
    | { readonly kind: 'failed'; readonly offline: OfflineFacts }
    | { readonly kind: 'refused'; readonly reason: ReauthReason }
    | { readonly kind: 'locked'; readonly reason: LockedReason }
    /** A tombstone stands on the record, or a reported sign-out was confirmed. */
    | { readonly kind: 'signed_out'; readonly reason: SignedOutReason }
    | { readonly kind: 'gone' }
  )

/** What a renewal is given. */
export interface RefreshInput {
  readonly account: AccountHash | null
  readonly generation: Generation
  readonly viewEpoch: number
  /** What the app heard about the account: the server is asked even where the stored set is young. */
  readonly report: ReportKind | null
  /** Only a schedule asks, nobody waits: what all tabs know about failed rounds counts for this one too. */
  readonly automatic: boolean
}

/** Where the queue of one account stands. */
export interface QueueFacts {
  readonly pending: number
  /** Of those, how many could be sent now. */
  readonly sendable: number
  readonly nextAttemptAt: Instant | null
}

/** How asking to be the one tab that sends ended. */
export type DrainerLockOutcome = Ended &
  ({ readonly kind: 'acquired'; readonly fence: number } | { readonly kind: 'unavailable'; readonly retryAt: Instant })
/** What asking to be the one tab that sends is given. */
export interface DrainerLockInput {
  readonly account: AccountHash | null
}

/** How the check before sending ended. */
export type RecheckOutcome = Ended &
  (
    | { readonly kind: 'checked'; readonly queue: QueueFacts; readonly confirmed: boolean }
    | { readonly kind: 'failed'; readonly nextAttemptAt: Instant }
  )
/** What the check before sending is given. */
export interface RecheckInput {
  readonly account: AccountHash | null
  readonly fence: number
}

/** How sending queued work ended. */
export type DrainOutcome = Ended &
  (
    | { readonly kind: 'drained'; readonly queue: QueueFacts }
    /** A 403: what may be sent has to be asked again. */
    | { readonly kind: 'denied'; readonly queue: QueueFacts }
    /** The fence is older than the store's: another tab drains. */
    | { readonly kind: 'fenced' }
  )
/** What sending queued work is given. */
export interface DrainInput {
  readonly account: AccountHash | null
  readonly fence: number
}

/** How looking at the network ended. */
export type ProbeOutcome = Ended & { readonly kind: 'reached' | 'nothing' | 'portal' | 'unavailable' }
/** What looking at the network is given: nothing. */
export type ProbeInput = Record<string, never>

/** A proof of presence, as far as the chart may know it. */
export interface StepUpGrantFacts {
  readonly method: string
  readonly capabilities: readonly string[]
  readonly until: Instant
}

/** How proving presence ended. */
export type VerifyOutcome = Ended &
  (
    | { readonly kind: 'granted'; readonly grant: StepUpGrantFacts }
    | { readonly kind: 'cancelled' | 'failed' | 'unavailable' }
    /** The last allowed attempt failed. */
    | { readonly kind: 'exhausted' }
  )
/** What proving presence is given. */
export interface VerifyInput {
  readonly account: AccountHash | null
  readonly capability: string | null
}

/** How telling the server of sign-outs ended. */
export type RevokeOutcome = Ended & {
  readonly kind: 'done'
  readonly left: number
  readonly nextAttemptAt: Instant | null
}
/** What telling the server of sign-outs is given. */
export type RevokeInput = Record<string, never>

/** What an alarm says when it rings. */
export interface AlarmOutcome extends Ended {
  readonly kind: 'rang'
}
/** When an alarm rings. */
export interface AlarmInput {
  /** The earliest moment that is waited for. Null: nothing to wait for; the alarm never rings. */
  readonly at: Instant | null
  /**
   * The end of a pause, where one is among what is waited for. It rings when this has lasted, too: where somebody set the
   * wall clock back meanwhile, another moment may seem to come first (TM-09).
   */
  readonly pause?: Instant | null
}
