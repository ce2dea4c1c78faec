import type { AuthorizationServer } from 'oauth4webapi'
import { isJsonObject, type Json } from '../../../src/exchange/parse-json.ts'
import { isLoopback, isSafeUrl } from './safe-url.ts'

/** The part of a discovery document that we use. */
export interface Metadata extends AuthorizationServer {
  readonly issuer: string
  readonly authorization_endpoint: string
  readonly token_endpoint: string
}

const optionalEndpoints = ['userinfo_endpoint', 'revocation_endpoint', 'end_session_endpoint'] as const

/**
 * Checks a discovery document, fresh or cached: issuer exactly as configured, https everywhere (loopback only for a
 * loopback issuer), S256 offered where methods are listed (OL-01, OL-05). Null for anything else. Never throws.
 */
export function parseMetadata(document: unknown, issuer: string): Metadata | null {
  if (!isJsonObject(document) || document['issuer'] !== issuer) {
    return null
  }
  const {
    authorization_endpoint: authorize,
    token_endpoint: token,
    code_challenge_methods_supported: methods,
  } = document
  if (!isEndpoint(authorize, issuer) || !isEndpoint(token, issuer)) {
    return null
  }
  if (Array.isArray(methods) && !methods.includes('S256')) {
    return null
  }
  const optional = optionalEndpoints.flatMap((name) => {
    const address = document[name]
    return isEndpoint(address, issuer) ? [[name, address] as const] : []
  })
  return {
    issuer,
    authorization_endpoint: authorize,
    token_endpoint: token,
    ...Object.fromEntries(optional),
    authorization_response_iss_parameter_supported: document['authorization_response_iss_parameter_supported'] === true,
    id_token_signing_alg_values_supported: algorithms(document['id_token_signing_alg_values_supported']),
  }
}

function isEndpoint(value: Json | undefined, issuer: string): value is string {
  return isSafeUrl(value) && (!isLoopback(value) || isLoopback(issuer))
}

/** A public client has no secret for HMAC, and `none` proves nothing (OL-08). RS256 is what OpenID Connect requires of everyone. */
function algorithms(value: Json | undefined): string[] {
  const listed: readonly Json[] = Array.isArray(value) ? value : []
  const safe = listed.filter(
    (name): name is string => typeof name === 'string' && /^(RS|PS|ES)\d{3}$|^Ed(DSA|25519)$/.test(name),
  )
  return safe.length === 0 ? ['RS256'] : safe
}
