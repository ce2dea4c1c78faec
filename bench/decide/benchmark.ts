import { calibrate } from '../calibrate.ts'
import { installPeers } from '../install-peers.ts'
import { median } from '../median.ts'
import { ratioOf, timesOf } from '../ratio.ts'
import type { Report } from '../report.ts'
import { runRounds, type Contestant } from '../rounds.ts'
import { half } from '../verdict.ts'
import { loadCasl, type Ability } from './casl.ts'
import { offline, policy } from './facts.ts'

const names = { own: 'authchart decide', casl: 'CASL can' } as const
const rounds = 60
/** One batch, long enough for the clock. */
const target = 2
/** What 06-policy allows one decision: nobody notices a hundred of them in a frame. */
const mostMicroseconds = 50

const now = (): number => performance.now()

/** What one decision costs, and what each library answers when a fact is missing. */
export async function decideBenchmark(): Promise<Report> {
  const versions = installPeers()
  const casl = await loadCasl()
  const ability = casl.createMongoAbility([
    { action: 'view', subject: 'Order', conditions: { age: { $lte: 604_800_000 } } },
  ])
  const order = (age: unknown): unknown => casl.subject('Order', age === undefined ? {} : { age })
  const fresh = order(3_600_000)
  let allowed = 0
  const contestants = await Promise.all([
    contestant(names.own, () => {
      if (policy.decide('note.create', offline).allowed) allowed += 1
    }),
    contestant(names.casl, () => {
      if (ability.can('view', fresh)) allowed += 1
    }),
  ])
  const samples = await runRounds(contestants, { rounds, now })
  const own = median(timesOf(samples, names.own)) * 1e3
  const missing = missingData(ability, order)

  return {
    title:
      'One decision offline, with a step-up and a span, beside a CASL rule with one condition; then what a missing fact does',
    verdicts: [
      `authchart to CASL ${versions['@casl/ability'] ?? ''}: ${half(ratioOf(samples, names.own, names.casl))}`,
    ],
    columns: ['', 'authchart', 'CASL'],
    rows: [
      [
        'ns per decision (this machine)',
        ...[names.own, names.casl].map((name) => (median(timesOf(samples, name)) * 1e6).toFixed(0)),
      ],
      ...missing.map(({ fact, own: ours, casl: theirs }) => [
        fact,
        ours ? 'allowed' : 'denied',
        theirs ? 'allowed' : 'denied',
      ]),
    ],
    facts: [
      `Node ${process.versions.node}`,
      `${rounds} interleaved rounds`,
      `${allowed > 0 ? 'both said yes to what is timed' : 'nothing was allowed'}`,
    ],
    broken: [
      ...(own < mostMicroseconds ? [] : [`a decision took ${own.toFixed(1)} µs, more than ${mostMicroseconds}`]),
      ...missing.filter(({ own: ours }) => ours).map(({ fact }) => `allowed although this is so: ${fact}`),
    ],
  }
}

/** The same question with one fact spoilt. CASL has no notion of contact or clock: it sees the age it is given. */
function missingData(ability: Ability, order: (age: unknown) => unknown) {
  const ours = (spoilt: Readonly<Record<string, unknown>>): boolean => {
    // Spoilt on purpose: the types would not let it pass.
    const facts = { ...offline, ...spoilt } as typeof offline
    return policy.decide('order.view', facts).allowed
  }
  const theirs = (age: unknown): boolean => ability.can('view', order(age))
  return [
    { fact: 'the last contact is missing', own: ours({ lastServerContactAt: undefined }), casl: theirs(undefined) },
    { fact: 'the last contact is null', own: ours({ lastServerContactAt: null }), casl: theirs(null) },
    { fact: 'the last contact is NaN', own: ours({ lastServerContactAt: Number.NaN }), casl: theirs(Number.NaN) },
    { fact: 'the last contact is a text', own: ours({ lastServerContactAt: 'soon' }), casl: theirs('soon') },
    { fact: 'the clock was set back', own: ours({ isClockTrusted: false }), casl: theirs(-172_800_000) },
  ]
}

async function contestant(name: string, decide: () => void): Promise<Contestant> {
  const batch = (count: number): Promise<void> => {
    for (let done = 0; done < count; done += 1) decide()
    return Promise.resolve()
  }
  const operations = await calibrate(batch, { target, now })
  return { name, operations, act: () => batch(operations) }
}
