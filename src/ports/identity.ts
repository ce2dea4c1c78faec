import type { Duration, Instant } from '../../machines/time.ts'
import type { IdentityFailure, TimeSample } from './exchange.ts'
import type { Outcome } from './outcome.ts'
import type { Possession, TokenBinding } from './possession.ts'
import type { ProviderProfile } from './provider-profile.ts'

/** How a provider treats a refresh token that was used before. Drives the immediate retry (RFC 9700 §4.14). */
export interface RotationProfile {
  readonly rotates: boolean
  /** How long the previous token still works after rotation; null when unknown. */
  readonly reuseGrace: Duration | null
  /** The direct parent of the active token may be used at any time: its other children stay as good, or are the same one. */
  readonly parentReusable: boolean
  /** What reuse ends at the server. */
  readonly onReuse: 'family' | 'client_session' | 'none'
}

/** Who a login is for. Never an e-mail address (RFC: OpenID Connect Core §5.7). */
export interface Subject {
  readonly issuer: string
  readonly subject: string
  readonly tenant: string | null
  readonly client: string
}

/** What the user may be shown of themselves. Never a token. */
export interface Profile {
  readonly name: string | null
  readonly email: string | null
  readonly picture: string | null
}

/** ID token claims kept to prove continuity at every refresh (OpenID Connect Core §12.2). */
export interface ContinuityClaims {
  readonly iss: string
  readonly sub: string
  readonly aud: readonly string[]
  readonly azp: string | null
  readonly authTime: number | null
  readonly nonce: string | null
}

/** A set of tokens the server granted, parsed and checked. Secret: goes into the vault and nowhere else. */
export interface TokenGrant {
  readonly subject: Subject
  readonly accessToken: string
  readonly accessTokenExpiresAt: Instant
  /** Null when the answer carried none: the stored one stays. */
  readonly refreshToken: string | null
  /** Null when the server didn't say. */
  readonly refreshTokenExpiresAt: Instant | null
  readonly claims: ContinuityClaims | null
  readonly profile: Profile | null
  readonly roles: readonly string[]
  readonly scopes: readonly string[]
  readonly time: TimeSample | null
}

/** What a refresh is made from. Secret. */
export interface RefreshRequest {
  readonly refreshToken: string
  readonly subject: Subject
  readonly claims: ContinuityClaims | null
  /** A hint for providers that want the old token (cookie sessions, some JSON APIs). */
  readonly scopes: readonly string[]
  /** `token-source`: the token in use, which the source is to have replaced. */
  readonly accessToken?: string | null
}

/** What every call gets from the core. */
export interface CallContext {
  /** The only way to the network. The adapter sets redirect, cache, referrer and credentials itself (RF-15). */
  readonly fetch: typeof globalThis.fetch
  readonly signal: AbortSignal
  /** Local wall clock, for expiries and time samples. */
  readonly now: () => Instant
  /** Where discovery documents and other non-secret answers outlive a reload. */
  readonly cache: IdentityCache
  /** The key that this call's tokens are bound to, or are to be bound to. Absent: bearer tokens. */
  readonly possession?: Possession
}

/** Small non-secret documents, by name. Both calls are best effort and never fail. */
export interface IdentityCache {
  read(name: string): Promise<unknown>
  write(name: string, document: unknown): Promise<void>
}

/** What an identity provider is asked for at a sign-in. */
export interface SignInRequest {
  /** `redirect` leaves the page; `popup` and `credentials` complete here; `silent` is `prompt=none`. */
  readonly via: 'redirect' | 'popup' | 'credentials' | 'silent'
  /** For `credentials`: what the user typed. Secret, never stored. */
  readonly credentials: Readonly<Record<string, string>> | null
  readonly loginHint: string | null
  /** Same-origin path to come back to (OL-07). */
  readonly returnTo: string
  /** RFC 9470: ask for a fresher or stronger authentication. */
  readonly acrValues: string | null
  readonly maxAge: Duration | null
  readonly prompt: string | null
}

