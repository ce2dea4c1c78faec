import { median } from '../median.ts'
import { ratioOf, timesOf } from '../ratio.ts'
import type { Report } from '../report.ts'
import type { Samples } from '../rounds.ts'
import { half, verdict } from '../verdict.ts'
import { names } from './names.ts'

/** What the page measured. */
export interface RequestRun {
  readonly samples: Samples
  readonly rounds: number
  /** The token was valid all the time: none was wanted. */
  readonly tokenRequests: number
}

/** What a signed request costs beside the same request signed by hand. */
export function requestReport(
  { samples, rounds, tokenRequests }: RequestRun,
  { engine, versions }: { readonly engine: string; readonly versions: Readonly<Record<string, string>> },
): Report {
  const limitOf = (name: string): string => (name === names.ky || name === names.kyAuth ? names.ky : names.fetch)
  return {
    title: 'One request with a valid token, answered by a server on the same machine, body read',
    verdicts: [
      verdict('auth.fetch to fetch', ratioOf(samples, names.own, names.fetch), 1.1),
      verdict('kyAuth to ky with a hand-written hook', ratioOf(samples, names.kyAuth, names.ky), 1.05),
    ],
    columns: ['', 'µs per request (this machine)', 'to ky (for ky) or fetch signed by hand'],
    rows: Object.keys(samples).map((name) => [
      name,
      (median(timesOf(samples, name)) * 1e3).toFixed(0),
      half(ratioOf(samples, name, limitOf(name))),
    ]),
    facts: [
      engine,
      `axios ${versions['axios'] ?? ''}, axios-auth-refresh ${versions['axios-auth-refresh'] ?? ''}`,
      `${rounds} interleaved rounds`,
      'medians, with the middle half of the rounds in brackets',
    ],
    broken: tokenRequests === 0 ? [] : [`sending with a valid token sent ${tokenRequests} token requests`],
  }
}
