import { auth0 } from '../../adapters/identity/providers/auth0.ts'
import { cognito } from '../../adapters/identity/providers/cognito.ts'
import { entra } from '../../adapters/identity/providers/entra.ts'
import { firebase } from '../../adapters/identity/providers/firebase.ts'
import { google } from '../../adapters/identity/providers/google.ts'
import { keycloak } from '../../adapters/identity/providers/keycloak.ts'
import { okta } from '../../adapters/identity/providers/okta.ts'
import { supabase } from '../../adapters/identity/providers/supabase.ts'
import { genericProfile } from '../../src/exchange/generic-profile.ts'
import {
  down,
  genericFixtures,
  interaction,
  misconfigured,
  oauth,
  on,
  refused,
  throttled,
  type Fixture,
} from './classification-fixtures.ts'

export const profiles = { generic: genericProfile, auth0, okta, supabase, keycloak, cognito, entra, google, firebase }

const expired = 'refused/expired/no'
const revoked = 'refused/revoked/no'
const reused = 'refused/reuse_detected/no'
const locked = 'locked/account_disabled/no'

const amazon = (type: string, message: string): unknown => ({ __type: type, message })
const microsoft = (...codes: readonly number[]): unknown => ({
  error: 'invalid_grant',
  error_description: `AADSTS${codes[0]}: text that changes. Trace ID: 7f3d`,
  error_codes: codes,
})
const supa = (error_code: string, msg = ''): unknown => ({ code: 400, error_code, msg })
const fire = (message: string): unknown => ({ error: { code: 400, message, status: 'INVALID_ARGUMENT' } })

const amz = { 'content-type': 'application/x-amz-json-1.1' }

const said = (source: string, fixture: Fixture): Fixture => ({ ...fixture, source })
const rfc = 'RFC 6749 section 5.2'
/** Begins a source that is none: nothing of the vendor's own says so. */
export const ourTable = 'only our table of answers'

const auth0Docs = 'https://auth0.com/docs/secure/tokens/refresh-tokens/use-refresh-tokens'
const auth0Android =
  'https://github.com/auth0/Auth0.Android/blob/main/auth0/src/main/java/com/auth0/android/authentication/AuthenticationException.kt'
const oktaErrors =
  'https://github.com/okta/okta-developer-docs/blob/master/packages/@okta/vuepress-site/data/oauth2-error-codes.json'
const googleAds = 'https://developers.google.com/google-ads/api/docs/get-started/common-errors'
const supabaseOlder = 'https://github.com/supabase/auth/blob/v2.163.0/internal/api/token_refresh.go'
const msal =
  'https://github.com/AzureAD/microsoft-authentication-library-for-js/blob/dev/lib/msal-common/src/error/InteractionRequiredAuthError.ts'