/** What a redirect sign-in must remember until the callback. Secret: holds state, nonce and verifier. */
export interface LoginTransaction {
  readonly state: string
  readonly nonce: string
  readonly codeVerifier: string
  readonly redirectUri: string
  readonly returnTo: string
  /** The oldest authentication that will do; null where any will (OpenID Connect Core §3.1.2.1). */
  readonly maxAge: Duration | null
  readonly startedAt: Instant
}

/** Where a sign-in leads: away to a page, or to a grant. */
export type SignInStep =
  | { readonly kind: 'redirect'; readonly url: string; readonly transaction: LoginTransaction }
  | { readonly kind: 'granted'; readonly grant: TokenGrant }

/**
 * Talks to whoever issues the tokens. Returns an Outcome; throws only for bugs. A parsed 2xx of the wrong shape is an
 * `exchange` failure with `body: 'malformed'`, never a grant. No error carries a token.
 */
export interface IdentityProvider {
  /** `tokens`: we own the refresh token. `token-source`: another SDK does. `cookie`: no token in JavaScript. */
  readonly kind: 'tokens' | 'token-source' | 'cookie'
  /** `cookie`: the server refuses what names another session than its cookie's. A queue needs that. */
  readonly bindsRequests?: boolean
  /** Given: what is granted is bound to a key that the core makes for each login. */
  readonly binding?: TokenBinding
  /** Ways to sign in that this provider offers, the default first. */
  readonly ways: readonly SignInRequest['via'][]
  readonly rotation: RotationProfile
  /** What this vendor's refusals mean; `genericProfile` where nothing is known. Handed to `classify`. */
  readonly profile: ProviderProfile
  /** Origins that may receive the access token unless the app says otherwise. */
  readonly origins: readonly string[]
  signIn(request: SignInRequest, context: CallContext): Promise<Outcome<SignInStep, IdentityFailure>>
  /** Tells whether this URL is a sign-in's callback, without reading anything else. */
  isCallback(url: string): boolean
  /** Completes a redirect sign-in. The transaction has been deleted already: single use (OL-02). */
  resume(
    url: string,
    transaction: LoginTransaction,
    context: CallContext,
  ): Promise<Outcome<TokenGrant, IdentityFailure>>
  /**
   * One token request with this refresh token (RFC 6749 §6). Checks continuity before it answers; fetches nothing
   * between the token answer and its return. The core decides about retries: at most the DPoP nonce retry is made here.
   */
  refresh(request: RefreshRequest, context: CallContext): Promise<Outcome<TokenGrant, IdentityFailure>>
  /** RFC 7009. An unknown token is a success. */
  revoke(token: string, context: CallContext): Promise<Outcome<null, IdentityFailure>>
  /**
   * Ends all sessions of this user, on other devices too. No standard says how, so that most adapters need to be told an
   * address; absent where there is none.
   */
  endEverywhere?(accessToken: string, subject: Subject, context: CallContext): Promise<Outcome<null, IdentityFailure>>
  /** `token-source`: ends the SDK's own session on this device, at once and without needing the network. */
  forget?(context: CallContext): Promise<Outcome<null, IdentityFailure>>
  /** `token-source`: calls back when the SDK has another token, or none, by itself. Returns what ends it. */
  subscribe?(changed: () => void): () => void
  /** RP-initiated logout address, or null where the provider has none. Needs no network. */
  endSessionUrl(
    options: { readonly returnTo: string | null; readonly state: string },
    context: CallContext,
  ): Promise<string | null>
  /** OIDC userinfo; checks `sub`. Also the cheapest question that shows whether the account is in good standing. */
  fetchUser(accessToken: string, subject: Subject, context: CallContext): Promise<Outcome<UserAnswer, IdentityFailure>>
}

/** What a provider says about the user of a token. */
export interface UserAnswer {
  readonly profile: Profile
  readonly roles: readonly string[]
}
