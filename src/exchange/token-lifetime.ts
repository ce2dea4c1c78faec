import { duration, type Duration } from '../../machines/time.ts'
import { isJsonObject, parseJson, type Json } from './parse-json.ts'

/** Below this a token can't be used before the next is due; a shorter claim would make refreshing a busy loop. */
const shortest = 2_000
/** No access token should live longer (RFC 9700 §2.2); a bigger figure is a mistake or other units. */
const longest = 24 * 60 * 60 * 1000
/** Where nobody says: short enough to be noticed, long enough not to hurry. */
const unknown = 5 * 60 * 1000

/**
 * How long an access token lives from the moment it was asked for: `expires_in` when it is a positive number of seconds
 * (numeric text counts), else the token's own `exp − iat` when it is a JWT, else five minutes; always between 2 s and 24 h (RF-07).
 */
export function tokenLifetime(expiresIn: Json | undefined, accessToken: string): Duration {
  const span = seconds(expiresIn) ?? jwtSpan(accessToken) ?? unknown
  return duration(Math.min(Math.max(Math.floor(span), shortest), longest))
}

/** A span in milliseconds, or null for everything that isn't a positive finite number of seconds. */
export function seconds(value: Json | undefined): number | null {
  const count = typeof value === 'string' && /^\d+(\.\d+)?$/.test(value.trim()) ? Number(value) : value
  return typeof count === 'number' && Number.isFinite(count) && count > 0 ? count * 1000 : null
}

/** Reads two figures off a JWT without trusting it for anything else; both come from one clock, so ours may be wrong. */
function jwtSpan(token: string): number | null {
  const payload = token.split('.').length === 3 ? decode(token.split('.')[1] ?? '') : null
  if (payload === null || !isJsonObject(payload)) {
    return null
  }
  const { exp, iat } = payload
  return typeof exp === 'number' && typeof iat === 'number' ? seconds(exp - iat) : null
}

function decode(part: string): Json {
  try {
    const binary = atob(part.replaceAll('-', '+').replaceAll('_', '/'))
    const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0))
    return parseJson(new TextDecoder().decode(bytes))?.value ?? null
  } catch {
    return null
  }
}
