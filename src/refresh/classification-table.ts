import type { Exchange, IdentityFailure } from '../ports/exchange.ts'
import type { Consumed, Verdict } from '../ports/verdict.ts'

/** One line of the table. Every part of `match` that is given must hold. */
export interface ClassificationRow {
  readonly id: string
  readonly match: Match
  readonly verdict: Verdict & { readonly consumed: Consumed }
  readonly source: string
}

export interface Match {
  readonly failure?: Exclude<IdentityFailure['kind'], 'exchange'>
  readonly cause?: (Exchange & { readonly kind: 'no_response' })['cause']
  /** From and to, both included. */
  readonly status?: readonly [number, number]
  readonly redirected?: true
  readonly retryAfter?: true
  readonly contentType?: readonly (Exchange & { readonly kind: 'response' })['contentType'][]
  readonly body?: readonly (Exchange & { readonly kind: 'response' })['body'][]
  readonly error?: readonly string[]
}

const interaction = { category: 'interaction_required', reason: 'interaction_required', consumed: 'no' } as const
const misconfigured = { category: 'misconfigured', reason: 'misconfigured', consumed: 'no' } as const
const portal = { category: 'captive_portal', reason: 'captive_portal', consumed: 'maybe' } as const
const down = { category: 'server_unavailable', reason: 'server_unavailable', consumed: 'maybe' } as const
const failed = { category: 'server_unavailable', reason: 'refresh_failed', consumed: 'maybe' } as const
const unreachable = { category: 'unreachable', reason: 'network_unavailable', consumed: 'maybe' } as const

/** Asked first, in order. None of these ends a session, except an answer that is somebody else's. */
export const transportRows: readonly ClassificationRow[] = [
  row(
    'discovery',
    { failure: 'discovery_unavailable' },
    { category: 'discovery_unavailable', reason: 'discovery_unavailable', consumed: 'no' },
    'the token endpoint was never asked',
  ),
  row(
    'identity-mismatch',
    { failure: 'identity_mismatch' },
    { category: 'identity_mismatch', reason: 'identity_mismatch', consumed: 'maybe' },
    'OpenID Connect Core 12.2',
  ),
  row(
    'key-lost',
    { failure: 'key_lost' },
    { category: 'key_lost', reason: 'key_lost', consumed: 'no' },
    'RFC 9449 section 5: a bound refresh token is of no use without its key',
  ),
  row(
    'key-unavailable',
    { failure: 'key_unavailable' },
    { category: 'cancelled', reason: null, consumed: 'no' },
    'the token endpoint was never asked',
  ),
  row('cancelled', { failure: 'cancelled' }, { category: 'cancelled', reason: null, consumed: 'no' }, 'EC-04'),
  row(
    'callback-refused',
    { failure: 'callback_refused' },
    { category: 'cancelled', reason: null, consumed: 'no' },
    'a callback says nothing about a stored session',
  ),
  row('not-supported', { failure: 'not_supported' }, misconfigured, 'EC-06'),
  row(
    'aborted',
    { cause: 'aborted' },
    { category: 'cancelled', reason: null, consumed: 'maybe' },
    'EC-04; the request may have left',
  ),
  row('timeout', { cause: 'timeout' }, unreachable, 'EC-04'),
  row('network', { cause: 'network' }, unreachable, 'EC-04'),
  row('redirected', { redirected: true }, portal, 'EC-02, EC-05'),
  row('network-login-required', { status: [511, 511] }, portal, 'RFC 6585 section 6'),
  row('maintenance', { status: [503, 503], retryAfter: true }, { ...down, consumed: 'no' }, 'RFC 9110 section 15.6.4'),
  row('server-error', { status: [500, 599] }, down, 'status wins over any error in the body'),
  row(
    'too-many-requests',
    { status: [429, 429] },
    { category: 'throttled', reason: 'throttled', consumed: 'no' },
    'RFC 6585 section 4',
  ),
  row('request-timeout', { status: [408, 408] }, down, 'EC-04'),
  row('too-early', { status: [425, 425] }, down, 'EC-04'),
  row('proxy-login-required', { status: [407, 407] }, portal, 'EC-04, EC-05'),
  row('html', { contentType: ['html'] }, portal, 'EC-05'),
  row('empty', { body: ['empty'] }, portal, 'EC-05'),
  row('not-json', { contentType: ['other', 'none'] }, portal, 'EC-05'),
  row('unreadable', { body: ['unreadable'] }, failed, 'stalled, truncated, too long or too deep'),
  row('malformed', { body: ['malformed'] }, failed, 'RF-08'),
  row('success-without-grant', { status: [200, 299] }, failed, 'RF-08'),
]

/** A well-formed refusal: JSON from the exact URL, 400–403, with an `error`. Only these may end a session (EC-02). */
export const refusal: Match = { status: [400, 403], contentType: ['json'], body: ['error'] }

export const oauthRows: readonly ClassificationRow[] = [
  row(
    'invalid-grant',
    { error: ['invalid_grant'] },
    { category: 'refused', reason: 'refused', consumed: 'no' },
    'RFC 6749 section 5.2',
  ),
  row(
    'interaction',
    { error: ['interaction_required', 'login_required', 'consent_required', 'account_selection_required'] },
    interaction,
    'OpenID Connect Core 3.1.2.6',
  ),
  row('mfa', { error: ['mfa_required'] }, interaction, 'Auth0; the name is used by several'),
  row(
    'step-up',
    { error: ['insufficient_user_authentication', 'unmet_authentication_requirements'] },
    interaction,
    'RFC 9470 section 3; OpenID Connect Core unmet requirements',
  ),
  row('client', { error: ['invalid_client', 'unauthorized_client'] }, misconfigured, 'RFC 6749 section 5.2'),
  row(
    'request',
    { error: ['invalid_request', 'unsupported_grant_type', 'invalid_scope', 'invalid_target'] },
    misconfigured,
    'RFC 6749 section 5.2; RFC 8707 section 2',
  ),
  row('dpop', { error: ['invalid_dpop_proof', 'use_dpop_nonce'] }, misconfigured, 'RFC 9449 section 5'),
  row('transient', { error: ['temporarily_unavailable', 'server_error'] }, down, 'EC-07'),
  row(
    'slow-down',
    { error: ['slow_down'] },
    { category: 'throttled', reason: 'throttled', consumed: 'no' },
    'EC-07; RFC 8628 section 3.5',
  ),
  row(
    'unknown-400',
    { status: [400, 400] },
    { category: 'unknown_refusal', reason: 'refused', consumed: 'no' },
    'EC-03',
  ),
]

/** Whatever is left keeps the session. */
export const lastRow: ClassificationRow = row('anything-else', {}, failed, 'EC-03')

function row(id: string, match: Match, verdict: ClassificationRow['verdict'], source: string): ClassificationRow {
  return { id, match, verdict, source }
}
