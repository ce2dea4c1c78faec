/** The first byte of everything sealed: says how to open the rest. */
const version = 1

/** 96 bits, the size AES-GCM is defined for (NIST SP 800-38D §5.2.1.1). */
const ivLength = 12
const tagLength = 16

/** Web Crypto, which exists in secure contexts only. */
export function subtleCrypto(): SubtleCrypto | null {
  return typeof crypto === 'undefined' || crypto.subtle === undefined ? null : crypto.subtle
}

/** A new AES-256-GCM key that no script can read. */
export function makeKey(subtle: SubtleCrypto): Promise<CryptoKey> {
  return subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt'])
}

export function isSealingKey(value: unknown): value is CryptoKey {
  return typeof CryptoKey !== 'undefined' && value instanceof CryptoKey && value.algorithm.name === 'AES-GCM'
}

type Bytes = Uint8Array<ArrayBuffer>

/** Version byte, fresh IV, ciphertext with its tag. */
export async function sealBytes(key: CryptoKey, plain: Bytes, aad: Bytes): Promise<Bytes> {
  const iv = crypto.getRandomValues(new Uint8Array(ivLength))
  const cipher = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData: aad }, key, plain)
  const sealed = new Uint8Array(1 + ivLength + cipher.byteLength)
  sealed[0] = version
  sealed.set(iv, 1)
  sealed.set(new Uint8Array(cipher), 1 + ivLength)
  return sealed
}

/** The plain bytes, or null when these are not the bytes, the key or the AAD that were sealed. */
export async function openBytes(key: CryptoKey, sealed: Bytes, aad: Bytes): Promise<Bytes | null> {
  if (sealed.length < 1 + ivLength + tagLength || sealed[0] !== version) return null
  const iv = sealed.subarray(1, 1 + ivLength)
  try {
    const cipher = sealed.subarray(1 + ivLength)
    return new Uint8Array(await crypto.subtle.decrypt({ name: 'AES-GCM', iv, additionalData: aad }, key, cipher))
  } catch {
    return null
  }
}

/** True when `stored` opens what `made` seals, and the other way round. */
export async function areSameKey(made: CryptoKey, stored: CryptoKey): Promise<boolean> {
  const canary = new TextEncoder().encode('authchart')
  const there = await openBytes(stored, await sealBytes(made, canary, canary), canary)
  const back = await openBytes(made, await sealBytes(stored, canary, canary), canary)
  return [there, back].every((bytes) => bytes !== null && bytes.length === canary.length)
}

export async function sha256(bytes: Uint8Array): Promise<Uint8Array> {
  const subtle = subtleCrypto()
  if (subtle === null) throw new TypeError('Cannot digest: Web Crypto is missing, the context is not secure')
  return new Uint8Array(await subtle.digest('SHA-256', new Uint8Array(bytes)))
}
