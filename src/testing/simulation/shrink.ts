import type { Violation } from './ledger.ts'
import type { Nemesis } from './nemesis.ts'
import { runSchedule } from './run-schedule.ts'
import type { Schedule } from './schedule.ts'
import type { Turns } from './turn.ts'

/** A failing schedule with everything taken away that the failure doesn't need. */
export interface Shrunk {
  readonly seed: number
  readonly kind: Violation
  /** Nemeses that had to stay. */
  readonly nemeses: readonly Nemesis[]
  readonly without: readonly Nemesis[]
  /** Commands that had to stay, by their place. */
  readonly keep: readonly number[]
}

/** The schedule with some nemeses off and only some commands. */
export function reduced(schedule: Schedule, without: readonly Nemesis[], keep: readonly number[] | null): Schedule {
  const nemeses = new Set([...schedule.nemeses].filter((nemesis) => !without.includes(nemesis)))
  if (keep === null) return { ...schedule, nemeses }
  let skipped = 0
  const commands = schedule.commands.flatMap((command, place) => {
    if (!keep.includes(place)) {
      skipped += command.wait
      return []
    }
    const wait = command.wait + skipped
    skipped = 0
    return [{ ...command, wait }]
  })
  return { ...schedule, nemeses, commands }
}

/** First switches nemeses off one by one, then leaves commands out; keeps what makes the violation go away. */
export async function shrink(schedule: Schedule, kind: Violation, turns: Turns): Promise<Shrunk> {
  const fails = async (without: readonly Nemesis[], keep: readonly number[]): Promise<boolean> => {
    const book = await runSchedule(reduced(schedule, without, keep), { turns })
    return book.found.some((one) => one.kind === kind)
  }
  let keep: readonly number[] = schedule.commands.map((_, place) => place)
  let without: readonly Nemesis[] = []
  for (const nemesis of schedule.nemeses) {
    const candidate = [...without, nemesis]
    if (await fails(candidate, keep)) without = candidate
  }
  for (const place of [...keep].reverse()) {
    const candidate = keep.filter((other) => other !== place)
    if (await fails(without, candidate)) keep = candidate
  }
  const nemeses = [...schedule.nemeses].filter((nemesis) => !without.includes(nemesis))
  return { seed: schedule.seed, kind, nemeses, without, keep }
}
