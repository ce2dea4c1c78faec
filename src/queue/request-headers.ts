/** What a queued request may say about itself beside its body. An app can allow more; see `durableQueue({headers})`. */
const allowed: ReadonlySet<string> = new Set([
  'accept',
  'accept-language',
  'content-language',
  'content-type',
  'if-match',
  'if-none-match',
  'if-unmodified-since',
  'prefer',
])

/** Credentials and what works like them: they would lie on disk and outlive the session (QU-05). */
const forbidden = /auth|cookie|dpop|csrf|xsrf|token|secret|session|api-?key|idempotency-key/

export function isForbiddenHeader(name: string): boolean {
  return forbidden.test(name.toLowerCase())
}

export function isAllowedHeader(name: string, further: readonly string[]): boolean {
  const lower = name.toLowerCase()
  return !isForbiddenHeader(lower) && (allowed.has(lower) || further.includes(lower))
}

/** Whether fetch can send it (RFC 9110 §5.5): what it can't would fail like a dead network, at every attempt. */
export function isHeaderValue(value: unknown): value is string {
  return typeof value === 'string' && /^[\t\u0020-\u007e\u0080-\u00ff]*$/.test(value)
}

/** RFC 9110 §5.1. */
export function isHeaderName(name: string): boolean {
  return /^[!#$%&'*+\-.^_`|~\w]+$/.test(name)
}
