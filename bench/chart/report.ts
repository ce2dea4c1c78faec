import { median } from '../median.ts'
import { ratioOf, timesOf } from '../ratio.ts'
import type { Report } from '../report.ts'
import { half } from '../verdict.ts'
import { names } from './names.ts'
import type { ChartRun } from './page.tsx'

/** What drawing a living chart costs beside its finished picture. */
export function chartReport(runs: readonly ChartRun[], engine: string): Report {
  const [{ rounds } = { rounds: 0 }] = runs
  return {
    title: 'Drawing the live chart with `<AuthChart>`, beside writing the same picture as finished markup',
    verdicts: runs.flatMap(({ chart, samples }) =>
      [names.first, names.update].map(
        (name) => `${name}, ${chart}: ${half(ratioOf(samples, name, names.markup))} the time of the finished markup`,
      ),
    ),
    columns: ['', 'chart', 'ms (this machine)', 'to the finished markup'],
    rows: runs.flatMap(({ chart, samples }) =>
      Object.keys(samples).map((name) => [
        name,
        chart,
        median(timesOf(samples, name)).toFixed(2),
        half(ratioOf(samples, name, names.markup)),
      ]),
    ),
    facts: [
      engine,
      `${rounds} interleaved rounds`,
      'medians, with the middle half of the rounds in brackets',
      'layout included',
    ],
    broken: [],
  }
}
