import { genericProfile } from '../../src/exchange/generic-profile.ts'
import type { ProviderProfile } from '../../src/ports/provider-profile.ts'

/** An answer as it comes over the wire, and the row and verdict it must get: `category/reason/consumed`. */
export interface Fixture {
  readonly profile: ProviderProfile
  readonly status: number
  readonly body: string
  readonly headers: Readonly<Record<string, string>>
  readonly row: string
  readonly verdict: string
  /** Where a vendor gives an answer that no row of its own profile reads; else null, for its row names the sources. */
  readonly source: string | null
}

const json = { 'content-type': 'application/json' }
const html = { 'content-type': 'text/html; charset=utf-8' }

export const refused = 'refused/refused/no'
export const interaction = 'interaction_required/interaction_required/no'
export const misconfigured = 'misconfigured/misconfigured/no'
export const throttled = 'throttled/throttled/no'
export const down = 'server_unavailable/server_unavailable/maybe'
const failed = 'server_unavailable/refresh_failed/maybe'
const portal = 'captive_portal/captive_portal/maybe'

export function on(
  profile: ProviderProfile,
  status: number,
  body: unknown,
  row: string,
  verdict: string,
  headers = json,
): Fixture {
  return {
    profile,
    status,
    body: typeof body === 'string' ? body : JSON.stringify(body),
    headers,
    row,
    verdict,
    source: null,
  }
}

export const oauth = (error: string, description?: string): unknown => ({ error, error_description: description })

const generic = genericProfile

export const genericFixtures: readonly Fixture[] = [
  on(generic, 400, oauth('invalid_grant'), 'invalid-grant', refused),
  on(generic, 401, oauth('invalid_grant'), 'invalid-grant', refused),
  on(generic, 403, oauth('invalid_grant'), 'invalid-grant', refused),
  on(generic, 400, oauth('invalid_grant', 'User disabled'), 'invalid-grant', refused),
  on(generic, 400, oauth(' Invalid_Grant. '), 'invalid-grant', refused),
  on(generic, 401, oauth('invalid_client'), 'client', misconfigured),
  on(generic, 400, oauth('unauthorized_client'), 'client', misconfigured),
  on(generic, 400, oauth('unsupported_grant_type'), 'request', misconfigured),
  on(generic, 400, oauth('invalid_request'), 'request', misconfigured),
  on(generic, 400, oauth('invalid_scope'), 'request', misconfigured),
  on(generic, 400, oauth('invalid_dpop_proof'), 'dpop', misconfigured),
  on(generic, 400, oauth('interaction_required'), 'interaction', interaction),
  on(generic, 400, oauth('login_required'), 'interaction', interaction),
  on(generic, 400, oauth('consent_required'), 'interaction', interaction),
  on(generic, 400, oauth('account_selection_required'), 'interaction', interaction),
  on(generic, 403, oauth('mfa_required'), 'mfa', interaction),
  on(generic, 401, oauth('insufficient_user_authentication'), 'step-up', interaction),
  on(generic, 400, oauth('temporarily_unavailable'), 'transient', down),
  on(generic, 400, oauth('server_error'), 'transient', down),
  on(generic, 400, oauth('slow_down'), 'slow-down', throttled),
  on(generic, 400, oauth('account_disabled'), 'unknown-400', 'unknown_refusal/refused/no'),
  on(generic, 400, oauth('access_denied'), 'unknown-400', 'unknown_refusal/refused/no'),
  on(generic, 401, oauth('something_else'), 'anything-else', failed),
  on(generic, 403, oauth('forbidden'), 'anything-else', failed),
  on(generic, 404, oauth('invalid_grant'), 'anything-else', failed),
  on(generic, 422, oauth('invalid_grant'), 'anything-else', failed),
  on(generic, 400, { message: 'no error here' }, 'malformed', failed),
  on(generic, 400, '[1]', 'malformed', failed),
  on(generic, 400, '{"error":', 'unreadable', failed),
  on(generic, 200, { token: 'none' }, 'success-without-grant', failed),
  on(generic, 200, '<title>Sign in to the network</title>', 'html', portal, html),
  on(generic, 403, '<title>Sorry, you look like a robot</title>', 'html', portal, html),
  on(generic, 400, '<title>Bad request</title>', 'html', portal, html),
  on(generic, 400, JSON.stringify(oauth('invalid_grant')), 'not-json', portal, { 'content-type': 'text/plain' }),
  on(generic, 200, '', 'empty', portal),
  on(generic, 400, '  ', 'empty', portal),
  on(generic, 302, '', 'redirected', portal, { ...json, location: 'https://portal.test/' } as typeof json),
  on(generic, 307, oauth('invalid_grant'), 'redirected', portal),
  on(generic, 407, oauth('invalid_grant'), 'proxy-login-required', portal),
  on(generic, 511, oauth('invalid_grant'), 'network-login-required', portal),
  on(generic, 408, oauth('invalid_grant'), 'request-timeout', down),
  on(generic, 425, oauth('invalid_grant'), 'too-early', down),
  on(generic, 429, oauth('invalid_grant'), 'too-many-requests', throttled),
  on(generic, 500, oauth('invalid_grant'), 'server-error', down),
  on(generic, 502, '<title>Bad gateway</title>', 'server-error', down, html),
  on(generic, 503, oauth('invalid_grant'), 'server-error', down),
  on(generic, 503, '', 'maintenance', 'server_unavailable/server_unavailable/no', {
    ...json,
    'retry-after': '5',
  } as typeof json),
]
