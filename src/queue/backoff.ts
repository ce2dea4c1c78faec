import { duration, type Duration } from '../../machines/time.ts'

/** A mistyped server or a deploy is over in seconds; nobody notices the first retry. */
const first = 1_000
/** As rare as the session's own retries: an outage of hours costs twelve requests an hour. */
const longest = 5 * 60_000
/** What a server asks beyond an hour would look like a lost item. */
const longestAsked = 60 * 60_000

/** How long to wait after `failures` in a row: doubling, half of it left to chance so that clients don't return together. */
export function retryDelay(failures: number, chance: number): Duration {
  const exponent = Number.isNaN(failures) ? 0 : Math.min(Math.max(Math.trunc(failures) - 1, 0), 20)
  const ceiling = Math.min(first * 2 ** exponent, longest)
  return duration(Math.round((ceiling / 2) * (1 + bounded(chance))))
}

/** At least what the server asked for (RFC 9110 §10.2.3), plus up to a fifth, at most 10 s, of this client's own. */
export function askedDelay(retryAfter: Duration, chance: number): Duration {
  const floor = Math.min(Math.max(retryAfter, 0), longestAsked)
  return duration(Math.round(floor + bounded(chance) * Math.min(floor / 5, 10_000)))
}

function bounded(chance: number): number {
  return Number.isFinite(chance) ? Math.min(Math.max(chance, 0), 1) : 0.5
}
