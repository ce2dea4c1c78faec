import {
  calculatePKCECodeChallenge,
  generateRandomCodeVerifier,
  generateRandomNonce,
  generateRandomState,
} from 'oauth4webapi'
import type { Instant } from '../../../machines/time.ts'
import type { LoginTransaction, SignInRequest } from '../../../src/ports/identity.ts'
import type { Possession } from '../../../src/ports/possession.ts'
import type { Metadata } from './metadata.ts'
import type { OidcSettings } from './settings.ts'

/** Marks a state whose answer belongs to a popup or a frame: window names and openers don't survive a provider's COOP header. */
export const popupState = 'popup.'

export interface Authorization {
  readonly url: string
  readonly transaction: LoginTransaction
}

/** Builds the authorization request: code and PKCE S256 only, with fresh 256-bit state, nonce and verifier (OL-01, OL-02). */
export async function authorization(
  request: SignInRequest,
  options: {
    readonly settings: OidcSettings
    readonly metadata: Metadata
    readonly redirectUri: string
    readonly now: Instant
    /** The key that the code is bound to (RFC 9449 §10). */
    readonly possession: Possession | undefined
  },
): Promise<Authorization> {
  const { settings, metadata, redirectUri, now, possession } = options
  const transaction: LoginTransaction = {
    state: (request.via === 'redirect' ? '' : popupState) + generateRandomState(),
    nonce: generateRandomNonce(),
    codeVerifier: generateRandomCodeVerifier(),
    redirectUri,
    returnTo: request.returnTo,
    maxAge: request.maxAge,
    startedAt: now,
  }
  const url = new URL(metadata.authorization_endpoint)
  const parameters: Readonly<Record<string, string | null>> = {
    ...settings.parameters,
    response_type: 'code',
    client_id: settings.clientId,
    redirect_uri: redirectUri,
    scope: settings.scope,
    state: transaction.state,
    nonce: transaction.nonce,
    code_challenge: await calculatePKCECodeChallenge(transaction.codeVerifier),
    code_challenge_method: 'S256',
    dpop_jkt: (await possession?.thumbprint()) ?? null,
    prompt: promptFor(request, settings),
    login_hint: request.loginHint,
    acr_values: request.acrValues,
    max_age: request.maxAge === null ? null : String(Math.floor(request.maxAge / 1000)),
  }
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== null) {
      url.searchParams.set(name, value)
    }
  }
  return { url: url.href, transaction }
}

/** OpenID Connect Core §11: `offline_access` may be ignored unless consent is asked for, whatever else is. */
function promptFor({ prompt, via }: SignInRequest, settings: OidcSettings): string | null {
  if (via === 'silent') return 'none'
  const wantsConsent = settings.consentForOfflineAccess && settings.scope.split(' ').includes('offline_access')
  const shown = new Set(prompt === null ? [] : prompt.split(' '))
  // `none` stands alone (§3.1.2.1).
  if (wantsConsent && !shown.has('none')) shown.add('consent')
  return shown.size === 0 ? null : [...shown].join(' ')
}
