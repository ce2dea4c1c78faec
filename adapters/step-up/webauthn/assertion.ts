import { isJsonObject, parseJson } from '../../../src/exchange/parse-json.ts'
import { fromBase64Url } from '../base64.ts'
import { isSignedBy, type PublicKey } from './signature.ts'

type Bytes = Uint8Array<ArrayBuffer>

/** An authenticator's answer, in WebAuthn's JSON form. */
export interface Assertion {
  readonly id: string
  readonly response: {
    readonly clientDataJSON: string
    readonly authenticatorData: string
    readonly signature: string
  }
}

export interface Expected {
  readonly type: 'webauthn.create' | 'webauthn.get'
  /** As it was given out: base64url. */
  readonly challenge: string
  readonly origin: string
  readonly rpId: string
}

export interface StoredCredential {
  readonly id: string
  readonly key: PublicKey
  readonly counter: number
}

export type AssertionProblem =
  | 'malformed'
  | 'other_credential'
  | 'wrong_type'
  | 'wrong_challenge'
  | 'wrong_origin'
  | 'wrong_rp'
  | 'user_not_present'
  | 'user_not_verified'
  | 'wrong_signature'
  /** The authenticator has counted less than before: it may have been cloned. */
  | 'counter_fell'

export type Checked = { readonly counter: number } | { readonly problem: AssertionProblem }

/** The checks of WebAuthn Level 3 §7.2 that can be made without a server, all of them. */
export async function checkAssertion(
  assertion: Assertion,
  expected: Expected,
  stored: StoredCredential,
): Promise<Checked> {
  const { clientDataJSON, authenticatorData, signature } = assertion.response
  const clientData = fromBase64Url(clientDataJSON)
  const data = fromBase64Url(authenticatorData)
  const signed = fromBase64Url(signature)
  if (clientData === null || data === null || signed === null) return { problem: 'malformed' }
  if (assertion.id !== stored.id) return { problem: 'other_credential' }
  const problem = clientProblem(clientData, expected) ?? (await deviceProblem(data, expected.rpId))
  if (problem !== null) return { problem }
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', clientData))
  const message = new Uint8Array(data.length + digest.length)
  message.set(data)
  message.set(digest, data.length)
  if (!(await isSignedBy(stored.key, message, signed))) return { problem: 'wrong_signature' }
  const counter = counterOf(data)
  // Zero on both sides: an authenticator that doesn't count (passkeys that are synchronised).
  const fell = counter <= stored.counter && (counter !== 0 || stored.counter !== 0)
  return fell ? { problem: 'counter_fell' } : { counter }
}

const flagsAt = 32
const counterAt = 33
const shortest = 37
const userPresent = 0x01
const userVerified = 0x04

/** What the browser says it did. */
export function clientProblem(bytes: Bytes, { type, challenge, origin }: Expected): AssertionProblem | null {
  const parsed = parseJson(new TextDecoder().decode(bytes))?.value
  if (!isJsonObject(parsed)) return 'malformed'
  if (parsed['type'] !== type) return 'wrong_type'
  if (parsed['challenge'] !== challenge) return 'wrong_challenge'
  return parsed['origin'] !== origin || parsed['crossOrigin'] === true ? 'wrong_origin' : null
}

/** How often the authenticator has been used; zero for one that doesn't count. */
export function counterOf(data: Bytes): number {
  return data.length < shortest ? 0 : new DataView(data.buffer, data.byteOffset).getUint32(counterAt)
}

/** What the authenticator says it did. */
export async function deviceProblem(data: Bytes, rpId: string): Promise<AssertionProblem | null> {
  if (data.length < shortest) return 'malformed'
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(rpId)))
  if (!hash.every((byte, index) => data[index] === byte)) return 'wrong_rp'
  const flags = data[flagsAt] ?? 0
  if ((flags & userPresent) === 0) return 'user_not_present'
  return (flags & userVerified) === 0 ? 'user_not_verified' : null
}
