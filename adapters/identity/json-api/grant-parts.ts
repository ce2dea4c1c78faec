import { after } from '../../../machines/time.ts'
import type { Answer } from '../../../src/exchange/ask.ts'
import { isJsonObject, type Json, type JsonObject } from '../../../src/exchange/parse-json.ts'
import { timeSample } from '../../../src/exchange/time-sample.ts'
import { seconds, tokenLifetime } from '../../../src/exchange/token-lifetime.ts'
import type { Subject, TokenGrant } from '../../../src/ports/identity.ts'

/** What an answer holds, whatever the API calls it. Nothing is trusted: each part is checked again. */
export interface GrantParts {
  readonly accessToken?: Json | undefined
  readonly refreshToken?: Json | undefined
  /** Seconds. */
  readonly expiresIn?: Json | undefined
  readonly refreshExpiresIn?: Json | undefined
  /** The user's stable id. */
  readonly subject?: Json | undefined
  readonly tenant?: Json | undefined
  readonly name?: Json | undefined
  readonly email?: Json | undefined
  readonly picture?: Json | undefined
  readonly roles?: Json | undefined
  readonly scopes?: Json | undefined
}

/** The default `map`. */
export function readGrant(body: JsonObject): GrantParts {
  const user = isJsonObject(body['user']) ? body['user'] : body
  const scope = body['scope']
  return {
    accessToken: body['accessToken'] ?? body['access_token'],
    refreshToken: body['refreshToken'] ?? body['refresh_token'],
    expiresIn: body['expiresIn'] ?? body['expires_in'],
    refreshExpiresIn: body['refreshExpiresIn'] ?? body['refresh_expires_in'],
    subject: body['subject'] ?? user['sub'] ?? user['id'],
    tenant: user['tenant'],
    name: user['name'],
    email: user['email'],
    picture: user['picture'],
    roles: user['roles'],
    scopes: typeof scope === 'string' ? scope.split(' ') : body['scopes'],
  }
}

/** Checks the parts and makes a grant of them; null when the shape is wrong. `known`: who a refresh is for. */
export function grantOf(
  parts: GrantParts,
  answer: Answer,
  owner: { readonly issuer: string; readonly client: string; readonly known: Subject | null },
): TokenGrant | null {
  const accessToken = text(parts.accessToken)
  const id = subjectId(parts.subject) ?? owner.known?.subject ?? null
  const refreshToken = parts.refreshToken ?? null
  if (
    accessToken === null ||
    id === null ||
    refreshToken === '' ||
    (refreshToken !== null && typeof refreshToken !== 'string')
  ) {
    return null
  }
  const { sentAt, receivedAt, response } = answer
  const tenant = text(parts.tenant) ?? owner.known?.tenant ?? null
  const refreshLife = seconds(parts.refreshExpiresIn)
  return {
    subject: { issuer: owner.issuer, subject: id, tenant, client: owner.client },
    accessToken,
    accessTokenExpiresAt: after(sentAt, tokenLifetime(parts.expiresIn, accessToken)),
    refreshToken,
    refreshTokenExpiresAt: refreshLife === null ? null : after(sentAt, refreshLife),
    claims: null,
    profile: profileOf(parts),
    roles: texts(parts.roles),
    scopes: texts(parts.scopes),
    time: response === null ? null : timeSample(response, { issuedAt: null, sentAt, receivedAt }),
  }
}

/** Numbers are common as user ids; as text they compare the same everywhere. */
export function subjectId(value: Json | undefined): string | null {
  return typeof value === 'number' && Number.isSafeInteger(value) ? String(value) : text(value)
}

export function profileOf(parts: GrantParts): TokenGrant['profile'] {
  const [name, email, picture] = [text(parts.name), text(parts.email), text(parts.picture)]
  return name === null && email === null && picture === null ? null : { name, email, picture }
}

export function texts(value: Json | undefined): readonly string[] {
  return Array.isArray(value)
    ? value.filter((member: Json): member is string => typeof member === 'string').slice(0, 256)
    : []
}

function text(value: Json | undefined): string | null {
  return typeof value === 'string' && value !== '' ? value : null
}
