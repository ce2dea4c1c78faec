import type { IDToken } from 'oauth4webapi'
import { after } from '../../../machines/time.ts'
import type { Answer } from '../../../src/exchange/ask.ts'
import { timeSample } from '../../../src/exchange/time-sample.ts'
import { seconds, tokenLifetime } from '../../../src/exchange/token-lifetime.ts'
import type { ContinuityClaims, Profile, Subject, TokenGrant } from '../../../src/ports/identity.ts'
import { continuityClaims } from './continuity.ts'
import type { OidcSettings } from './settings.ts'
import type { CheckedTokens } from './token-answer.ts'

/** Who the grant must be for, when that is known already. */
export interface Expected {
  readonly subject: Subject
  readonly claims: ContinuityClaims | null
  readonly scopes: readonly string[]
}

/** Turns checked tokens into a grant. Without an ID token (allowed on refresh) the known identity stays. */
export function tokenGrant(
  checked: CheckedTokens,
  answer: Answer,
  options: { readonly settings: OidcSettings; readonly subject: Subject; readonly expected: Expected | null },
): TokenGrant {
  const { tokens, idToken, raw } = checked
  const { settings, subject, expected } = options
  const refreshLife = seconds(raw['refresh_expires_in'] ?? raw['refresh_token_expires_in'])
  return {
    subject,
    accessToken: tokens.access_token,
    // Counted from the request, not the answer: the token may be as old as the round trip.
    accessTokenExpiresAt: after(answer.sentAt, tokenLifetime(raw['expires_in'], tokens.access_token)),
    refreshToken: tokens.refresh_token ?? null,
    refreshTokenExpiresAt: refreshLife === null ? null : after(answer.sentAt, refreshLife),
    // The first login's claims stay the measure for the whole session.
    claims: expected?.claims ?? (idToken === null ? null : continuityClaims(idToken)),
    profile: idToken === null ? null : profileOf(idToken),
    roles: textList(idToken?.[settings.rolesClaim]),
    scopes: tokens.scope?.split(' ').filter((scope) => scope !== '') ?? expected?.scopes ?? settings.scope.split(' '),
    time:
      answer.response === null
        ? null
        : timeSample(answer.response, {
            issuedAt: idToken?.iat ?? null,
            sentAt: answer.sentAt,
            receivedAt: answer.receivedAt,
          }),
  }
}

export function subjectOf(idToken: IDToken, settings: OidcSettings): Subject {
  return {
    issuer: idToken.iss,
    subject: idToken.sub,
    tenant: text(idToken[settings.tenantClaim]),
    client: settings.clientId,
  }
}

/** Null when the token says nothing about the person: many providers leave that to userinfo. */
function profileOf(idToken: IDToken): Profile | null {
  const profile = readProfile(idToken)
  return profile.name === null && profile.email === null && profile.picture === null ? null : profile
}

export function readProfile(claims: Readonly<Record<string, unknown>>): Profile {
  return { name: text(claims['name']), email: text(claims['email']), picture: text(claims['picture']) }
}

export function textList(value: unknown): readonly string[] {
  return Array.isArray(value)
    ? value.filter((member): member is string => typeof member === 'string').slice(0, 256)
    : []
}

function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value.slice(0, 2048) : null
}
