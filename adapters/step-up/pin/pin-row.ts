import { instant, type Instant } from '../../../machines/time.ts'
import { isJsonObject, type Json } from '../../../src/exchange/parse-json.ts'
import { fromBase64Url, toBase64Url } from '../base64.ts'

/** What is kept of a PIN. Sealed by the device's key for the account; the PIN can't be computed from it but by trying. */
export interface PinRow {
  /** Null: the app's own derivation. */
  readonly iterations: number | null
  readonly salt: Uint8Array<ArrayBuffer>
  /** The account's key, under the key derived from the PIN. */
  readonly wrapped: Uint8Array<ArrayBuffer>
  /** Wrong answers in a row, the one under way included. */
  readonly attempts: number
  readonly notBefore: Instant
}

/** In version 1 the PIN opened a key that nothing was sealed by. */
const version = 2

export function encodePin({ iterations, salt, wrapped, attempts, notBefore }: PinRow): Json {
  return { version, iterations, salt: toBase64Url(salt), wrapped: toBase64Url(wrapped), attempts, notBefore }
}

/** Null for anything that isn't whole, counts that are no counts included. */
export function decodePin(value: Json): PinRow | null {
  if (!isJsonObject(value) || value['version'] !== version) return null
  const { iterations, attempts, notBefore } = value
  const salt = typeof value['salt'] === 'string' ? fromBase64Url(value['salt']) : null
  const wrapped = typeof value['wrapped'] === 'string' ? fromBase64Url(value['wrapped']) : null
  if (salt === null || wrapped === null) return null
  if (iterations !== null && (typeof iterations !== 'number' || !Number.isSafeInteger(iterations))) return null
  if (typeof attempts !== 'number' || !Number.isSafeInteger(attempts) || attempts < 0) return null
  if (typeof notBefore !== 'number' || !Number.isFinite(notBefore)) return null
  return { iterations, salt, wrapped, attempts, notBefore: instant(notBefore) }
}
