import { after, instant, type Duration, type Instant } from '../../machines/time.ts'
import type { ContinuityClaims, Profile, Subject, TokenGrant } from '../ports/identity.ts'

/** Below this a token is due again before it can be used: a shorter claim would make refreshing a busy loop (RF-07). */
const shortest = 2_000
/** Where no usable expiry came: short enough to be noticed, long enough not to hurry. */
const unknown = 300_000
/** Longer than any answer is waited for. */
const slowest = 60_000
/** No access token lives longer (RFC 9700 §2.2); a bigger figure is a mistake. */
const longest = 86_400_000

/**
 * A grant as the core may keep it, or null for what is none: adapters of apps are parsed like any other input, because a
 * rotated refresh token that is lost to a TypeError is a lost session (RF-08). `setBack`: how far the clock was set back since
 * the grant was asked for, so that a token does not seem to live that much longer (TM-04).
 */
export function usableGrant(grant: TokenGrant, at: Instant, setBack: Duration): TokenGrant | null {
  const { accessToken, refreshToken, subject } = grant
  if (!isText(accessToken) || !isCarriable(accessToken) || !isSubject(subject)) return null
  return {
    subject: {
      issuer: subject.issuer,
      subject: subject.subject,
      tenant: subject.tenant ?? null,
      client: subject.client,
    },
    accessToken,
    accessTokenExpiresAt: expiry(sooner(grant.accessTokenExpiresAt, setBack), at),
    refreshToken: isText(refreshToken) ? refreshToken : null,
    refreshTokenExpiresAt: sooner(grant.refreshTokenExpiresAt, setBack),
    claims: claimsOf(grant.claims),
    profile: profileOf(grant.profile),
    roles: texts(grant.roles),
    scopes: texts(grant.scopes),
    time: grant.time ?? null,
  }
}

/** Whether a renewal answered for the person it was asked for. */
export function isSameSubject(a: Subject, b: Subject): boolean {
  return (
    a.issuer === b.issuer &&
    a.subject === b.subject &&
    a.client === b.client &&
    (a.tenant ?? null) === (b.tenant ?? null)
  )
}

function expiry(claimed: unknown, at: Instant): Instant {
  // An answer may come a little later than its token ends; one that ended long before it came is a mistake.
  if (!isMoment(claimed) || claimed < at - slowest) return after(at, unknown)
  return instant(Math.min(Math.max(claimed, at + shortest), at + longest))
}

function sooner(claimed: unknown, by: Duration): Instant | null {
  return isMoment(claimed) ? instant(claimed - by) : null
}

function isSubject(value: Partial<Subject> | null | undefined): value is Subject {
  const isTenant = isText(value?.tenant ?? 'none')
  return isText(value?.issuer) && isText(value.subject) && isText(value.client) && isTenant
}

/** RFC 6749 §A.12. Another one fails in every request, and some platforms tell it in the error. */
function isCarriable(token: string): boolean {
  return /^[\u0020-\u007e]+$/.test(token)
}

/** Taken field by field: what JSON can't hold would keep the rotated set beside it from being written. */
function profileOf(profile: Partial<Profile> | null | undefined): Profile | null {
  if (typeof profile !== 'object' || profile === null) return null
  const { name, email, picture } = profile
  return { name: textOr(name), email: textOr(email), picture: textOr(picture) }
}

function claimsOf(claims: Partial<ContinuityClaims> | null | undefined): ContinuityClaims | null {
  if (typeof claims !== 'object' || claims === null) return null
  const { iss, sub, aud, azp, authTime, nonce } = claims
  if (!isText(iss) || !isText(sub)) return null
  return {
    iss,
    sub,
    aud: texts(aud),
    azp: textOr(azp),
    authTime: isMoment(authTime) ? authTime : null,
    nonce: textOr(nonce),
  }
}

function textOr(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.length > 0
}

function isMoment(value: unknown): value is Instant {
  return typeof value === 'number' && Number.isFinite(value)
}

function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : []
}
