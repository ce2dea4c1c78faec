/** Makes 32 bytes of a PIN and a salt, slowly. */
export type DeriveKey = (pin: string, salt: Uint8Array<ArrayBuffer>) => Promise<Uint8Array<ArrayBuffer>>

/** PBKDF2-HMAC-SHA-256 (RFC 8018). The PIN in NFC, so that keyboards that compose differently agree. */
export function pbkdf2(iterations: number): DeriveKey {
  return async (pin, salt) => {
    const bytes = new TextEncoder().encode(pin.normalize('NFC'))
    const base = await crypto.subtle.importKey('raw', bytes, 'PBKDF2', false, ['deriveBits'])
    const derived = await crypto.subtle.deriveBits({ name: 'PBKDF2', hash: 'SHA-256', salt, iterations }, base, 256)
    return new Uint8Array(derived)
  }
}
