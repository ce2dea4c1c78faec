import type { Instant } from '../../machines/time.ts'
import { nextBreaker } from '../../src/refresh/retry-timing.ts'
import { seededRandom } from '../../src/testing/fakes/seeded-random.ts'
import type { Breaker } from '../../src/vault/account-rows.ts'

/** Milliseconds: the longest delay of the schedule, over which a herd is spread. */
export const cap = 300_000

export interface Herd {
  readonly clients: number
  /** Milliseconds from the moment at which every client has failed for the first time. */
  readonly outage: number
  /** When one client asks again after so many failures. */
  readonly next: (client: number, at: number) => number
}

/** Requests in each second, from the first failure until every client has been answered. */
export function requestsPerSecond({ clients, outage, next }: Herd): readonly number[] {
  const seconds: number[] = []
  for (let client = 0; client < clients; client += 1) {
    let at = 0
    do {
      at = next(client, at)
      const second = Math.floor(at / 1_000)
      seconds[second] = (seconds[second] ?? 0) + 1
    } while (at < outage)
  }
  return Array.from(seconds, (count) => count ?? 0)
}

/** The shipped schedule, with chance from a seed. */
export function shipped(seed: number): Herd['next'] {
  const { unit } = seededRandom(seed)
  let breaker: Breaker | null = null
  let last = -1
  return (client, at) => {
    if (client !== last) breaker = null
    last = client
    breaker = nextBreaker(breaker, {
      at: at as Instant,
      reason: 'server_unavailable',
      retryAfter: null,
      chances: [unit(), unit()],
      delay: null,
    })
    return breaker.retryAt ?? at
  }
}

/** What a client with a timer does: every thirty seconds, like everybody else. */
export const fixed: Herd['next'] = (_, at) => at + 30_000
