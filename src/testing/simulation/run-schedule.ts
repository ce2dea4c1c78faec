import { ledger, type Ledger } from './ledger.ts'
import { judgeEnd } from './judge-end.ts'
import { judgeWork } from './judge-work.ts'
import { perform, signIn } from './perform.ts'
import { close, recover } from './recover.ts'
import type { Schedule } from './schedule.ts'
import { simWorld, type Fatalism } from './sim-world.ts'
import type { Tab } from './tab.ts'
import type { Turns } from './turn.ts'

export interface RunTerms {
  readonly turns: Turns
  readonly keepsTrace?: boolean
  readonly fatalism?: Fatalism
}

/** One history of one device, from the first sign-in to rest, with every promise of the library checked on the way. */
export async function runSchedule(
  schedule: Schedule,
  { turns, keepsTrace = false, fatalism }: RunTerms,
): Promise<Ledger> {
  const book = ledger(keepsTrace)
  const world = simWorld(schedule, book, turns, fatalism)
  const asked = new Set<object>()
  const ask = (tab: Tab, question: Promise<unknown>): void => {
    const entry = { tab }
    asked.add(entry)
    question.then(
      () => asked.delete(entry),
      (error: unknown) => {
        asked.delete(entry)
        world.checks.outlet(String(error instanceof Error ? error.stack : error))
      },
    )
  }
  const first = world.open()
  await world.run(world.time.now + 100)
  ask(first, signIn(first))
  await world.run(world.time.now + 1_000)
  world.troubled = true
  for (const { wait, act } of schedule.commands) {
    await world.run(world.time.now + wait)
    if (keepsTrace) book.trace(`${world.time.now} — ${JSON.stringify(act)}`)
    perform(world, act, ask)
  }
  await world.run(world.time.now + Math.min(60_000, schedule.accessTokenTtl))
  await recover(world)
  judgeEnd(world)
  judgeWork(world)
  for (const entry of asked) {
    const { tab } = entry as { readonly tab: Tab }
    book.check(!tab.alive, 'promise never settled', () => `asked in tab ${tab.number}`)
  }
  await close(world)
  return book
}
