import type { Instant } from '../../../machines/time.ts'
import type { CallbackRefusal } from '../../../src/ports/exchange.ts'
import type { LoginTransaction } from '../../../src/ports/identity.ts'

/** A sign-in that took longer is over: its secrets have been lying about (OL-02). */
const longestSignIn = 10 * 60 * 1000

const single = ['code', 'state', 'iss', 'error', 'error_description', 'response'] as const

/** Tells whether an address is the answer to a sign-in: the redirect URI with a state and a code or an error. */
export function isCallbackUrl(url: string, redirectUri: string): boolean {
  if (!URL.canParse(url) || !URL.canParse(redirectUri, url)) {
    return false
  }
  const { protocol, host, pathname, searchParams } = new URL(url)
  const expected = new URL(redirectUri, url)
  const answered = searchParams.has('code') || searchParams.has('error')
  // Not the origin: an app's own scheme has none, so that all of them would look alike.
  const isThere = protocol === expected.protocol && host === expected.host && pathname === expected.pathname
  return answered && searchParams.has('state') && isThere
}

/**
 * Everything that can be said about a callback without asking anyone; null when it may go on. The issuer comes before the
 * error: another server's error is none of ours (RFC 9207 §2.4).
 */
export function callbackRefusal(
  url: string,
  options: { readonly transaction: LoginTransaction; readonly issuer: string; readonly now: Instant },
): CallbackRefusal | null {
  const { transaction, issuer, now } = options
  if (!isCallbackUrl(url, transaction.redirectUri)) {
    return 'malformed'
  }
  const { searchParams } = new URL(url)
  // A repeated parameter is read differently by different parsers (OL-14).
  if (single.some((name) => searchParams.getAll(name).length > 1)) {
    return 'malformed'
  }
  if (searchParams.get('state') !== transaction.state) {
    return 'state'
  }
  if (now - transaction.startedAt > longestSignIn) {
    return 'expired'
  }
  const from = searchParams.get('iss')
  if (from !== null && from !== issuer) {
    return 'issuer'
  }
  return searchParams.has('error') ? 'denied' : null
}