/** Each vendor's answers. Where they stand is said by the row that reads them, or here if a generic row does. */
export const vendorFixtures: readonly Fixture[] = [
  said(
    auth0Android,
    on(auth0, 403, oauth('invalid_grant', 'Unknown or invalid refresh token.'), 'invalid-grant', refused),
  ),
  on(auth0, 403, oauth('invalid_grant', 'user is blocked'), 'auth0-blocked', locked),
  on(auth0, 403, oauth('unauthorized', 'User is blocked.'), 'auth0-blocked', locked),
  said(auth0Docs, on(auth0, 403, { error: 'mfa_required', mfa_token: 'secret' }, 'mfa', interaction)),
  said(
    oktaErrors,
    on(okta, 400, oauth('invalid_grant', 'The refresh token is invalid or expired.'), 'invalid-grant', refused),
  ),
  said(
    oktaErrors,
    on(
      okta,
      429,
      oauth('invalid_grant', 'API call exceeded rate limit due to too many requests.'),
      'too-many-requests',
      throttled,
    ),
  ),

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
  ...[
    ['Session Expired', 'supabase-expired-text', expired],
    ['Session Expired (Inactivity)', 'supabase-expired-text', expired],
    ['Session Expired (Revoked by Newer Login)', 'supabase-newer-login-text', revoked],
    ['Refresh Token Not Found', 'invalid-grant', refused],
  ].map(([text = '', row = '', verdict = '']) =>
    said(supabaseOlder, on(supabase, 400, oauth('invalid_grant', `Invalid Refresh Token: ${text}`), row, verdict)),
  ),
  ...[
    ['Session Expired (Low AAL: User Needs MFA Verification)', 'supabase-expired-text', expired],
    ['No Valid Session Found', 'invalid-grant', refused],
  ].map(([text = '', row = '', verdict = '']) =>
    said(
      `${ourTable}: both are younger than the body`,
      on(supabase, 400, oauth('invalid_grant', `Invalid Refresh Token: ${text}`), row, verdict),
    ),
  ),
  on(supabase, 400, supa('over_request_rate_limit'), 'supabase-rate', throttled),
  said(
    'https://github.com/supabase/auth/blob/master/internal/api/middleware.go',
    on(supabase, 429, supa('over_request_rate_limit'), 'too-many-requests', throttled),
  ),
  ...['hook_timeout', 'hook_timeout_after_retry', 'request_timeout'].map((code) =>
    on(supabase, 400, supa(code), 'supabase-timeout', down),
  ),

  ...['Session not active', 'Token is not active', 'Offline session not active'].map((text) =>
    on(keycloak, 400, oauth('invalid_grant', text), 'keycloak-expired', expired),
  ),
  ...[
    'Offline user session not found',
    "Session doesn't have required client",
    'Invalid refresh token',
    'Refresh token issued before the user session started',
    'refresh token issued before the client session started',
    'Refresh toked issued before the user session started',
    'Refresh toked issued before the client session started',
    'Unmatching clients',
  ].map((text) => said(keycloak.source, on(keycloak, 400, oauth('invalid_grant', text), 'invalid-grant', refused))),
  ...['Stale token', 'Maximum allowed refresh token reuse exceeded'].map((text) =>
    on(keycloak, 400, oauth('invalid_grant', text), 'keycloak-reused', reused),
  ),
  on(keycloak, 400, oauth('invalid_grant', 'User disabled'), 'keycloak-disabled', locked),
  on(keycloak, 400, oauth('invalid_grant', 'Account disabled'), 'keycloak-disabled', locked),
  said(
    'https://github.com/keycloak/keycloak/blob/main/services/src/main/java/org/keycloak/authentication/authenticators/directgrant/ValidateUsername.java',
    on(keycloak, 401, oauth('invalid_grant', 'Invalid user credentials'), 'invalid-grant', refused),
  ),
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
  said(
    'https://github.com/aws/aws-sdk-js-v3/blob/main/clients/client-cognito-identity-provider/src/commands/GetTokensFromRefreshTokenCommand.ts',
    on(cognito, 500, amazon('InternalErrorException', ''), 'server-error', down, amz),
  ),
  on(cognito, 403, amazon('ForbiddenException', ''), 'cognito-unavailable', down, amz),
  said(rfc, on(cognito, 400, oauth('invalid_grant'), 'invalid-grant', refused)),

  ...[700082, 70008, 700084, 700081].map((code) => on(entra, 400, microsoft(code), 'entra-expired', expired)),
  ...[50173, 50132, 50133].map((code) => on(entra, 400, microsoft(code), 'entra-revoked', revoked)),
  ...[50072, 50074, 50076, 50079, 50158].map((code) => on(entra, 400, microsoft(code), 'entra-mfa', interaction)),
  ...[50055, 50144].map((code) => on(entra, 400, microsoft(code), 'entra-password', interaction)),
  ...[53000, 53001, 53002, 53003, 53004, 53011, 530032, 530034, 530035].map((code) =>
    on(entra, 400, microsoft(code), 'entra-conditional-access', interaction),
  ),
  ...[65001, 65004].map((code) => on(entra, 400, microsoft(code), 'entra-consent', interaction)),
  ...['basic_action', 'additional_action', 'message_only', 'consent_required', 'user_password_expired'].map(
    (suberror) => on(entra, 400, { error: 'invalid_grant', suberror }, 'entra-suberror', interaction),
  ),
  said(msal, on(entra, 400, oauth('interaction_required'), 'interaction', interaction)),
  said('RFC 6749 section 4.1.2.1', on(entra, 400, oauth('temporarily_unavailable'), 'transient', down)),
  on(entra, 400, microsoft(50057), 'entra-disabled', locked),
  on(entra, 400, microsoft(135011), 'entra-disabled', locked),
  on(entra, 400, microsoft(50034), 'entra-no-user', locked),
  on(entra, 400, microsoft(700016), 'entra-no-app', misconfigured),
  on(entra, 400, microsoft(50053), 'entra-smart-lockout', interaction),
  on(entra, 400, microsoft(90033), 'entra-throttled', throttled),
  on(entra, 400, microsoft(50196), 'entra-throttled', throttled),
  said(rfc, on(entra, 400, microsoft(999999), 'invalid-grant', refused)),

  said(
    googleAds,
    on(google, 400, oauth('invalid_grant', 'Token has been expired or revoked.'), 'invalid-grant', refused),
  ),
  ...['invalid_rapt', 'rapt_required'].map((error_subtype) =>
    on(google, 400, { error: 'invalid_grant', error_subtype }, 'google-session-control', interaction),
  ),
  said(
    `${ourTable}: many report it, it was found on no page of Google`,
    on(google, 400, oauth('invalid_grant', 'Account has been deleted'), 'invalid-grant', refused),
  ),
  on(google, 400, oauth('admin_policy_enforced'), 'google-admin', interaction),
  on(google, 401, oauth('disabled_client'), 'google-client', misconfigured),
  on(google, 401, oauth('deleted_client'), 'google-client', misconfigured),

  on(firebase, 400, fire('TOKEN_EXPIRED'), 'firebase-expired', expired),
  on(firebase, 400, fire('INVALID_REFRESH_TOKEN'), 'firebase-invalid', refused),
  on(firebase, 400, fire('USER_DISABLED'), 'firebase-disabled', locked),
  on(firebase, 400, fire('USER_NOT_FOUND'), 'firebase-deleted', locked),
  on(firebase, 400, fire('CREDENTIAL_TOO_OLD_LOGIN_AGAIN'), 'firebase-too-old', interaction),
  on(firebase, 400, fire('TOO_MANY_ATTEMPTS_TRY_LATER : Try again later.'), 'firebase-throttled', throttled),
]

export const fixtures: readonly Fixture[] = [...genericFixtures, ...vendorFixtures]
