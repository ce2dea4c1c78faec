type Bytes = Uint8Array<ArrayBuffer>

const ivLength = 12

/** What the PIN opens: 256 random bits that exist nowhere else. */
export function makeSecret(): Bytes {
  return crypto.getRandomValues(new Uint8Array(32))
}

/** IV and AES-256-GCM ciphertext with its tag. */
export async function wrap(key: Bytes, secret: Bytes): Promise<Bytes> {
  const iv = crypto.getRandomValues(new Uint8Array(ivLength))
  const cipher = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, await importKey(key), secret)
  const wrapped = new Uint8Array(ivLength + cipher.byteLength)
  wrapped.set(iv)
  wrapped.set(new Uint8Array(cipher), ivLength)
  return wrapped
}

/** The secret, or null: another key, or bytes that aren't what was wrapped. */
export async function unwrap(key: Bytes, wrapped: Bytes): Promise<Bytes | null> {
  try {
    const iv = wrapped.subarray(0, ivLength)
    const cipher = wrapped.subarray(ivLength)
    return new Uint8Array(await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, await importKey(key), cipher))
  } catch {
    return null
  }
}

function importKey(key: Bytes): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', key, 'AES-GCM', false, ['encrypt', 'decrypt'])
}
