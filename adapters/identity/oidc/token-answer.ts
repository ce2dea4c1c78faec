import {
  clockTolerance,
  getValidatedIdTokenClaims,
  JWT_CLAIM_COMPARISON,
  OperationProcessingError,
  processAuthorizationCodeResponse,
  processRefreshTokenResponse,
  type Client,
  type IDToken,
  type TokenEndpointResponse,
} from 'oauth4webapi'
import type { Duration } from '../../../machines/time.ts'
import type { Answer } from '../../../src/exchange/ask.ts'
import { isJsonObject, type JsonObject } from '../../../src/exchange/parse-json.ts'
import { malformedExchange } from '../../../src/exchange/malformed-exchange.ts'
import { fail, succeed } from '../../../src/exchange/settle.ts'
import type { IdentityFailure } from '../../../src/ports/exchange.ts'
import type { Outcome } from '../../../src/ports/outcome.ts'
import { isBoundTo } from './access-token-hash.ts'
import type { Metadata } from './metadata.ts'

/** A token answer after every check but continuity. */
export interface CheckedTokens {
  readonly tokens: TokenEndpointResponse
  readonly idToken: IDToken | null
  /** As received: oauth4webapi refuses odd `expires_in` figures, we clamp them. */
  readonly raw: JsonObject
}

/** How far the local clock may be off where the server's can't be read: a cross-origin page sees no `Date` header. */
const blindTolerance = 24 * 60 * 60

/** How far two machines' clocks may differ. */
const tolerance = 60

export function oidcClient(clientId: string): Client {
  // The library compares with the device's clock, which is often wrong by more than a token's life; `isTimely` compares
  // with the server's where it can be seen.
  return { client_id: clientId, token_endpoint_auth_method: 'none', [clockTolerance]: Number.MAX_SAFE_INTEGER }
}

/**
 * Checks a token answer with oauth4webapi: shape, and the ID token's issuer, audience, party, algorithm and nonce
 * (OpenID Connect Core §3.1.3.7), then what the library leaves out in this flow: `at_hash` and the age of the login. The
 * signature isn't read: the token came straight from the token endpoint (item 6 there). `nonce` null means a refresh, where an ID token is optional. Fetches nothing.
 */
export async function checkTokens(
  answer: Answer,
  options: {
    readonly metadata: Metadata
    readonly clientId: string
    readonly nonce: string | null
    readonly maxAge: Duration | null
    /** The request was proven: a token that anybody could use is not what was asked for (RFC 9449 §5). */
    readonly isBound: boolean
  },
): Promise<Outcome<CheckedTokens, IdentityFailure>> {
  const { metadata, nonce, maxAge } = options
  const raw = answer.json?.value
  if (raw === undefined) {
    return fail({ kind: 'exchange', exchange: answer.exchange }, answer.receivedAt)
  }
  if (
    !isJsonObject(raw) ||
    !isOfType(raw, options.isBound ? 'dpop' : 'bearer') ||
    raw['access_token'] === '' ||
    raw['refresh_token'] === ''
  ) {
    return malformed(answer)
  }
  const { expires_in: _, ...checkable } = raw
  const client = oidcClient(options.clientId)
  const response = Response.json(checkable)
  try {
    const tokens =
      nonce === null
        ? await processRefreshTokenResponse(metadata, client, response)
        : await processAuthorizationCodeResponse(metadata, client, response, {
            expectedNonce: nonce,
            requireIdToken: true,
          })
    const idToken = getValidatedIdTokenClaims(tokens) ?? null
    const isSound =
      idToken === null ||
      (idToken.sub !== '' &&
        isTimely(idToken, answer) &&
        isRecent(idToken, maxAge) &&
        (await isBoundTo(tokens.access_token, idToken, tokens.id_token ?? '')))
    return isSound ? succeed({ tokens, idToken, raw }, answer.receivedAt) : malformed(answer)
  } catch (error) {
    const foreign = error instanceof OperationProcessingError && error.code === JWT_CLAIM_COMPARISON
    return foreign ? fail({ kind: 'identity_mismatch' }, answer.receivedAt) : malformed(answer)
  }
}

/** A bound token needs a proof with every use, and any other takes none. */
function isOfType(raw: JsonObject, type: 'bearer' | 'dpop'): boolean {
  return typeof raw['token_type'] === 'string' && raw['token_type'].toLowerCase() === type
}

function isTimely(idToken: IDToken, answer: Answer): boolean {
  const date = Date.parse(answer.response?.headers.get('date') ?? '') / 1000
  const oldest = Number.isNaN(date) ? answer.receivedAt / 1000 - blindTolerance : date - tolerance
  return idToken.exp > idToken.iat && idToken.exp > oldest
}

/** Both figures are the provider's, so our clock may be wrong (OpenID Connect Core §3.1.2.1: `auth_time` must be there). */
function isRecent({ auth_time: since, iat }: IDToken, maxAge: Duration | null): boolean {
  return maxAge === null || (typeof since === 'number' && iat - since <= maxAge / 1000 + tolerance)
}

function malformed(answer: Answer): Outcome<never, IdentityFailure> {
  return fail({ kind: 'exchange', exchange: malformedExchange(answer.exchange) }, answer.receivedAt)
}
