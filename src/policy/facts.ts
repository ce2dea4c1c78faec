import type { Instant } from '../../machines/time.ts'
import type { PermissionSnapshot } from '../ports/authorization.ts'
import type { AuthStatus } from '../view.ts'

/** A proof of presence, as far as a decision looks at it. */
export interface GrantFacts {
  readonly capabilities: readonly string[]
  readonly until: Instant
  /** `key`: the proof opened or used a key. `word`: somebody said yes; counts for the lowest sensitivity only (SU-04). */
  readonly proof: 'key' | 'word'
}

/** Everything a decision may depend on, gathered at one moment. */
export interface PolicyFacts {
  readonly status: AuthStatus
  /** The server can be asked: ACTIVE, or a quiet renewal from it. */
  readonly isOnline: boolean
  /** The local lock is closed, or the account's key waits for its PIN. */
  readonly isShut: boolean
  /** The app allows working without the server at all (`offlineFor` of createAuth). */
  readonly worksOffline: boolean
  /** Trusted time: never falls between two server answers, whatever the wall clock does (TM-02). */
  readonly now: Instant
  /** The wall clock is not behind what this device has already seen (TM-03). */
  readonly isClockTrusted: boolean
  /** Of this account, not of the device (OP-07). */
  readonly lastServerContactAt: Instant | null
  /** When working offline ends for the session as a whole; null: the app sets no limit. */
  readonly offlineUntil: Instant | null
  /** When the server is asked next by itself; null while nothing is planned. */
  readonly nextAttemptAt: Instant | null
  readonly permissions: PermissionSnapshot | null
  readonly grants: readonly GrantFacts[]
}
