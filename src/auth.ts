import type { Actor } from 'xstate'
import type { authMachine } from '../machines/auth.machine.ts'
import type { AccountHash } from '../machines/facts.ts'
import type { SignInProblem } from '../machines/outcomes.ts'
import type { LockedReason, OfflineReason, ReauthReason, ReportKind, SignedOutReason } from '../machines/reasons.ts'
import type { Duration, Generation, Instant } from '../machines/time.ts'
import type { AuthAccounts } from './accounts/api.ts'
import type { PolicyApi } from './policy/api.ts'
import type { AuthFetch } from './http/create-auth-fetch.ts'
import type { AccessSource } from './ports/access.ts'
import type { StoreFailure } from './ports/store.ts'
import type { AuthQueue, ExportedItem } from './queue/api.ts'
import type { SignOutReport } from './sign-out/report.ts'
import type { AuthView } from './view.ts'

/** Text such as `'30s'`, `'5m'`, `'12h'`, `'7d'`, or milliseconds. */
export type DurationText = `${number}${'ms' | 's' | 'm' | 'h' | 'd'}`

/** What `auth.on` tells. Payloads carry no token; account identifiers are hashes. */
export interface AuthEvents {
  'offline.entered': {
    readonly at: Instant
    readonly reason: OfflineReason
    readonly lastServerContactAt: Instant | null
    readonly hasToken: boolean
    readonly tokenExpiresAt: Instant | null
  }
  'offline.exited': {
    readonly at: Instant
    readonly networkRestored: boolean
    readonly lastServerContactAt: Instant | null
    readonly generation: Generation
  }
  'session.started': { readonly at: Instant; readonly account: AccountHash }
  'session.refreshed': { readonly at: Instant; readonly generation: Generation }
  'session.ended': {
    readonly at: Instant
    readonly status: 'SIGNED_OUT' | 'REAUTH_REQUIRED' | 'LOCKED'
    readonly reason: SignedOutReason | ReauthReason | LockedReason
  }
  /** The outbox is done with a token that a sign-out left for the server to revoke. `expired`: nobody could be asked in time. */
  'signOut.delivered': { readonly at: Instant; readonly outcome: 'revoked' | 'refused' | 'expired' }
  /** The provider's own sign-out page has sent the user back here. */
  'signOut.returned': { readonly at: Instant }
  /** `reason`: what the store answered where it made way for memory; `blocked` is newer data, or another tab's older version. */
  'persistence.changed': {
    readonly at: Instant
    readonly persistence: 'durable' | 'degraded' | 'memory'
    readonly reason: StoreFailure['kind'] | null
  }
  'record.corrupted': { readonly at: Instant; readonly kind: string }
  warning: {
    readonly at: Instant
    readonly kind:
      | 'expired_token_in_use'
      | 'extended_offline'
      | 'validation_skipped'
      | 'stale_user_info'
      | 'repeated_refresh_failure'
      | 'reauth_soon'
    readonly since: Instant | null
  }
  /** The wall clock stands before `seenAt`: limits count from there, proofs of presence have ended. */
  'clock.rolledBack': { readonly at: Instant; readonly seenAt: Instant }
  /** A step-up method noticed something that should not be, such as a passkey's counter that fell. */
  'stepUp.suspected': { readonly at: Instant; readonly method: string; readonly code: string }
  /** For developers: a misconfigured client, a broken adapter, an actor that threw. */
  'developer.problem': { readonly at: Instant; readonly code: string }
}

