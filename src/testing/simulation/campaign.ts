import { violations, type Violation } from './ledger.ts'
import { runSchedule } from './run-schedule.ts'
import { scheduleOf } from './schedule.ts'
import { shrink, type Shrunk } from './shrink.ts'
import { turns } from './turn.ts'

/** What `runCampaign` takes. */
export interface CampaignOptions {
  readonly seed: number
  readonly schedules: number
  /** A schedule is run twice this often, to see that a seed decides everything. Default: every 500th. */
  readonly selfCheckEvery?: number
  /** Called after each schedule; what it returns was found outside the world, such as a rejection nobody handled. */
  readonly after?: (seed: number) => Violation | null
  /** Ends with the first schedule that fails. */
  readonly untilFirst?: boolean
  /** Failures worth making smaller. Default 3. */
  readonly shrinkAtMost?: number
}

export interface Failure {
  readonly seed: number
  readonly kind: Violation
  readonly detail: string
}

/** What many histories came to. */
export interface Campaign {
  readonly seed: number
  readonly schedules: number
  readonly checks: number
  readonly selfChecks: number
  readonly faults: ReadonlyMap<string, number>
  readonly states: ReadonlySet<string>
  readonly unavoidable: ReadonlyMap<string, number>
  readonly counts: ReadonlyMap<Violation, number>
  readonly failures: readonly Failure[]
  readonly shrunk: readonly Shrunk[]
}

/** Runs many histories of a whole device, each from its own seed, and counts what broke. */
export async function runCampaign(options: CampaignOptions): Promise<Campaign> {
  const { seed: from, schedules, selfCheckEvery = 500, after = () => null, shrinkAtMost = 3 } = options
  const loop = turns()
  const faults = new Map<string, number>()
  const unavoidable = new Map<string, number>()
  const counts = new Map<Violation, number>(violations.map((kind) => [kind, 0]))
  const states = new Set<string>()
  const failures: Failure[] = []
  const shrunk: Shrunk[] = []
  let checks = 0
  let selfChecks = 0
  const add = <Key>(to: Map<Key, number>, key: Key, by = 1): void => void to.set(key, (to.get(key) ?? 0) + by)

  for (let seed = from; seed < from + schedules && !(options.untilFirst === true && failures.length > 0); seed += 1) {
    const schedule = scheduleOf(seed)
    const book = await runSchedule(schedule, { turns: loop })
    checks += book.checks
    for (const [kind, count] of book.faults) add(faults, kind, count)
    for (const profile of book.unavoidable) add(unavoidable, profile)
    for (const state of book.states) states.add(state)
    const found = [...book.found]
    const outside = after(seed)
    if (outside !== null) found.push({ kind: outside, detail: 'told by the host' })
    // Web Crypto answers when it likes: such worlds are not decided by their seed alone.
    if (seed % selfCheckEvery === 0 && !schedule.isSealedForReal) {
      selfChecks += 1
      const again = await runSchedule(schedule, { turns: loop })
      if (again.hash !== book.hash)
        found.push({ kind: 'other trace for the same seed', detail: `${book.hash}, ${again.hash}` })
    }
    for (const kind of new Set(found.map((one) => one.kind))) {
      add(counts, kind)
      failures.push({ seed, kind, detail: found.find((one) => one.kind === kind)?.detail ?? '' })
      if (shrunk.length < shrinkAtMost) shrunk.push(await shrink(schedule, kind, loop))
    }
  }
  loop.close()
  return { seed: from, schedules, checks, selfChecks, faults, states, unavoidable, counts, failures, shrunk }
}
