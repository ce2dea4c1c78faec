import { after } from '../../../machines/time.ts'
import type { Answer } from '../../../src/exchange/ask.ts'
import { isJsonObject, type Json } from '../../../src/exchange/parse-json.ts'
import { timeSample } from '../../../src/exchange/time-sample.ts'
import { seconds, tokenLifetime } from '../../../src/exchange/token-lifetime.ts'
import type { TokenGrant } from '../../../src/ports/identity.ts'

/** Names longer than this are no names. */
const longestName = 200

/**
 * Reads `{session, expiresIn, user: {id, name, email, picture, roles}}`; null for any other shape. `session` is the public
 * name of the server's session, worth nothing without the cookie; it stands where other kinds keep their tokens.
 */
export function sessionGrant(
  answer: Answer,
  owner: { readonly issuer: string; readonly client: string },
): TokenGrant | null {
  const body = answer.json?.value
  if (body === undefined || !isJsonObject(body) || !isJsonObject(body['user'])) {
    return null
  }
  const { user } = body
  const [session, subject] = [text(body['session']), text(user['id'])]
  if (session === null || session.length > longestName || subject === null) {
    return null
  }
  const { sentAt, receivedAt, response } = answer
  const refreshLife = seconds(body['endsIn'])
  const profile = { name: text(user['name']), email: text(user['email']), picture: text(user['picture']) }
  return {
    subject: { ...owner, subject, tenant: text(user['tenant']) },
    accessToken: session,
    accessTokenExpiresAt: after(sentAt, tokenLifetime(body['expiresIn'], '')),
    refreshToken: session,
    refreshTokenExpiresAt: refreshLife === null ? null : after(sentAt, refreshLife),
    claims: null,
    profile: Object.values(profile).every((part) => part === null) ? null : profile,
    roles: texts(user['roles']),
    scopes: [],
    time: response === null ? null : timeSample(response, { issuedAt: null, sentAt, receivedAt }),
  }
}

function text(value: Json | undefined): string | null {
  return typeof value === 'string' && value !== '' ? value : null
}

function texts(value: Json | undefined): readonly string[] {
  return Array.isArray(value)
    ? value.filter((member: Json): member is string => typeof member === 'string').slice(0, 256)
    : []
}
