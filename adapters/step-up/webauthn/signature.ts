type Bytes = Uint8Array<ArrayBuffer>

/** COSE algorithm numbers (RFC 9053) of the keys that passkeys have. */
export const algorithms = { EdDSA: -8, ES256: -7, RS256: -257 } as const
export type Algorithm = (typeof algorithms)[keyof typeof algorithms]

export interface PublicKey {
  readonly algorithm: Algorithm
  /** SubjectPublicKeyInfo. */
  readonly spki: Bytes
}

export function isAlgorithm(value: unknown): value is Algorithm {
  return Object.values(algorithms).some((known) => known === value)
}

/** False for anything that isn't a good signature, a key that is none included. */
export async function isSignedBy({ algorithm, spki }: PublicKey, message: Bytes, signature: Bytes): Promise<boolean> {
  const { subtle } = crypto
  try {
    switch (algorithm) {
      case algorithms.ES256: {
        const key = await subtle.importKey('spki', spki, { name: 'ECDSA', namedCurve: 'P-256' }, false, ['verify'])
        const raw = rawOfDer(signature)
        return raw !== null && (await subtle.verify({ name: 'ECDSA', hash: 'SHA-256' }, key, raw, message))
      }
      case algorithms.RS256: {
        const kind = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }
        return await subtle.verify(
          kind,
          await subtle.importKey('spki', spki, kind, false, ['verify']),
          signature,
          message,
        )
      }
      case algorithms.EdDSA: {
        const kind = { name: 'Ed25519' }
        return await subtle.verify(
          kind,
          await subtle.importKey('spki', spki, kind, false, ['verify']),
          signature,
          message,
        )
      }
      default:
        algorithm satisfies never
        return false
    }
  } catch {
    return false
  }
}

/** WebAuthn signs with ECDSA in DER (SEQUENCE of two INTEGERs); Web Crypto wants the two numbers side by side. */
export function rawOfDer(der: Bytes): Bytes | null {
  // 0x30, length, 0x02, length, r, 0x02, length, s. P-256 never needs the long form of a length.
  if (der[0] !== 0x30 || der[1] !== der.length - 2) return null
  const raw = new Uint8Array(64)
  let at = 2
  for (const place of [0, 32]) {
    const length = der[at + 1]
    if (der[at] !== 0x02 || length === undefined || length === 0 || at + 2 + length > der.length) return null
    const number = der.subarray(at + 2, at + 2 + length)
    const digits = number[0] === 0 ? number.subarray(1) : number
    if (digits.length > 32) return null
    raw.set(digits, place + 32 - digits.length)
    at += 2 + length
  }
  return at === der.length ? raw : null
}
