import type { TabMessage, Tabs } from '../../ports/world.ts'
import { contractCase, type ContractCase } from './contract-case.ts'
import { demand, demandEqual, valueOf } from './demand.ts'
import { exclusiveContract, patient, type TabsSubject } from './exclusive.contract.ts'
import { gate } from './gate.ts'
import { inTime } from './in-time.ts'

/** Tabs that share something, for `tabsContract`. */
export interface SharedTabsSubject extends TabsSubject {
  /** The context dies without a word. */
  kill(tabs: Tabs): Promise<void>
  /** Somebody else's message on our channel. */
  forge(message: unknown): Promise<void>
}

const message: TabMessage = { version: 1, kind: 'committed', account: 'hash', generation: 3 }

const forgeries: readonly unknown[] = [
  null,
  'signed_out',
  42,
  [],
  {},
  { ...message, version: 2 },
  { ...message, kind: 'wipe' },
  { ...message, account: 7 },
  { ...message, account: 'x'.repeat(10_000) },
  { ...message, generation: -1 },
  { ...message, generation: 1.5 },
  { ...message, generation: Infinity },
  { ...message, generation: '3' },
  { ...message, token: 'eyJ' },
  { version: 1, kind: 'committed', account: 'hash' },
]

/** What Tabs promise where an app has several contexts. */
export const tabsContract: readonly ContractCase<SharedTabsSubject>[] = [
  ...exclusiveContract,
  contractCase('tabs.shared', 'several contexts say so', async ({ open }) => {
    demandEqual((await open()).shared, true, 'shared')
  }),
  contractCase('tabs.exclusive.dead', 'a context that dies gives its names back', async ({ open, kill, pass }) => {
    const [doomed, other] = [await open(), await open()]
    const taken = gate()
    const never = doomed.exclusive(
      'a',
      () => {
        taken.open()
        return new Promise(() => {})
      },
      patient,
    )
    never.catch(() => {})
    await taken.opened
    const waiting = other.exclusive('a', async () => 'mine', patient)
    await kill(doomed)
    demandEqual(valueOf(await inTime(pass, waiting, 'The wait')), 'mine', 'The next in line')
  }),
  contractCase('tabs.announce.others', 'a hint reaches the other contexts and not its own', async ({ open, pass }) => {
    const [here, there, beyond] = [await open(), await open(), await open()]
    const heard = new Map([here, there, beyond].map((tabs) => [tabs, listen(tabs)]))
    await pass(20)
    here.announce(message)
    await pass(50)
    demandEqual(heard.get(here), [], 'Not here')
    demandEqual(heard.get(there), [message], 'There')
    demandEqual(heard.get(beyond), [message], 'And there')
  }),
  contractCase('tabs.announce.bare', 'nothing rides along with a hint', async ({ open, pass }) => {
    const [here, there] = [await open(), await open()]
    const heard = listen(there)
    await pass(20)
    const loaded = { ...message, token: 'canary' }
    here.announce(loaded)
    await pass(50)
    demandEqual(heard, [message], 'The four fields alone (MT-08)')
  }),
  contractCase('tabs.subscribe.malformed', 'a malformed message never arrives', async ({ open, pass, forge }) => {
    const [here, there] = [await open(), await open()]
    const heard = listen(there)
    await pass(20)
    for (const forgery of forgeries) await forge(forgery)
    here.announce(message)
    await pass(50)
    demandEqual(heard, [message], 'Only the real one')
  }),
  contractCase('tabs.subscribe.end', 'who unsubscribed hears nothing', async ({ open, pass }) => {
    const [here, there] = [await open(), await open()]
    const [gone, stays]: TabMessage[][] = [[], []]
    const leave = there.subscribe((one) => gone?.push(one))
    there.subscribe((one) => stays?.push(one))
    await pass(20)
    leave()
    leave()
    // Where the subject is another page, leaving takes its way there too.
    await pass(20)
    here.announce(message)
    await pass(50)
    demandEqual([gone, stays], [[], [message]], 'One of two')
  }),
  contractCase('tabs.dispose.silent', 'a disposed tab says and hears nothing', async ({ open, pass }) => {
    const [here, there] = [await open(), await open()]
    const [atHome, away] = [listen(here), listen(there)]
    await pass(20)
    here.dispose()
    here.announce(message)
    there.announce(message)
    await pass(50)
    demandEqual([atHome, away], [[], []], 'Neither way')
    demand(here.shared, 'What it is stays')
  }),
]

function listen(tabs: Tabs): readonly TabMessage[] {
  const heard: TabMessage[] = []
  tabs.subscribe((one) => heard.push(one))
  return heard
}
