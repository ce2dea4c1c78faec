import { duration, type Duration, type Instant } from '../../machines/time.ts'

/** A day: what a server asks beyond that is cut, so that the figure stays a sane span. */
const longest = 24 * 60 * 60 * 1000

/** `Retry-After` as a span from now: delay-seconds or an HTTP date (RFC 9110 §10.2.3). Null when absent or unreadable. */
export function parseRetryAfter(header: string | null, now: Instant): Duration | null {
  const value = header?.trim() ?? ''
  if (/^\d+$/.test(value)) {
    return clamp(Number(value) * 1000)
  }
  // Only dates that name a month: Date.parse takes "-5" and "2.5" for years.
  const date = /[a-z]{3}/i.test(value) ? Date.parse(value) : Number.NaN
  return Number.isNaN(date) ? null : clamp(date - now)
}

function clamp(span: number): Duration {
  return duration(Math.min(Math.max(span, 0), longest))
}
