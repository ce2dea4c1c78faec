import type { Duration, Instant } from '../../machines/time.ts'

/**
 * One request to a server and what came back, as data the core can classify. JSON-safe and free of secrets: of an error
 * body only the fields named here are kept, each cut at 200 characters.
 */
export type Exchange =
  | {
      /** No response arrived. `timeout` and `network` may both have reached the server. */
      readonly kind: 'no_response'
      readonly cause: 'network' | 'timeout' | 'aborted'
    }
  | {
      readonly kind: 'response'
      readonly status: number
      /** True when the answer isn't from the exact URL asked: redirected, opaque, or another URL. */
      readonly redirected: boolean
      readonly contentType: 'json' | 'html' | 'other' | 'none'
      /** `Retry-After` as a span from now (RFC 9110 §10.2.3). */
      readonly retryAfter: Duration | null
      /** `unreadable`: stalled, truncated or not what the content type says. `malformed`: JSON of the wrong shape. */
      readonly body: 'ok' | 'error' | 'empty' | 'unreadable' | 'malformed'
      /** `error` of RFC 6749 §5.2, or a provider's own code. */
      readonly error: string | null
      readonly errorDescription: string | null
      /** Further codes a provider profile declares, e.g. Entra's `error_codes`. */
      readonly errorCodes: readonly string[]
    }

/** Why an identity provider's call did not do what was asked. */
export type IdentityFailure =
  | { readonly kind: 'exchange'; readonly exchange: Exchange }
  | {
      /** Discovery failed and nothing usable is cached; the token endpoint was never asked. */
      readonly kind: 'discovery_unavailable'
      readonly exchange: Exchange | null
    }
  | {
      /** The answer belongs to somebody else: OIDC Core §12.2 continuity, or userinfo's `sub` (§5.3.2). */
      readonly kind: 'identity_mismatch'
    }
  | {
      /** The callback was refused before any token request: wrong state, replay, `iss` mismatch, error parameters. */
      readonly kind: 'callback_refused'
      readonly code: CallbackRefusal
    }
  /** The key that the tokens are bound to is gone (`key_lost`), or can't be read just now. Nobody was asked. */
  | { readonly kind: 'key_lost' | 'key_unavailable' }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'not_supported' }

/** Why a redirect callback ended without a login. `denied` is the user's or the provider's `error` answer. */
export type CallbackRefusal =
  | 'no_transaction'
  | 'already_used'
  | 'expired'
  | 'state'
  | 'issuer'
  | 'denied'
  | 'malformed'

/** A server's own time seen in an answer, for the trusted clock. */
export interface TimeSample {
  /** The server's time: an ID token's `iat` or a readable `Date` header. */
  readonly server: Instant
  /** Local wall clock at the request's start and end. */
  readonly sentAt: Instant
  readonly receivedAt: Instant
}
