import { setTimeout as pause } from 'node:timers/promises'
import type { Seen } from '../failure.ts'
import type { Told } from './client.ts'
import { notePath, type First } from './notes-server.ts'
import type { Stage } from './pages.ts'

export type Scene = (stage: Stage) => Promise<Seen>

/** Each note is answered once as told; then the server is well again. Which of them is gone without having arrived? */
export function answers(firsts: readonly First[]): Scene {
  return async ({ notes, open }) => {
    const tab = await open()
    const paths = firsts.map((first) => notePath(first, 'note'))
    await tab.call('add', paths)
    await tab.call('send')
    const kept = await tab.call<readonly string[]>('kept')
    const gone = firsts.filter((_, place) => {
      const path = paths[place] ?? ''
      return !notes.effects.includes(path) && !kept.includes(path)
    })
    const arrived = paths.filter((path) => notes.effects.includes(path)).length
    return {
      holds: gone.length === 0,
      saw: gone.length === 0 ? `${arrived} arrived, ${kept.length} kept` : `gone unsent: ${gone.join(', ')}`,
    }
  }
}

/** The page ends while a note is on its way and nobody has answered. */
export async function endInFlight({ notes, open }: Stage): Promise<Seen> {
  const tab = await open()
  const paths = ['a', 'b', 'c', 'd'].map((name) => notePath('hang', name))
  await tab.call('add', paths)
  for (let waited = 0; notes.requests.length === 0 && waited < 50; waited += 1) await tab.call('send')
  await tab.reload()
  const kept = await tab.call<readonly string[]>('kept')
  const found = paths.filter((path) => notes.effects.includes(path) || kept.includes(path)).length
  return { holds: found === paths.length, saw: `${found} of ${paths.length} left after a reload` }
}

/** Long enough for whoever spreads its return over half a minute. */
const patience = 45_000

/** Two tabs, no network: the second one writes, the first one closes, the network returns. */
export async function secondTab({ notes, open, setOffline }: Stage): Promise<Seen> {
  const first = await open()
  const second = await open()
  await setOffline(true)
  await second.call('add', [notePath('ok', 'second')])
  const stored = (await second.call<readonly string[]>('kept')).length
  await first.close()
  await setOffline(false)
  const until = Date.now() + patience
  while (notes.effects.length === 0 && Date.now() < until) await second.call('send')
  const arrived = notes.effects.length
  return {
    holds: stored === 1 && arrived === 1,
    saw: `${stored} stored in the second tab, ${arrived} sent after the first one closed`,
  }
}

/** The browser may go on for a while with room that it has counted before. */
export async function fullDisk({ open }: Stage): Promise<Seen> {
  const tab = await open()
  await tab.fillDisk()
  for (let note = 0; note < 60; note += 1) {
    const path = notePath('hang', String(note))
    const told = await tab.call<Told>('store', path)
    if (told === 'refused') return { holds: true, saw: 'says so' }
    if (!(await tab.call<boolean>('isStored', path))) return { holds: false, saw: 'says stored, and it is not there' }
    await pause(1_000)
  }
  return { holds: true, saw: 'the disk never filled' }
}

/** Written in this order; the first one's answer takes longest. */
export async function slowFirst({ notes, open }: Stage): Promise<Seen> {
  const tab = await open()
  const paths = [notePath('after-600', '1'), notePath('after-300', '2'), notePath('after-0', '3')]
  await tab.call('add', paths)
  for (let waited = 0; waited < 5 && notes.effects.length < paths.length; waited += 1) await tab.call('send')
  const order = notes.effects.map((path) => path.at(-1)).join(', ')
  return { holds: order === '1, 2, 3', saw: `took effect as ${order}` }
}
