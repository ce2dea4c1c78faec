import { median } from '../median.ts'
import { fastestOf, ratioOf, timesOf } from '../ratio.ts'
import type { Report } from '../report.ts'
import type { Samples } from '../rounds.ts'
import { half, verdict } from '../verdict.ts'
import { names } from './names.ts'

/** What the page measured. */
export interface TokenReadRun {
  readonly samples: Samples
  readonly rounds: number
  /** What our own side did while the rounds ran: none of it belongs to a read. */
  readonly chartSteps: number
  readonly tokenRequests: number
}

const peers = [names.oidcClient, names.oidcClientInMemory, names.auth0]

/** What the reads show: the cost of a valid token, to nothing at all and to the fastest peer. */
export function tokenReadReport(
  { samples, rounds, chartSteps, tokenRequests }: TokenReadRun,
  { engine, versions }: { readonly engine: string; readonly versions: Readonly<Record<string, string>> },
): Report {
  const fastest = fastestOf(samples, peers)
  return {
    title: 'A valid token, read from memory: `auth.getAccessToken()` against the cached reads of the peers',
    verdicts: [
      verdict(`authchart to the fastest peer (${fastest})`, ratioOf(samples, names.own, fastest), 0.33),
      `authchart to an in-memory async function: ${half(ratioOf(samples, names.own, names.bare))}`,
    ],
    columns: ['', 'ns per read (this machine)', 'to the async function', 'to the fastest peer'],
    rows: Object.keys(samples).map((name) => [
      versionOf(name, versions),
      (median(timesOf(samples, name)) * 1e6).toFixed(0),
      half(ratioOf(samples, name, names.bare)),
      half(ratioOf(samples, name, fastest)),
    ]),
    facts: [engine, `${rounds} interleaved rounds`, 'medians, with the middle half of the rounds in brackets'],
    broken: [
      ...(chartSteps === 0 ? [] : [`reading a valid token moved the chart ${chartSteps} times`]),
      ...(tokenRequests === 0 ? [] : [`reading a valid token sent ${tokenRequests} token requests`]),
    ],
  }
}

function versionOf(name: string, versions: Readonly<Record<string, string>>): string {
  const found = Object.entries(versions).find(([peer]) => name.startsWith(peer.replace(/^@[^/]+\//, '')))
  return found === undefined ? name : `${name} (${found[1]})`
}
