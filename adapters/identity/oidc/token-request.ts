import {
  allowInsecureRequests,
  authorizationCodeGrantRequest,
  customFetch,
  None,
  refreshTokenGrantRequest,
  validateAuthResponse,
} from 'oauth4webapi'
import { ask, type Answer } from '../../../src/exchange/ask.ts'
import { requestHygiene } from '../../../src/exchange/request-hygiene.ts'
import { fail, succeed } from '../../../src/exchange/settle.ts'
import type { CallbackRefusal, IdentityFailure } from '../../../src/ports/exchange.ts'
import type { CallContext, LoginTransaction, RefreshRequest, TokenGrant } from '../../../src/ports/identity.ts'
import type { Outcome } from '../../../src/ports/outcome.ts'
import { callbackRefusal } from './callback.ts'
import { continues, continuityClaims } from './continuity.ts'
import type { Discovery } from './discovery.ts'
import { subjectOf, tokenGrant } from './grant.ts'
import type { Metadata } from './metadata.ts'
import { isLoopback } from './safe-url.ts'
import type { OidcSettings } from './settings.ts'
import { checkTokens, oidcClient } from './token-answer.ts'

export interface TokenRequest {
  readonly settings: OidcSettings
  readonly discovery: Discovery
  readonly context: CallContext
}

type Granted = Outcome<TokenGrant, IdentityFailure>

/** Exchanges a callback's code (RFC 6749 §4.1.3). Nothing is sent before everything about the callback is right. */
export async function exchangeCode(
  url: string,
  transaction: LoginTransaction,
  request: TokenRequest,
): Promise<Granted> {
  const { settings, context } = request
  const refuse = (code: CallbackRefusal): Granted => fail({ kind: 'callback_refused', code }, context.now())
  const refusal = callbackRefusal(url, { transaction, issuer: settings.issuer, now: context.now() })
  if (refusal !== null) {
    return refuse(refusal)
  }
  const found = await request.discovery.find(context)
  if (!found.ok) {
    return found
  }
  const metadata = found.value
  const { searchParams } = new URL(url)
  // What would be granted without a key could be used without one.
  if (settings.dpop !== null && context.possession === undefined) {
    return fail({ kind: 'key_unavailable' }, context.now())
  }
  if (metadata.authorization_response_iss_parameter_supported === true && !searchParams.has('iss')) {
    return refuse('issuer')
  }
  const client = oidcClient(settings.clientId)
  const parameters = attempt(() => validateAuthResponse(metadata, client, searchParams, transaction.state))
  if (parameters === null) {
    return refuse('malformed')
  }
  const { redirectUri, codeVerifier, nonce, maxAge } = transaction
  const answer = await send(request, metadata, [codeVerifier, searchParams.get('code') ?? ''], (options) =>
    authorizationCodeGrantRequest(metadata, client, None(), parameters, redirectUri, codeVerifier, options),
  )
  const checked = await checkTokens(answer, {
    metadata,
    clientId: settings.clientId,
    nonce,
    maxAge,
    isBound: context.possession !== undefined,
  })
  if (!checked.ok) {
    return checked
  }
  const { idToken } = checked.value
  if (idToken === null) {
    return fail({ kind: 'identity_mismatch' }, answer.receivedAt)
  }
  const subject = subjectOf(idToken, settings)
  return succeed(tokenGrant(checked.value, answer, { settings, subject, expected: null }), answer.receivedAt)
}

/** One token request (RFC 6749 §6). Continuity is checked offline: nothing stands between the answer and its commit. */
export async function refreshTokens(refresh: RefreshRequest, request: TokenRequest): Promise<Granted> {
  const { settings, context } = request
  const found = await request.discovery.find(context)
  if (!found.ok) {
    return found
  }
  const metadata = found.value
  const client = oidcClient(settings.clientId)
  const answer = await send(request, metadata, [refresh.refreshToken], (options) =>
    refreshTokenGrantRequest(metadata, client, None(), refresh.refreshToken, options),
  )
  const checked = await checkTokens(answer, {
    metadata,
    clientId: settings.clientId,
    nonce: null,
    maxAge: null,
    isBound: context.possession !== undefined,
  })
  if (!checked.ok) {
    return checked
  }
  const { idToken } = checked.value
  const same =
    idToken === null ||
    (idToken.sub === refresh.subject.subject &&
      idToken.iss === refresh.subject.issuer &&
      (refresh.claims === null || continues(refresh.claims, continuityClaims(idToken))))
  if (!same) {
    return fail({ kind: 'identity_mismatch' }, answer.receivedAt)
  }
  const { subject } = refresh
  return succeed(tokenGrant(checked.value, answer, { settings, subject, expected: refresh }), answer.receivedAt)
}

type SendOptions = NonNullable<Parameters<typeof refreshTokenGrantRequest>[4]>

function send(
  { context, settings }: TokenRequest,
  metadata: Metadata,
  secrets: readonly string[],
  request: (options: SendOptions) => Promise<Response>,
): Promise<Answer> {
  const url = metadata.token_endpoint
  const { possession, signal } = context
  const hygienicFetch: SendOptions[typeof customFetch] = (address, { method, body, headers }) => {
    const transmit = (proof: Readonly<Record<string, string>>): Promise<Response> =>
      context.fetch(address, { ...requestHygiene, method, body, headers: { ...headers, ...proof }, signal })
    return possession?.send({ method, url: address, token: null, signal }, transmit) ?? transmit({})
  }
  const options = { [customFetch]: hygienicFetch, [allowInsecureRequests]: isLoopback(url) }
  return ask(() => request(options), { url, context, shape: settings.profile.shape, secrets })
}

function attempt<Value>(read: () => Value): Value | null {
  try {
    return read()
  } catch {
    return null
  }
}
