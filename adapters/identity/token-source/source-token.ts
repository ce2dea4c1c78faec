import { instant } from '../../../machines/time.ts'
import type { Profile, TokenGrant } from '../../../src/ports/identity.ts'

/** What an SDK has, read in one go: a token of one person and a subject of another would be a leak. */
export interface SourceToken {
  readonly token: string
  /** The user's id at the issuer (`sub`), never an e-mail address. */
  readonly subject: string
  /** When the token ends, in milliseconds since 1970. */
  readonly expiresAt: number
  readonly tenant?: string | null
  readonly profile?: Partial<Profile> | null
  readonly roles?: readonly string[]
  readonly scopes?: readonly string[]
}

/** Null for what is no token. */
export function sourceGrant(
  told: SourceToken,
  owner: { readonly issuer: string; readonly client: string },
): TokenGrant | null {
  const { token, subject, expiresAt, tenant = null, profile, roles = [], scopes = [] } = told
  const isWhole = isText(token) && isText(subject) && typeof expiresAt === 'number' && Number.isFinite(expiresAt)
  if (!isWhole) return null
  return {
    subject: { ...owner, subject, tenant },
    accessToken: token,
    accessTokenExpiresAt: instant(expiresAt),
    // It is the SDK's, and stays there.
    refreshToken: null,
    refreshTokenExpiresAt: null,
    claims: null,
    profile: profile
      ? { name: profile.name ?? null, email: profile.email ?? null, picture: profile.picture ?? null }
      : null,
    roles,
    scopes,
    time: null,
  }
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== ''
}
