import { median } from '../median.ts'
import { ratioOf, timesOf } from '../ratio.ts'
import type { Report } from '../report.ts'
import { half, verdict } from '../verdict.ts'
import type { BurstRun } from './burst-run.ts'
import { names } from './names.ts'

const sessions = [names.own, names.durable]

/** What the bursts show: how many token requests left, and how long all callers waited. */
export function coalesceReport(runs: readonly BurstRun[], engine: string): Report {
  const answerTimes = [...new Set(runs.map(({ answerTime }) => answerTime))]
  const [{ rounds } = { rounds: 0 }] = runs
  return {
    title: 'Concurrent `getAccessToken()` calls with an expired token, against a server on the same machine',
    verdicts: [
      `token requests per burst: ${[...new Set(runs.flatMap((run) => sessions.map((name) => perBurst(run, name))))].join(', ')}`,
      ...answerTimes.flatMap((answerTime) =>
        sessions.map((name) => {
          const worst = worstOf(
            runs.filter((run) => run.answerTime === answerTime),
            name,
          )
          const figure = `wall time, ${name}, server answers ${when(answerTime)}, worst of all bursts`
          return verdict(figure, ratioOf(worst.samples, name, names.hand), 1.15)
        }),
      ),
      'what a session adds to the request: the chart’s steps, the record opened, the intent journalled before the request leaves, the new set sealed and committed before anyone is answered',
    ],
    columns: [
      '',
      'calls',
      'server answers',
      'token requests per burst',
      'ms per burst (this machine)',
      'to the hand-written',
    ],
    rows: runs.flatMap((run) => [
      ...Object.keys(run.samples).map((name) => [
        name,
        String(run.calls),
        when(run.answerTime),
        String(perBurst(run, name)),
        median(timesOf(run.samples, name)).toFixed(1),
        half(ratioOf(run.samples, name, names.hand)),
      ]),
      [names.naive, String(run.calls), when(run.answerTime), String(run.requests[names.naive]), '–', '–'],
    ]),
    facts: [engine, `${rounds} interleaved rounds`, 'medians, with the middle half of the rounds in brackets'],
    broken: runs.flatMap(brokenIn),
  }
}

function brokenIn(run: BurstRun): readonly string[] {
  const burst = `${run.calls} calls, server answers ${when(run.answerTime)}`
  const blind = run.requests[names.naive] !== run.calls
  return [
    ...sessions
      .filter((name) => perBurst(run, name) !== 1)
      .map((name) => `${name}: ${perBurst(run, name)} token requests per burst (${burst})`),
    ...(blind ? [`the server did not count what ${names.naive} sent (${burst})`] : []),
  ]
}

function perBurst({ requests, rounds }: BurstRun, name: string): number {
  return (requests[name] ?? 0) / rounds
}

function worstOf(runs: readonly BurstRun[], name: string): BurstRun {
  return runs.reduce((worst, run) => (ratio(run, name) > ratio(worst, name) ? run : worst))
}

function ratio({ samples }: BurstRun, name: string): number {
  return ratioOf(samples, name, names.hand).median
}

function when(answerTime: number): string {
  return answerTime === 0 ? 'at once' : `after ${answerTime} ms`
}
