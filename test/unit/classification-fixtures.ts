import { auth0 } from '../../adapters/identity/providers/auth0.ts'
import { cognito } from '../../adapters/identity/providers/cognito.ts'
import { entra } from '../../adapters/identity/providers/entra.ts'
import { firebase } from '../../adapters/identity/providers/firebase.ts'
import { google } from '../../adapters/identity/providers/google.ts'
import { keycloak } from '../../adapters/identity/providers/keycloak.ts'
import { okta } from '../../adapters/identity/providers/okta.ts'
import { supabase } from '../../adapters/identity/providers/supabase.ts'
import { genericProfile } from '../../src/exchange/generic-profile.ts'
import type { ProviderProfile } from '../../src/ports/provider-profile.ts'

export const profiles = { generic: genericProfile, auth0, okta, supabase, keycloak, cognito, entra, google, firebase }

/** An answer as it comes over the wire, and the row and verdict it must get: `category/reason/consumed`. */
export interface Fixture {
  readonly profile: ProviderProfile
  readonly status: number
  readonly body: string
  readonly headers: Readonly<Record<string, string>>
  readonly row: string
  readonly verdict: string
}

const json = { 'content-type': 'application/json' }
const html = { 'content-type': 'text/html; charset=utf-8' }

const refused = 'refused/refused/no'
const expired = 'refused/expired/no'
const revoked = 'refused/revoked/no'
const reused = 'refused/reuse_detected/no'
const interaction = 'interaction_required/interaction_required/no'
const locked = 'locked/account_disabled/no'
const misconfigured = 'misconfigured/misconfigured/no'
const throttled = 'throttled/throttled/no'
const down = 'server_unavailable/server_unavailable/maybe'
const failed = 'server_unavailable/refresh_failed/maybe'
const portal = 'captive_portal/captive_portal/maybe'

function on(
  profile: ProviderProfile,
  status: number,
  body: unknown,
  row: string,
  verdict: string,
  headers = json,
): Fixture {
  return { profile, status, body: typeof body === 'string' ? body : JSON.stringify(body), headers, row, verdict }
}

const oauth = (error: string, description?: string): unknown => ({ error, error_description: description })
const amazon = (type: string, message: string): unknown => ({ __type: type, message })
const microsoft = (...codes: readonly number[]): unknown => ({
  error: 'invalid_grant',
  error_description: `AADSTS${codes[0]}: text that changes. Trace ID: 7f3d`,
  error_codes: codes,
})
const supa = (error_code: string, msg = ''): unknown => ({ code: 400, error_code, msg })
const fire = (message: string): unknown => ({ error: { code: 400, message, status: 'INVALID_ARGUMENT' } })

const generic = genericProfile
const amz = { 'content-type': 'application/x-amz-json-1.1' }

