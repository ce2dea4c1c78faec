import type { Report } from '../report.ts'
import { cap, fixed, requestsPerSecond, shipped } from './herd.ts'

const clients = 1_000_000
const outage = 600_000

/** A million clients fail at the same moment; the server is back after ten minutes. What hits it? */
export async function herdBenchmark(): Promise<Report> {
  const floor = clients / (cap / 1_000)
  const ours = peaks(requestsPerSecond({ clients, outage, next: shipped(1) }))
  const timers = peaks(requestsPerSecond({ clients, outage, next: fixed }))
  const overFloor = ours.after / floor
  const ofFixed = ours.after / timers.after
  const broken = [
    ...(overFloor <= 2 ? [] : [`the peak is ${overFloor.toFixed(2)} times an even spread, more than twice`]),
    ...(ofFixed <= 0.01 ? [] : [`the peak is ${ofFixed.toFixed(3)} of the fixed schedule’s, more than a hundredth`]),
  ]
  return {
    title: `${count(clients)} clients fail in the same second, and the server is back after ${outage / 1_000} s: requests per second`,
    verdicts: [
      `peak after the outage to an even spread over ${cap / 1_000} s: ${overFloor.toFixed(2)}× (promise ≤ 2)`,
      `peak after the outage to that of the fixed schedule: ${ofFixed.toFixed(4)}× (promise ≤ 0.01)`,
    ],
    columns: ['', 'highest during the outage', 'highest after it'],
    rows: [
      ['an even spread', '–', count(Math.round(floor))],
      ['authchart', count(ours.during), count(ours.after)],
      ['every 30 s', count(timers.during), count(timers.after)],
    ],
    facts: ['the shipped schedule, seeded chance', 'counted, not timed'],
    broken,
  }
}

function peaks(seconds: readonly number[]): { readonly during: number; readonly after: number } {
  const end = outage / 1_000
  const highest = (some: readonly number[]): number => some.reduce((most, one) => Math.max(most, one), 0)
  return { during: highest(seconds.slice(0, end)), after: highest(seconds.slice(end)) }
}

function count(value: number): string {
  return value.toLocaleString('en')
}
