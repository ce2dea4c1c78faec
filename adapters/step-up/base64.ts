type Bytes = Uint8Array<ArrayBuffer>

/** URL-safe, without padding (RFC 4648 §5), as WebAuthn's JSON forms have it. */
export function toBase64Url(bytes: Bytes): string {
  const text = Array.from(bytes, (byte) => String.fromCodePoint(byte)).join('')
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

/** The bytes, or null when the text isn't base64. */
export function fromBase64Url(text: string): Bytes | null {
  try {
    const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
    return Uint8Array.from(binary, (character) => character.codePointAt(0) ?? 0)
  } catch {
    return null
  }
}
