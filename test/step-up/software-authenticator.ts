import { toBase64Url } from '../../adapters/step-up/base64.ts'
import type { Assertion, StoredCredential } from '../../adapters/step-up/webauthn/assertion.ts'
import { algorithms, type Algorithm } from '../../adapters/step-up/webauthn/signature.ts'

type Bytes = Uint8Array<ArrayBuffer>

/** What an answer says; each part can be wrong. */
export interface Answer {
  readonly type?: string
  readonly challenge?: string
  readonly origin?: string
  readonly crossOrigin?: boolean
  readonly rpId?: string
  readonly flags?: number
  readonly counter?: number
  readonly id?: string
}

export const origin = 'https://field.example'
export const rpId = 'field.example'
export const challenge = toBase64Url(new Uint8Array(32).fill(9))

/** An authenticator with a real key, which answers truly or not as the test says. */
export async function softwareAuthenticator(algorithm: Algorithm = algorithms.ES256): Promise<{
  readonly stored: StoredCredential
  answer(says?: Answer): Promise<Assertion>
}> {
  const { privateKey, publicKey } = await makeKey(algorithm)
  const spki = new Uint8Array(await crypto.subtle.exportKey('spki', publicKey))
  const stored = { id: 'a-credential', key: { algorithm, spki }, counter: 4 }
  return {
    stored,
    answer: async (says = {}) => {
      const clientData = encode(
        JSON.stringify({
          type: says.type ?? 'webauthn.get',
          challenge: says.challenge ?? challenge,
          origin: says.origin ?? origin,
          crossOrigin: says.crossOrigin ?? false,
        }),
      )
      const data = new Uint8Array(37)
      data.set(await sha256(encode(says.rpId ?? rpId)))
      data[32] = says.flags ?? 0x05
      new DataView(data.buffer).setUint32(33, says.counter ?? 5)
      const signature = await sign(algorithm, privateKey, join(data, await sha256(clientData)))
      return {
        id: says.id ?? stored.id,
        response: {
          clientDataJSON: toBase64Url(clientData),
          authenticatorData: toBase64Url(data),
          signature: toBase64Url(signature),
        },
      }
    },
  }
}

const kinds = {
  [algorithms.ES256]: { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' },
  [algorithms.RS256]: {
    name: 'RSASSA-PKCS1-v1_5',
    hash: 'SHA-256',
    modulusLength: 2048,
    publicExponent: new Uint8Array([1, 0, 1]),
  },
  [algorithms.EdDSA]: { name: 'Ed25519' },
} as const

async function makeKey(algorithm: Algorithm): Promise<CryptoKeyPair> {
  const pair = await crypto.subtle.generateKey(kinds[algorithm], true, ['sign', 'verify'])
  if (!('privateKey' in pair)) throw new TypeError('Expected a pair of keys')
  return pair
}

async function sign(algorithm: Algorithm, key: CryptoKey, message: Bytes): Promise<Bytes> {
  const signature = new Uint8Array(await crypto.subtle.sign(kinds[algorithm], key, message))
  return algorithm === algorithms.ES256 ? derOf(signature) : signature
}

function derOf(raw: Bytes): Bytes {
  const numbers = [raw.subarray(0, 32), raw.subarray(32)].map((part) => {
    const start = part.findIndex((byte) => byte !== 0)
    const digits = part.subarray(start === -1 ? 31 : start)
    return (digits[0] ?? 0) > 0x7f ? [0, ...digits] : [...digits]
  })
  const body = numbers.flatMap((digits) => [0x02, digits.length, ...digits])
  return new Uint8Array([0x30, body.length, ...body])
}

async function sha256(bytes: Bytes): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
}

function encode(text: string): Bytes {
  return new TextEncoder().encode(text)
}

function join(a: Bytes, b: Bytes): Bytes {
  const joined = new Uint8Array(a.length + b.length)
  joined.set(a)
  joined.set(b, a.length)
  return joined
}
