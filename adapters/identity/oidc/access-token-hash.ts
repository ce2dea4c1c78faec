import type { IDToken } from 'oauth4webapi'
import { isJsonObject, parseJson } from '../../../src/exchange/parse-json.ts'

/**
 * Tells whether an ID token that names its access token names this one: `at_hash` is the left half of its digest, by the
 * hash of the signature's algorithm (OpenID Connect Core §3.1.3.6). A token without the claim says nothing.
 */
export async function isBoundTo(accessToken: string, claims: IDToken, idToken: string): Promise<boolean> {
  const claimed = claims['at_hash']
  if (claimed === undefined) {
    return true
  }
  const hash = hashOf(idToken)
  if (hash === null) {
    return false
  }
  const digest = new Uint8Array(await crypto.subtle.digest(hash, new TextEncoder().encode(accessToken)))
  return claimed === base64Url(digest.subarray(0, digest.length / 2))
}

function hashOf(idToken: string): string | null {
  const header = parseJson(atob((idToken.split('.', 1)[0] ?? '').replaceAll('-', '+').replaceAll('_', '/')))?.value
  const algorithm = header !== undefined && isJsonObject(header) ? header['alg'] : null
  if (typeof algorithm !== 'string') {
    return null
  }
  // Ed25519 signs with SHA-512 (RFC 8032 §5.1); all others carry their hash in the name.
  return algorithm.startsWith('Ed') ? 'SHA-512' : `SHA-${algorithm.slice(-3)}`
}

function base64Url(bytes: Uint8Array): string {
  const text = Array.from(bytes, (byte) => String.fromCodePoint(byte)).join('')
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}