export const fixtures: readonly Fixture[] = [
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

  on(auth0, 403, oauth('invalid_grant', 'Unknown or invalid refresh token.'), 'invalid-grant', refused),
  on(auth0, 403, oauth('invalid_grant', 'user is blocked'), 'auth0-blocked', locked),
  on(auth0, 403, oauth('unauthorized', 'User is blocked.'), 'auth0-blocked', locked),
  on(auth0, 403, { error: 'mfa_required', mfa_token: 'secret' }, 'mfa', interaction),
  on(okta, 400, oauth('invalid_grant', 'The refresh token is invalid or expired.'), 'invalid-grant', refused),

  on(
    supabase,
    400,
    supa('refresh_token_not_found', 'Invalid Refresh Token: Refresh Token Not Found'),
    'supabase-not-found',
    refused,
  ),
  on(supabase, 400, { code: 'refresh_token_not_found', message: 'x' }, 'supabase-not-found', refused),
  on(supabase, 400, supa('refresh_token_already_used'), 'supabase-used', reused),
  on(supabase, 400, oauth('invalid_grant', 'Invalid Refresh Token: Already Used'), 'supabase-used-text', reused),
  on(supabase, 403, supa('session_not_found'), 'supabase-not-found', refused),
  on(
    supabase,
    400,
    supa('session_expired', 'Invalid Refresh Token: Session Expired (Inactivity)'),
    'supabase-expired',
    expired,
  ),
  on(
    supabase,
    400,
    supa('session_expired', 'Invalid Refresh Token: Session Expired (Revoked by Newer Login)'),
    'supabase-newer-login',
    revoked,
  ),
  on(
    supabase,
    400,
    supa('session_expired', 'Invalid Refresh Token: Session Expired (Low AAL: User Needs MFA Verification)'),
    'supabase-low-aal',
    interaction,
  ),
  on(supabase, 400, supa('user_banned'), 'supabase-banned', locked),
  on(supabase, 400, oauth('invalid_grant', 'Invalid Refresh Token: User Banned'), 'supabase-banned-text', locked),
  on(supabase, 429, supa('over_request_rate_limit'), 'too-many-requests', throttled),
  on(supabase, 400, supa('hook_timeout'), 'supabase-timeout', down),

  ...['Session not active', 'Token is not active', 'Offline session not active'].map((text) =>
    on(keycloak, 400, oauth('invalid_grant', text), 'keycloak-expired', expired),
  ),
  ...[
    'Offline user session not found',
    "Session doesn't have required client",
    'Invalid refresh token',
    'Unmatching clients',
  ].map((text) => on(keycloak, 400, oauth('invalid_grant', text), 'invalid-grant', refused)),
  ...['Stale token', 'Maximum allowed refresh token reuse exceeded'].map((text) =>
    on(keycloak, 400, oauth('invalid_grant', text), 'keycloak-reused', reused),
  ),
  on(keycloak, 400, oauth('invalid_grant', 'User disabled'), 'keycloak-disabled', locked),
  on(keycloak, 400, oauth('invalid_grant', 'Account disabled'), 'keycloak-disabled', locked),
  on(keycloak, 401, oauth('invalid_grant', 'Invalid user credentials'), 'invalid-grant', refused),
  on(
    keycloak,
    400,
    oauth('invalid_scope', 'Client no longer has requested consent from user'),
    'keycloak-consent',
    interaction,
  ),

  on(cognito, 400, amazon('NotAuthorizedException', 'Refresh Token has expired'), 'cognito-expired', expired, amz),
  on(cognito, 400, amazon('NotAuthorizedException', 'Refresh Token has been revoked'), 'cognito-revoked', revoked, amz),
  on(cognito, 400, amazon('NotAuthorizedException', 'Invalid Refresh Token'), 'cognito-refused', refused, amz),
  on(
    cognito,
    400,
    amazon('com.amazonaws#NotAuthorizedException', 'User is disabled.'),
    'cognito-disabled',
    locked,
    amz,
  ),
  on(cognito, 400, amazon('UserNotFoundException', 'User does not exist.'), 'cognito-deleted', locked, amz),
  on(cognito, 400, amazon('PasswordResetRequiredException', ''), 'cognito-interaction', interaction, amz),
  on(cognito, 400, amazon('UserNotConfirmedException', ''), 'cognito-interaction', interaction, amz),
  on(cognito, 400, amazon('RefreshTokenReuseException', ''), 'cognito-reused', reused, amz),
  on(cognito, 400, amazon('TooManyRequestsException', ''), 'cognito-rate', throttled, amz),
  on(cognito, 500, amazon('InternalErrorException', ''), 'server-error', down, amz),
  on(cognito, 403, amazon('ForbiddenException', ''), 'cognito-unavailable', down, amz),
  on(cognito, 400, oauth('invalid_grant'), 'invalid-grant', refused),

  ...[700082, 70008, 700084, 700081].map((code) => on(entra, 400, microsoft(code), 'entra-expired', expired)),
  ...[50173, 50132, 50133].map((code) => on(entra, 400, microsoft(code), 'entra-revoked', revoked)),
  ...[50072, 50074, 50076, 50079, 50158].map((code) => on(entra, 400, microsoft(code), 'entra-mfa', interaction)),
  on(entra, 400, microsoft(50055), 'entra-password', interaction),
  on(entra, 400, microsoft(53003), 'entra-conditional-access', interaction),
  on(entra, 400, microsoft(65001), 'entra-consent', interaction),
  on(entra, 400, { error: 'invalid_grant', suberror: 'additional_action' }, 'entra-suberror', interaction),
  on(entra, 400, microsoft(50057), 'entra-disabled', locked),
  on(entra, 400, microsoft(135011), 'entra-disabled', locked),
  on(entra, 400, microsoft(50034), 'entra-no-user', locked),
  on(entra, 400, microsoft(700016), 'entra-no-app', misconfigured),
  on(entra, 400, microsoft(50053), 'entra-smart-lockout', interaction),
  on(entra, 400, microsoft(90033), 'entra-throttled', throttled),
  on(entra, 400, microsoft(50196), 'entra-throttled', throttled),
  on(entra, 400, microsoft(999999), 'invalid-grant', refused),

  on(google, 400, oauth('invalid_grant', 'Token has been expired or revoked.'), 'invalid-grant', refused),
  on(google, 400, { error: 'invalid_grant', error_subtype: 'invalid_rapt' }, 'google-session-control', interaction),
  on(google, 400, oauth('invalid_grant', 'Account has been deleted'), 'google-deleted', locked),
  on(google, 400, oauth('admin_policy_enforced'), 'google-admin', interaction),
  on(google, 401, oauth('disabled_client'), 'google-client', misconfigured),
  on(google, 401, oauth('deleted_client'), 'google-client', misconfigured),

  on(firebase, 400, fire('TOKEN_EXPIRED'), 'firebase-expired', expired),
  on(firebase, 400, fire('INVALID_REFRESH_TOKEN'), 'firebase-invalid', refused),
  on(firebase, 400, fire('USER_DISABLED'), 'firebase-disabled', locked),
  on(firebase, 400, fire('USER_NOT_FOUND'), 'firebase-disabled', locked),
  on(firebase, 400, fire('CREDENTIAL_TOO_OLD_LOGIN_AGAIN'), 'firebase-too-old', interaction),
  on(firebase, 400, fire('TOO_MANY_ATTEMPTS_TRY_LATER : Try again later.'), 'firebase-throttled', throttled),
]
