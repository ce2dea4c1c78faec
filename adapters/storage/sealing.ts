import { platformCrypto, type WebCrypto } from './web-crypto.ts'

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

/** Version byte, fresh IV, ciphertext with its tag. The last parameter: whose key it is. */
export async function sealBytes(key: object, plain: Bytes, aad: Bytes, by: WebCrypto = crypto): Promise<Bytes> {
  const iv = new Uint8Array(ivLength)
  by.getRandomValues(iv)
  const cipher = await by.subtle.encrypt({ name: 'AES-GCM', iv, additionalData: aad }, key, plain)
  const sealed = new Uint8Array(1 + ivLength + cipher.byteLength)
  sealed[0] = version
  sealed.set(iv, 1)
  sealed.set(new Uint8Array(cipher), 1 + ivLength)
  return sealed
}

/** The plain bytes, or null when these are not the bytes, the key or the AAD that were sealed. */
export async function openBytes(key: object, sealed: Bytes, aad: Bytes, by: WebCrypto = crypto): Promise<Bytes | null> {
  if (sealed.length < 1 + ivLength + tagLength || sealed[0] !== version) return null
  const iv = sealed.subarray(1, 1 + ivLength)
  try {
    const cipher = sealed.subarray(1 + ivLength)
    return new Uint8Array(await by.subtle.decrypt({ name: 'AES-GCM', iv, additionalData: aad }, key, cipher))
  } catch {
    return null
  }
}

/** AES-256. */
export const rawKeyLength = 32

/** A key of bytes that something else keeps, for use and not to be read again. */
export function importKey(raw: Bytes, by: WebCrypto): Promise<object> {
  return by.subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt', 'decrypt'])
}

/** True when `stored` opens what `made` seals, and the other way round. */
export async function areSameKey(made: CryptoKey, stored: CryptoKey): Promise<boolean> {
  const canary = new TextEncoder().encode('authchart')
  const there = await openBytes(stored, await sealBytes(made, canary, canary), canary)
  const back = await openBytes(made, await sealBytes(stored, canary, canary), canary)
  return [there, back].every((bytes) => bytes !== null && bytes.length === canary.length)
}

export async function sha256(bytes: Uint8Array, by: WebCrypto | null = platformCrypto()): Promise<Uint8Array> {
  if (by === null) throw new TypeError('Cannot digest: Web Crypto is missing, the context is not secure')
  return new Uint8Array(await by.subtle.digest('SHA-256', new Uint8Array(bytes)))
}
