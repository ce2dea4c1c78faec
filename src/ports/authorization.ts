import type { Instant } from '../../machines/time.ts'
import type { AccessToken } from './access.ts'
import type { Exchange, IdentityFailure } from './exchange.ts'
import type { Outcome } from './outcome.ts'

/** What the server last said this user may do. */
export interface PermissionSnapshot {
  readonly roles: readonly string[]
  readonly scopes: readonly string[]
  readonly at: Instant
}

/** Asks the server for the roles and scopes of now; used before a drain and after a sign-in. */
export type PermissionSource = (request: {
  readonly accessToken: string
  readonly fetch: typeof globalThis.fetch
  readonly signal: AbortSignal
  readonly now: () => Instant
}) => Promise<Outcome<PermissionSnapshot, IdentityFailure>>

/** One queued request as it goes over the wire. */
export interface OutgoingRequest {
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array | string | null
  readonly idempotencyKey: string
}

/** What came back to a request of the queue. */
export interface Reply {
  readonly exchange: Exchange
  /** The parsed JSON answer of a 2xx, for ids that flow to dependants; null otherwise. */
  readonly result: unknown
  /** The parsed JSON body of an error: field errors, the server's version in a conflict. */
  readonly problem?: unknown
}

/**
 * Sends one queued request. Never follows a redirect to another origin, never retries by itself. With a `possession` the
 * token is bound: it sends through that, or the server takes nothing.
 */
export type Transport = (
  request: OutgoingRequest,
  context: { readonly accessToken: string; readonly signal: AbortSignal } & Pick<AccessToken, 'carrier' | 'possession'>,
) => Promise<Reply>
