import type { Duration } from '../../machines/time.ts'

/** What a failure means for the session: its category and the chart's own reason. */
export type Verdict =
  | { readonly category: 'refused'; readonly reason: 'expired' | 'revoked' | 'reuse_detected' | 'refused' }
  /** Ends the session only when the same answer comes again at least 30 s later; the caller keeps count. */
  | { readonly category: 'unknown_refusal'; readonly reason: 'refused' }
  | { readonly category: 'interaction_required'; readonly reason: 'interaction_required' }
  | { readonly category: 'key_lost'; readonly reason: 'key_lost' }
  | { readonly category: 'identity_mismatch'; readonly reason: 'identity_mismatch' }
  | { readonly category: 'locked'; readonly reason: 'account_disabled' }
  | { readonly category: 'misconfigured'; readonly reason: 'misconfigured' }
  | { readonly category: 'unreachable'; readonly reason: 'network_unavailable' }
  | { readonly category: 'throttled'; readonly reason: 'throttled' }
  | { readonly category: 'server_unavailable'; readonly reason: 'server_unavailable' | 'refresh_failed' }
  | { readonly category: 'captive_portal'; readonly reason: 'captive_portal' }
  | { readonly category: 'discovery_unavailable'; readonly reason: 'discovery_unavailable' }
  | { readonly category: 'cancelled'; readonly reason: null }

/** `maybe`: the request may have been acted on, so a rotating refresh token may be spent although no new one arrived. */
export type Consumed = 'no' | 'maybe'

export type Classification = Verdict & {
  readonly consumed: Consumed
  /** What the server asked us to wait, at most an hour. */
  readonly retryAfter: Duration | null
  /** Id of the row that decided, for logs and tests. */
  readonly row: string
}
