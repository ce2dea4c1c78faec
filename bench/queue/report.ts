import { median } from '../median.ts'
import { ratioOf, timesOf } from '../ratio.ts'
import type { Report } from '../report.ts'
import type { Samples } from '../rounds.ts'
import { half, rateVerdict } from '../verdict.ts'
import { names } from './names.ts'
import type { DrainRun, LongRun, QueueRun } from './queue-run.ts'

const goals = { enqueue: 0.8, many: 2, drain: 0.9, transactions: 2, bootMs: 5, taskMs: 50 } as const

/** What storing and sending cost beside disk, network and peers. Rates: above 1 is faster than what it is compared with. */
export function queueReport(
  run: QueueRun,
  { engine, versions }: { readonly engine: string; readonly versions: Readonly<Record<string, string>> },
): Report {
  const { enqueue, drains, many, transactionsPerItem, long } = run
  return {
    title: 'Storing work and sending it, in real IndexedDB, with the whole session around it',
    verdicts: [
      rateVerdict(
        'durable enqueue, strict, to raw puts',
        ratioOf(enqueue, names.putStrict, names.ownStrict),
        goals.enqueue,
      ),
      rateVerdict(
        'durable enqueue, relaxed, to raw puts',
        ratioOf(enqueue, names.putRelaxed, names.ownRelaxed),
        goals.enqueue,
      ),
      'what an enqueue does besides its put: it derives an id, reads the key, seals the item, and its transaction checks the session’s row and counts',
      `a burst of 1,000 in one turn: ${half(ratioOf(many, 'enqueue in one turn', 'enqueueMany'))} of enqueueMany(1000) for each item (goal ≤ ${goals.many})`,
      ...drains.map(({ samples, ...which }) =>
        rateVerdict(
          `drain, ${describe(which)}, strict, to awaited fetches`,
          ratioOf(samples, names.fetch, names.ownStrict),
          goals.drain,
        ),
      ),
      `read-write transactions for each delivered item: ${transactionsPerItem.toFixed(2)} (goal ${goals.transactions})`,
      'what a delivery does besides its request: one strict transaction that settles it and claims the next, the session’s view told before and after; the next item is opened meanwhile',
      bootVerdict(long),
      'what a start does first: it reads every waiting head, because order, dependencies and what a gone drainer left are decided from them',
      `while ${long.items} items drain: longest task ${long.longestTask.toFixed(0)} ms, ${long.longTasks} above ${goals.taskMs} ms (goal none)`,
      `time for each item, by tenths of that drain: ${long.tenths.map((ms) => ms.toFixed(1)).join(', ')} ms`,
      `${long.items} waiting items hold ${(long.heapBytes / 2 ** 20).toFixed(1)} MiB of the heap`,
    ],
    columns: ['', '', 'ms per item (this machine)', 'rate'],
    rows: [
      ...rowsOf(
        'enqueue',
        enqueue,
        (name) => (name.endsWith('relaxed') ? names.putRelaxed : names.putStrict),
        versions,
      ),
      ...rowsOf('enqueue', many, () => 'enqueueMany', versions),
      ...drains.flatMap(({ samples, ...which }) =>
        rowsOf(`drain, ${describe(which)}`, samples, () => names.fetch, versions),
      ),
    ],
    facts: [engine, 'interleaved rounds', 'medians, with the middle half of the rounds in brackets'],
    broken: [],
  }
}

function describe({ lanes, answerTime, items }: Omit<DrainRun, 'samples'>): string {
  const server = answerTime === 0 ? 'answers at once' : `answers after ${answerTime} ms`
  return `${items} items in ${lanes} lane${lanes === 1 ? '' : 's'}, ${server}`
}

function bootVerdict({ items, bootFull, bootOne }: LongRun): string {
  const [full, one] = [median(bootFull), median(bootOne)]
  const more = full - one
  const met = more <= goals.bootMs ? 'met' : 'MISSED'
  return `from start to first request with ${items} waiting: ${full.toFixed(0)} ms, ${more.toFixed(0)} ms more than with one (goal ≤ ${goals.bootMs} more; ${met})`
}

function rowsOf(
  what: string,
  samples: Samples,
  baseOf: (name: string) => string,
  versions: Readonly<Record<string, string>>,
): readonly (readonly string[])[] {
  return Object.keys(samples).map((name) => [
    what,
    name in versions ? `${name} ${versions[name] ?? ''}` : name,
    median(timesOf(samples, name)).toFixed(2),
    half(ratioOf(samples, baseOf(name), name)),
  ])
}