/** How to ask for a sign-in, and what comes after it. */
export interface SignInOptions {
  /** Default: the identity provider's first way. */
  readonly via?: 'redirect' | 'popup' | 'credentials' | 'silent'
  /** Needed for `credentials`. Never stored. */
  readonly credentials?: Readonly<Record<string, string>>
  readonly loginHint?: string
  /**
   * Authentication contexts of which one is wanted, the preferred first (`acr_values`). With this or `maxAge` somebody who is
   * signed in is asked again, as the same person: the session goes on meanwhile, and is the same one if they don't.
   */
  readonly acrValues?: readonly string[]
  /** How long ago the user may have authenticated at most (`max_age`); 0: now. */
  readonly maxAge?: DurationText | number
  /** What the provider shows even to somebody it knows (OpenID Connect Core §3.1.2.1): `login` asks who is there. */
  readonly prompt?: 'login' | 'consent' | 'select_account'
  /** Same-origin path to come back to; default `/`. */
  readonly returnTo?: string
}

/** How a sign-in ended, as far as this page has seen. */
export type SignInResult =
  | { readonly status: 'signed_in' | 'redirecting' | 'cancelled' }
  | { readonly status: 'failed'; readonly problem: SignInProblem }

/** How far a sign-out goes, and what becomes of unsent work. */
export interface SignOutOptions {
  /** `hard` (default) wipes the account from this device; `soft` keeps its data behind a gate; `everywhere` also ends its other sessions. */
  readonly mode?: 'hard' | 'soft' | 'everywhere'
  /** What happens to unsent work. Without it a sign-out with unsent work asks back. `export` hands it over and discards it. */
  readonly pending?: 'keep' | 'discard' | 'drain' | 'export'
  /**
   * Leaves for the provider's own sign-out page once the device is done (RP-Initiated Logout 1.0), and comes back to
   * `returnTo`, an address registered there as a post-logout redirect URI. Not offline, and not where the provider has none.
   */
  readonly endSession?: { readonly returnTo: string }
}

/** What a sign-out has done on this device, or what it has to be told first. */
export type SignOutResult =
  | {
      readonly status: 'signed_out'
      readonly report: SignOutReport
      /** With `pending: 'export'`: the work that was on the device and is not any more. */
      readonly exported?: readonly ExportedItem[]
      /** The page is leaving for the provider's sign-out page. */
      readonly isLeaving: boolean
    }
  /** Nothing has happened: the user has to choose what happens to unsent work. */
  | { readonly status: 'needs_decision'; readonly pending: number }

/** One session of one context, outside React. Made by `createAuth`. */
export interface Auth<Capability extends string = string> extends AccessSource, PolicyApi<Capability> {
  /** Frozen and referentially stable. */
  readonly state: AuthView
  subscribe(listener: () => void): () => void
  on<Type extends keyof AuthEvents>(type: Type, listener: (event: AuthEvents[Type]) => void): () => void
  /** Resolves once the stored session has been looked at; at once on a server. Never rejects. */
  readonly ready: Promise<void>
  signIn(options?: SignInOptions): Promise<SignInResult>
  signOut(options?: SignOutOptions): Promise<SignOutResult>
  /**
   * A live access token, refreshed if need be. Rejects with an AuthError where the state has none.
   * `minTtl`: how long it must live at least; clamped to half its lifetime. Default 0.
   */
  getAccessToken(options?: { readonly minTtl?: DurationText | number }): Promise<string>
  /** `fetch` as the signed-in user: the token for allow-listed origins, one replay after a 401, ended with the session. */
  readonly fetch: AuthFetch
  /** Work done offline; null where no queue was given to createAuth. */
  readonly queue: AuthQueue | null
  /** The people of this device; null where no accounts were given to createAuth. */
  readonly accounts: AuthAccounts | null
  /** Tries the connection now. Does nothing where nothing waits. */
  retry(): void
  /** Ends a sign-in or a step-up that is under way. */
  cancel(): void
  report(heard: { readonly kind: ReportKind; readonly account?: AccountHash }): void
  /** Stops everything of this context except a refresh that was already sent. Nothing is signed out. */
  dispose(): void
  /** The running chart, for the visualizer and tests. Its context and events carry no secret. */
  readonly actor: Actor<typeof authMachine>
  /** The clock the chart lives by, for countdowns. */
  readonly now: () => Instant
  readonly offlineFor: Duration | false
}
