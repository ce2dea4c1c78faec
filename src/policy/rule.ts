import type { Duration } from '../../machines/time.ts'
import type { DurationText } from '../auth.ts'
import type { PermissionSnapshot } from '../ports/authorization.ts'

type Span = DurationText | number

/** Holds in every state of the session, LOCKED and SIGNED_OUT included. Nothing else can be said of it. */
export interface PublicRule {
  readonly public: true
}

/** A rule that asks for the session and counts how far it is from the server. */
export interface GuardedRule {
  readonly public?: false
  /**
   * How long after the last server contact it may be done without the server; `false`: never. `max` can be stretched by a
   * fresh step-up, `absolute` by nothing but the server.
   */
  readonly offlineFor: Span | false | { readonly max: Span; readonly absolute: Span }
  /** Without the server only this soon after the last server contact; also for `offlineFor: false`. */
  readonly freshWithin?: Span
  /** The user has to have proven presence within this span, online too. */
  readonly stepUpEvery?: Span
  /** Done offline, it waits in the queue. */
  readonly queue?: boolean
  /** Also while the user has to sign in again, as long as the offline span lasts. */
  readonly survivesReauth?: boolean
  /** Once the offline span is over, what it shows may still be read: the denial says `readOnly`. */
  readonly readOnlyAfterExpiry?: boolean
  /**
   * `low` takes any proof of presence, `normal` (default) one that is bound to a key, `high` one that was given for this
   * capability alone (SU-04).
   */
  readonly sensitivity?: 'low' | 'normal' | 'high'
  /** Whether these roles and scopes allow it. Pure; anything but `true`, and a throw, denies. */
  readonly permission?: (snapshot: PermissionSnapshot) => boolean
}

/** What may be done with or without the server, and for how long. */
export type CapabilityRule = PublicRule | GuardedRule

export type Sensitivity = NonNullable<GuardedRule['sensitivity']>

/** A rule whose spans are read and whose gaps are filled. */
export type CheckedRule =
  | { readonly public: true }
  | {
      readonly public: false
      /** Null: never without the server. `max` ≤ `absolute`. */
      readonly offline: { readonly max: Duration; readonly absolute: Duration } | null
      readonly isOnlineTier: boolean
      readonly stepUpEvery: Duration | null
      readonly queue: boolean
      readonly survivesReauth: boolean
      readonly readOnlyAfterExpiry: boolean
      readonly sensitivity: Sensitivity
      readonly permission: ((snapshot: PermissionSnapshot) => boolean) | null
    }
