/** RFC 4648 §5, without padding. */
export function base64url(bytes: Uint8Array): string {
  const text = Array.from(bytes, (byte) => String.fromCodePoint(byte)).join('')
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

/** RFC 7636 §4.2. */
export async function challengeOf(verifier: string): Promise<string> {
  return base64url(new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier))))
}

/** An ID token whose signature nobody may check: straight from the token endpoint it needs none (OpenID Connect Core §3.1.3.7). */
export function idToken(claims: Readonly<Record<string, unknown>>): string {
  const part = (value: object): string => base64url(new TextEncoder().encode(JSON.stringify(value)))
  return `${part({ alg: 'RS256', typ: 'JWT' })}.${part(claims)}.${base64url(new TextEncoder().encode('fake'))}`
}
