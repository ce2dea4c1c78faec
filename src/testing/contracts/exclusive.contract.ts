import { duration } from '../../../machines/time.ts'
import type { Tabs } from '../../ports/world.ts'
import { contractCase, type ContractCase, type Subject } from './contract-case.ts'
import { demand, demandEqual, failureOf, valueOf } from './demand.ts'
import { gate } from './gate.ts'
import { inTime } from './in-time.ts'

/** One context that is alone by nature, or one of several. */
export interface TabsSubject extends Subject {
  open(): Promise<Tabs>
  /** Lets this much time pass for the subject, and what is under way come to rest. */
  pass(milliseconds: number): Promise<void>
}

type Patience = Parameters<Tabs['exclusive']>[2]

export const patient: Patience = { timeout: null, signal: new AbortController().signal }
const within = (milliseconds: number): Patience => ({ ...patient, timeout: duration(milliseconds) })

/** Takes a name and holds it until told to give it back. */
async function hold(tabs: Tabs, name: string): Promise<{ release(): Promise<void> }> {
  const [taken, back] = [gate(), gate()]
  const holding = tabs.exclusive(
    name,
    async () => {
      taken.open()
      await back.opened
    },
    patient,
  )
  await taken.opened
  return {
    async release() {
      back.open()
      valueOf(await holding)
    },
  }
}

/** What `exclusive` promises, in one context or over several. */
export const exclusiveContract: readonly ContractCase<TabsSubject>[] = [
  contractCase('tabs.exclusive.value', 'the answer is what work resolves with', async ({ open }) => {
    const tabs = await open()
    demandEqual(valueOf(await tabs.exclusive('a', async () => 'done', patient)), 'done', 'The value')
    demandEqual(valueOf(await tabs.exclusive('a', async () => 'again', within(0))), 'again', 'Free again')
  }),
  contractCase('tabs.exclusive.one-at-a-time', 'a name has one holder', async ({ open, pass }) => {
    const all = [await open(), await open()]
    let [inside, most, runs] = [0, 0, 0]
    const work = async (): Promise<void> => {
      inside += 1
      most = Math.max(most, inside)
      runs += 1
      for (let turn = 0; turn < 3; turn += 1) await Promise.resolve()
      await pass(1)
      inside -= 1
    }
    const rounds = [...all, ...all, ...all].map((tabs) => tabs.exclusive('a', work, patient))
    for (const outcome of await Promise.all(rounds)) valueOf(outcome)
    demandEqual({ most, runs }, { most: 1, runs: 6 }, 'Never two at once, and all had their turn')
  }),
  contractCase('tabs.exclusive.names', 'another name is free', async ({ open }) => {
    const tabs = await open()
    const held = await hold(tabs, 'a')
    demandEqual(valueOf(await tabs.exclusive('b', async () => 1, within(0))), 1, 'Not held')
    await held.release()
  }),
  contractCase('tabs.exclusive.in-line', 'who waits first comes first', async ({ open, pass }) => {
    const tabs = await open()
    const held = await hold(tabs, 'a')
    const order: number[] = []
    const waiting = [1, 2, 3].map((place) => tabs.exclusive('a', async () => order.push(place), patient))
    await pass(20)
    demandEqual(order, [], 'Nobody before it is given back')
    await held.release()
    await Promise.all(waiting)
    demandEqual(order, [1, 2, 3], 'The order')
  }),
  contractCase('tabs.exclusive.throws', 'work that throws gives the name back', async ({ open }) => {
    const tabs = await open()
    const error: unknown = await tabs
      .exclusive('a', () => Promise.reject(new RangeError('mine')), patient)
      .catch((reason: unknown) => reason)
    demand(error instanceof Error && error.message.includes('mine'), 'The caller gets its error')
    demandEqual(valueOf(await tabs.exclusive('a', async () => 1, within(0))), 1, 'The name is free')
  }),
  contractCase('tabs.exclusive.busy', 'a wait ends at its timeout and work has not run', async ({ open, pass }) => {
    const [tabs, other] = [await open(), await open()]
    const held = await hold(tabs, 'a')
    let ran = false
    const work = async (): Promise<void> => {
      ran = true
    }
    const waiting = [other.exclusive('a', work, within(40)), other.exclusive('a', work, within(0))]
    await pass(60)
    for (const outcome of await inTime(pass, Promise.all(waiting), 'The wait')) {
      demandEqual(failureOf(outcome), { kind: 'busy' }, 'Busy')
    }
    await held.release()
    await pass(20)
    demand(!ran, 'Nor does it run later')
    demandEqual(valueOf(await other.exclusive('a', async () => 1, within(1_000))), 1, 'The line is clear')
  }),
  contractCase('tabs.exclusive.aborted', 'a wait ends with its signal and work has not run', async ({ open, pass }) => {
    const tabs = await open()
    const held = await hold(tabs, 'a')
    const [leaving, staying] = [new AbortController(), gate()]
    let ran = false
    const left = tabs.exclusive('a', async () => (ran = true), { timeout: null, signal: leaving.signal })
    const stayed = tabs.exclusive('a', async () => staying.open(), patient)
    await pass(20)
    leaving.abort()
    demandEqual(failureOf(await inTime(pass, left, 'The wait')), { kind: 'aborted' }, 'While waiting')
    const late = await tabs.exclusive('free', async () => (ran = true), { timeout: null, signal: leaving.signal })
    demandEqual(failureOf(late), { kind: 'aborted' }, 'Before asking')
    await held.release()
    await staying.opened
    valueOf(await stayed)
    demand(!ran, 'Neither ran')
  }),
  contractCase('tabs.exclusive.undisturbed', 'nothing interrupts work once it runs', async ({ open, pass }) => {
    const tabs = await open()
    const [started, finish, ending] = [gate(), gate(), new AbortController()]
    const working = tabs.exclusive(
      'a',
      async () => {
        started.open()
        await finish.opened
        return 'finished'
      },
      { timeout: duration(30), signal: ending.signal },
    )
    await started.opened
    await pass(60)
    ending.abort()
    await pass(20)
    const outcome = await tabs.exclusive('a', async () => 1, within(0))
    demandEqual(failureOf(outcome), { kind: 'busy' }, 'The name is still held')
    finish.open()
    demandEqual(valueOf(await working), 'finished', 'The work')
  }),
  contractCase('tabs.dispose.waits', 'a disposed tab ends its waits', async ({ open, pass }) => {
    const tabs = await open()
    const held = await hold(tabs, 'a')
    const ended = tabs.exclusive('a', async () => 1, patient)
    await pass(20)
    tabs.dispose()
    demandEqual(failureOf(await inTime(pass, ended, 'The wait')), { kind: 'aborted' }, 'The wait')
    await held.release()
    demandEqual(failureOf(await tabs.exclusive('b', async () => 1, patient)), { kind: 'aborted' }, 'A later call')
  }),
]
