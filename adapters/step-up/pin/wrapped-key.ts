type Bytes = Uint8Array<ArrayBuffer>

const ivLength = 12

/** IV and AES-256-GCM ciphertext with its tag. */
export async function wrap(wrapping: Bytes, key: Bytes): Promise<Bytes> {
  const iv = crypto.getRandomValues(new Uint8Array(ivLength))
  const cipher = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, await importKey(wrapping), key)
  const wrapped = new Uint8Array(ivLength + cipher.byteLength)
  wrapped.set(iv)
  wrapped.set(new Uint8Array(cipher), ivLength)
  return wrapped
}

/** The key, or null: another wrapping key, or bytes that aren't what was wrapped. */
export async function unwrap(wrapping: Bytes, wrapped: Bytes): Promise<Bytes | null> {
  try {
    const iv = wrapped.subarray(0, ivLength)
    const cipher = wrapped.subarray(ivLength)
    return new Uint8Array(await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, await importKey(wrapping), cipher))
  } catch {
    return null
  }
}

function importKey(wrapping: Bytes): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', wrapping, 'AES-GCM', false, ['encrypt', 'decrypt'])
}
