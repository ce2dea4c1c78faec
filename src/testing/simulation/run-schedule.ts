import { ledger, type Ledger } from './ledger.ts'
import { judgeEnd } from './judge-end.ts'
import { perform, reachable, signIn } from './perform.ts'
import type { Schedule } from './schedule.ts'
import { simWorld, type Fatalism, type SimWorld } from './sim-world.ts'
import type { Tab } from './tab.ts'
import type { Turns } from './turn.ts'

/** After the last trouble, everything has this long to come right again. */
const recovery = 600_000

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
  for (const entry of asked) {
    const { tab } = entry as { readonly tab: Tab }
    book.check(!tab.alive || world.checks.isTimeFalse, 'promise never settled', () => `asked in tab ${tab.number}`)
  }
  await close(world)
  return book
}

/** Nothing goes wrong any more: the network is there, contexts run, the account is in good standing, the user looks at it. */
async function recover(world: SimWorld): Promise<void> {
  world.troubled = false
  world.online(true)
  for (const subject of [...world.server.disabled]) world.server.disable(subject, false)
  for (const tab of reachable(world)) tab.thaw()
  await world.run(world.time.now + 15_000)
  if (reachable(world).length === 0) world.open()
  for (const tab of reachable(world)) tab.clock.emit('woke')
  await world.run(world.time.now + recovery)
  for (const tab of reachable(world)) tab.clock.emit('woke')
  await world.run(world.time.now + 20_000)
}

async function close(world: SimWorld): Promise<void> {
  const open = reachable(world)
  for (const tab of open) tab.dispose()
  await world.run(world.time.now + 60_000)
  for (const tab of open) {
    world.ledger.check(
      world.namesHeldBy(tab) === 0 || world.checks.isTimeFalse,
      'lock left behind',
      () => `by tab ${tab.number}`,
    )
    world.ledger.check(
      tab.clock.pending === 0 || world.checks.isTimeFalse,
      'timer left behind',
      () => `${tab.clock.pending} in tab ${tab.number}`,
    )
  }
}
