import { duration, instant, type Duration, type Instant } from '../../machines/time.ts'
import { isJsonObject, type Json } from '../exchange/parse-json.ts'
import { medianOffset, noOffset, withSample, type ServerOffset } from '../time/server-offset.ts'
import type { ContinuityClaims, Profile, Subject, TokenGrant } from '../ports/identity.ts'

/** One account's session as it is sealed into its row. Secret. */
export interface SessionRecord {
  readonly subject: Subject
  readonly profile: Profile | null
  readonly roles: readonly string[]
  readonly scopes: readonly string[]
  readonly accessToken: string | null
  readonly accessTokenIssuedAt: Instant
  readonly accessTokenExpiresAt: Instant
  readonly refreshToken: string | null
  readonly refreshTokenExpiresAt: Instant | null
  readonly lastServerContactAt: Instant
  /** When working offline ends; null when the app sets no limit. */
  readonly offlineUntil: Instant | null
  /** The DPoP pair the refresh token is bound to; null for bearer tokens. */
  readonly deviceKeyId: string | null
  readonly idTokenClaims: ContinuityClaims | null
  /** The server's clock minus ours, and the answers it rests on (TM-06). */
  readonly serverTimeOffset: Duration
  readonly serverTimes: ServerOffset
}

interface GrantTerms {
  readonly at: Instant
  readonly offlineFor: Duration | false
  /** The record this grant renews; null at a login. */
  readonly previous: SessionRecord | null
  /** At a login: the key that its tokens are bound to. */
  readonly deviceKeyId?: string | null
}

/** The record after a grant. What the answer leaves out stays as it was (RFC 6749 §6). */
export function recordOfGrant(
  grant: TokenGrant,
  { at, offlineFor, previous, deviceKeyId = null }: GrantTerms,
): SessionRecord {
  const before = previous?.serverTimes ?? noOffset
  const serverTimes = grant.time === null ? before : withSample(before, grant.time)
  return {
    subject: grant.subject,
    profile: grant.profile ?? previous?.profile ?? null,
    roles: grant.roles.length > 0 ? grant.roles : (previous?.roles ?? []),
    scopes: grant.scopes.length > 0 ? grant.scopes : (previous?.scopes ?? []),
    accessToken: grant.accessToken,
    accessTokenIssuedAt: at,
    accessTokenExpiresAt: grant.accessTokenExpiresAt,
    refreshToken: grant.refreshToken ?? previous?.refreshToken ?? null,
    refreshTokenExpiresAt:
      grant.refreshTokenExpiresAt ?? (grant.refreshToken === null ? (previous?.refreshTokenExpiresAt ?? null) : null),
    lastServerContactAt: at,
    offlineUntil: offlineFor === false ? null : instant(at + offlineFor),
    deviceKeyId: previous?.deviceKeyId ?? deviceKeyId,
    idTokenClaims: grant.claims ?? previous?.idTokenClaims ?? null,
    serverTimeOffset: medianOffset(serverTimes),
    serverTimes,
  }
}

export function encodeRecord(record: SessionRecord): Json {
  return JSON.parse(JSON.stringify(record)) as Json
}

/** Reads an opened row. Null for anything that isn't a whole record: partial data is never used (ST-03). */
export function decodeRecord(value: Json): SessionRecord | null {
  if (!isJsonObject(value)) return null
  const subject = readSubject(value['subject'])
  const issuedAt = number(value['accessTokenIssuedAt'])
  const expiresAt = number(value['accessTokenExpiresAt'])
  const contactAt = number(value['lastServerContactAt'])
  const offset = number(value['serverTimeOffset'])
  if (subject === null || issuedAt === null || expiresAt === null || contactAt === null || offset === null) return null
  return {
    subject,
    profile: readProfile(value['profile']),
    roles: texts(value['roles']),
    scopes: texts(value['scopes']),
    accessToken: text(value['accessToken']),
    accessTokenIssuedAt: instant(issuedAt),
    accessTokenExpiresAt: instant(expiresAt),
    refreshToken: text(value['refreshToken']),
    refreshTokenExpiresAt: moment(value['refreshTokenExpiresAt']),
    lastServerContactAt: instant(contactAt),
    offlineUntil: moment(value['offlineUntil']),
    deviceKeyId: text(value['deviceKeyId']),
    idTokenClaims: readClaims(value['idTokenClaims']),
    serverTimeOffset: duration(offset),
    serverTimes: readServerTimes(value['serverTimes']),
  }
}

type Unread = Json | undefined

export function readSubject(value: Unread): Subject | null {
  if (!isJsonObject(value)) return null
  const [issuer, subject, client] = [text(value['issuer']), text(value['subject']), text(value['client'])]
  return issuer === null || subject === null || client === null
    ? null
    : { issuer, subject, client, tenant: text(value['tenant']) }
}

function readProfile(value: Unread): Profile | null {
  return isJsonObject(value)
    ? { name: text(value['name']), email: text(value['email']), picture: text(value['picture']) }
    : null
}

/** Missing in records of before: the next answers fill it. */
function readServerTimes(value: Unread): ServerOffset {
  if (!isJsonObject(value) || !Array.isArray(value['samples'])) return noOffset
  const samples = value['samples'].filter((sample) => typeof sample === 'number').map(duration)
  const doubted = number(value['doubted'])
  return { samples, doubted: doubted === null ? null : duration(doubted) }
}

function readClaims(value: Unread): ContinuityClaims | null {
  if (!isJsonObject(value)) return null
  const [iss, sub] = [text(value['iss']), text(value['sub'])]
  if (iss === null || sub === null) return null
  return {
    iss,
    sub,
    aud: texts(value['aud']),
    azp: text(value['azp']),
    authTime: number(value['authTime']),
    nonce: text(value['nonce']),
  }
}

function text(value: Unread): string | null {
  return typeof value === 'string' ? value : null
}

function texts(value: Unread): readonly string[] {
  return Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : []
}

function number(value: Unread): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null
}

function moment(value: Unread): Instant | null {
  const read = number(value)
  return read === null ? null : instant(read)
}
