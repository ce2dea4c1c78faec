import type { Box, BoxMaker } from '../../src/ports/box.ts'

type Bytes = Uint8Array<ArrayBuffer>

const curve = { name: 'ECDH', namedCurve: 'P-256' } as const
/** An uncompressed point of P-256 (SEC 1 §2.3.3). */
const pointLength = 65
const ivLength = 12

/**
 * Boxes by ECDH on P-256, HKDF-SHA-256 and AES-256-GCM, as in RFC 9180's base mode: a sealed value is the sender's one-time
 * public point, the IV and the ciphertext. A context makes one sending pair and keeps it, so that a thousand rows cost one
 * agreement.
 */
export function sealedBoxes(): BoxMaker {
  return {
    make: async () => {
      const pair = await crypto.subtle.generateKey(curve, true, ['deriveBits'])
      const [lid, key] = await Promise.all([
        crypto.subtle.exportKey('raw', pair.publicKey),
        crypto.subtle.exportKey('pkcs8', pair.privateKey),
      ])
      return { lid: new Uint8Array(lid), key: new Uint8Array(key) }
    },
    box: (lid) => boxOf(lid.slice()),
  }
}

interface Sender {
  readonly point: Bytes
  readonly content: CryptoKey
}

function boxOf(lid: Bytes): Box {
  let key: CryptoKey | null = null
  let sender: Promise<Sender> | null = null
  /** By the sender's point. A context sends for as long as it lives: there are as many as there were contexts. */
  const contents = new Map<string, Promise<CryptoKey>>()

  const contentFor = (point: Bytes): Promise<CryptoKey> | null => {
    const name = point.join()
    const known = contents.get(name)
    if (known !== undefined || key === null) return known ?? null
    const made = agree(key, point, { point, lid })
    contents.set(name, made)
    return made
  }

  return {
    get isOpen() {
      return key !== null
    },
    seal: async (plain, aad) => {
      try {
        sender ??= makeSender(lid)
        const { point, content } = await sender
        contents.set(point.join(), Promise.resolve(content))
        const iv = crypto.getRandomValues(new Uint8Array(ivLength))
        const cipher = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData: aad }, content, plain)
        return joined(point, iv, new Uint8Array(cipher))
      } catch {
        sender = null
        return null
      }
    },
    open: async (sealed, aad) => {
      if (sealed.length < pointLength + ivLength) return null
      const content = contentFor(sealed.slice(0, pointLength))
      if (content === null) return 'shut'
      const iv = sealed.subarray(pointLength, pointLength + ivLength)
      try {
        const cipher = sealed.subarray(pointLength + ivLength)
        const plain = await crypto.subtle.decrypt({ name: 'AES-GCM', iv, additionalData: aad }, await content, cipher)
        return new Uint8Array(plain)
      } catch {
        return null
      }
    },
    unlock: async (bytes) => {
      try {
        const imported = await crypto.subtle.importKey('pkcs8', bytes, curve, true, ['deriveBits'])
        if (!(await fits(imported, lid))) return false
        key = imported
        return true
      } catch {
        return false
      }
    },
    key: async () => (key === null ? null : new Uint8Array(await crypto.subtle.exportKey('pkcs8', key))),
    shut: () => {
      key = null
      sender = null
      contents.clear()
    },
  }
}

async function makeSender(lid: Bytes): Promise<Sender> {
  const pair = await crypto.subtle.generateKey(curve, false, ['deriveBits'])
  const point = new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey))
  return { point, content: await agree(pair.privateKey, lid, { point, lid }) }
}

/** The content key of one sender and one box; both points go into it (RFC 9180 §4.1, kem_context). */
async function agree(
  own: CryptoKey,
  theirs: Bytes,
  { point, lid }: { readonly point: Bytes; readonly lid: Bytes },
): Promise<CryptoKey> {
  const secret = await crypto.subtle.importKey('raw', await shared(own, theirs), 'HKDF', false, ['deriveKey'])
  return crypto.subtle.deriveKey(
    { name: 'HKDF', hash: 'SHA-256', salt: joined(point, lid), info: new TextEncoder().encode('authchart box 1') },
    secret,
    { name: 'AES-GCM', length: 256 },
    false,
    ['encrypt', 'decrypt'],
  )
}

async function shared(own: CryptoKey, theirs: Bytes): Promise<ArrayBuffer> {
  const point = await crypto.subtle.importKey('raw', theirs, curve, false, [])
  return crypto.subtle.deriveBits({ name: 'ECDH', public: point }, own, 256)
}

/** A third pair agrees with both halves on the same secret, or they are not halves of one. */
async function fits(key: CryptoKey, lid: Bytes): Promise<boolean> {
  const third = await crypto.subtle.generateKey(curve, false, ['deriveBits'])
  const point = new Uint8Array(await crypto.subtle.exportKey('raw', third.publicKey))
  const [ours, theirs] = await Promise.all([shared(key, point), shared(third.privateKey, lid)])
  const other = new Uint8Array(theirs)
  return new Uint8Array(ours).every((byte, index) => byte === other[index])
}

function joined(...parts: readonly Bytes[]): Bytes {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
