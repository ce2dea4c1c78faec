const loopback = ['localhost', '127.0.0.1', '[::1]']

/** https, or http to this very machine (RFC 8252 §8.3), without credentials or a fragment. */
export function isSafeUrl(text: unknown): text is string {
  if (typeof text !== 'string' || !URL.canParse(text)) {
    return false
  }
  const url = new URL(text)
  const carried = url.protocol === 'https:' || isLoopback(text)
  return carried && url.username === '' && url.password === '' && url.hash === ''
}

export function isLoopback(text: string): boolean {
  const url = new URL(text)
  return url.protocol === 'http:' && loopback.includes(url.hostname)
}

/** An absolute address for a path of the app's own origin. Null for a path where there is no page. */
export function absoluteUrl(text: string): string | null {
  if (URL.canParse(text)) {
    return text
  }
  const origin = typeof location === 'undefined' ? null : location.origin
  return origin === null || !URL.canParse(text, origin) ? null : new URL(text, origin).href
}
