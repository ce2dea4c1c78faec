import type { UserFacts } from '../machines/facts.ts'
import type { SignInProblem } from '../machines/outcomes.ts'
import type { LockedReason, OfflineReason, Persistence, ReauthReason, SignedOutReason } from '../machines/reasons.ts'
import type { Instant } from '../machines/time.ts'

interface Always {
  /** ACTIVE, REFRESHING and OFFLINE_STALE. */
  readonly isAuthenticated: boolean
  /** The server can be asked: ACTIVE, or a quiet renewal from it. */
  readonly isOnline: boolean
  readonly persistence: Persistence
  /** The chart's connectivity region, in its own words. */
  readonly connectivity: 'ONLINE' | 'OFFLINE' | 'SUSPECT'
  /** Work of this account that has not reached the server yet. */
  readonly pending: number
  readonly user: UserFacts | null
  /** A sign-in is under way. */
  readonly isSigningIn: boolean
  /** Why the last sign-in did not end in a session; null once another begins. */
  readonly problem: SignInProblem | null
}

interface SignedIn extends Always {
  readonly isAuthenticated: true
  readonly user: UserFacts
  /** The server has answered for this session in this context. */
  readonly confirmed: boolean
  readonly lastServerContactAt: Instant | null
  /** When working offline ends; null when the app sets no limit. */
  readonly offlineUntil: Instant | null
}

interface NotSignedIn extends Always {
  readonly isAuthenticated: false
  readonly isOnline: false
}

/** What an app may know of its session. Frozen, JSON-safe, and the same object until something in it changes. */
export type AuthView =
  /** `waiting`: the platform's store opens with the device (`unlock`), or the user has to unlock the app (`step_up`). */
  | (NotSignedIn & { readonly status: 'RESTORING'; readonly waiting: 'unlock' | 'step_up' | null })
  | (NotSignedIn & { readonly status: 'SIGNED_OUT'; readonly reason: SignedOutReason; readonly isSigningOut: boolean })
  | (SignedIn & { readonly status: 'ACTIVE' })
  | (SignedIn & { readonly status: 'REFRESHING' })
  | (SignedIn & {
      readonly status: 'OFFLINE_STALE'
      readonly reason: OfflineReason
      readonly since: Instant
      /** The next attempt that starts by itself; null while nothing is planned. */
      readonly retryAt: Instant | null
      /** `retry()` before this moment does nothing: the server asked for the pause. */
      readonly retryNotBefore: Instant | null
    })
  | (NotSignedIn & { readonly status: 'REAUTH_REQUIRED'; readonly reason: ReauthReason })
  | (NotSignedIn & { readonly status: 'LOCKED'; readonly reason: LockedReason })

/** The state of the session, by the chart's own name. */
export type AuthStatus = AuthView['status']
