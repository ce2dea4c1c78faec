import type { IncomingMessage } from 'node:http'

/** The value of a cookie that came along, or null. */
export function cookieOf({ headers }: IncomingMessage, name: string): string | null {
  const pairs = (headers.cookie ?? '').split(/; */).map((pair) => pair.split('='))
  return pairs.find(([key]) => key === name)?.[1] ?? null
}

/** No script reads it, no other site's form sends it, and only the BFF's own paths get it. Null takes it back. */
export function setCookie(name: string, value: string | null, maxAgeSeconds: number): string {
  const life = value === null ? 'Max-Age=0' : `Max-Age=${maxAgeSeconds}`
  return `${name}=${value ?? ''}; Path=/bff; HttpOnly; Secure; SameSite=Lax; ${life}`
}
