import { runRounds, type Contestant } from '../rounds.ts'
import { answerTimes, names, notesPath } from './names.ts'
import { measureLong } from './long-run.ts'
import type { Outbox, Target } from './outbox.ts'
import { ownOutbox } from './own.ts'
import type { PeerModules } from './peer-modules.ts'
import { tanstackOutbox, workboxOutbox } from './peers.ts'
import type { DrainRun, QueueRun } from './queue-run.ts'
import { rawFetches, rawPuts } from './raw.ts'
import { countTransactions } from './transactions.ts'

const now = (): number => performance.now()
const burst = 1_000
let databases = 0

function freshName(what: string): string {
  databases += 1
  return `${what} ${databases}`
}

function targetOf(answerTime: number, lanes: number): Target {
  return { url: new URL(notesPath(answerTime), location.origin).href, lanes }
}

export async function measure(peers: PeerModules): Promise<QueueRun> {
  // First, while the heap holds nothing else.
  const long = await measureLong(targetOf(0, 4), freshName('long'))
  const enqueue = await measureEnqueue(peers)
  const many = await measureMany()
  const drains: DrainRun[] = []
  for (const answerTime of answerTimes) {
    for (const lanes of [1, 4]) drains.push(await measureDrain(peers, targetOf(answerTime, lanes), answerTime))
  }
  return {
    enqueue,
    many,
    drains,
    transactionsPerItem: await measureTransactions(),
    long,
  }
}

async function measureEnqueue(peers: PeerModules): Promise<QueueRun['enqueue']> {
  const target = targetOf(0, 1)
  const outboxes: Readonly<Record<string, Outbox>> = {
    [names.putStrict]: await rawPuts(target, freshName('raw strict'), 'strict'),
    [names.putRelaxed]: await rawPuts(target, freshName('raw relaxed'), 'relaxed'),
    [names.ownStrict]: await ownOutbox(target, { name: freshName('own strict') }),
    [names.ownRelaxed]: await ownOutbox(target, { name: freshName('own relaxed'), durability: 'relaxed' }),
    [names.workbox]: workboxOutbox(peers, target, freshName('workbox')),
  }
  const operations = 50
  const contestants = Object.entries(outboxes).map(([name, outbox]): Contestant => ({
    name,
    operations,
    act: async () => {
      for (let index = 0; index < operations; index += 1) await outbox.add(index)
    },
  }))
  await runRounds(contestants, { rounds: 2, now })
  const samples = await runRounds(contestants, { rounds: 10, now })
  for (const outbox of Object.values(outboxes)) outbox.dispose()
  return samples
}

async function measureMany(): Promise<QueueRun['many']> {
  const target = targetOf(0, 1)
  const many = await ownOutbox(target, { name: freshName('many') })
  const bursts = await ownOutbox(target, { name: freshName('burst') })
  const contestants: readonly Contestant[] = [
    { name: 'enqueueMany', operations: burst, act: () => many.addMany(burst) },
    { name: 'enqueue in one turn', operations: burst, act: () => bursts.burst(burst) },
  ]
  await runRounds(contestants, { rounds: 1, now })
  const samples = await runRounds(contestants, { rounds: 5, now })
  many.dispose()
  bursts.dispose()
  return samples
}

async function measureDrain(peers: PeerModules, target: Target, answerTime: number): Promise<DrainRun> {
  const items = answerTime === 0 ? 200 : 60
  const openers: Readonly<Record<string, () => Promise<Outbox>>> = {
    [names.fetch]: async () => rawFetches(target),
    [names.ownStrict]: () => ownOutbox(target, { name: freshName('own strict') }),
    [names.ownRelaxed]: () => ownOutbox(target, { name: freshName('own relaxed'), durability: 'relaxed' }),
    [names.workbox]: async () => workboxOutbox(peers, target, freshName('workbox')),
    [names.tanstack]: () => tanstackOutbox(peers, target, freshName('tanstack')),
  }
  const contestants = Object.entries(openers).map(([name, open]): Contestant => {
    let outbox: Outbox | null = null
    return {
      name,
      operations: items,
      prepare: async () => {
        outbox?.dispose()
        outbox = await open()
        const opened = outbox
        await Promise.all(Array.from({ length: items }, (_, index) => opened.add(index)))
      },
      act: async () => outbox?.drain(),
    }
  })
  await runRounds(contestants, { rounds: 1, now })
  return { lanes: target.lanes, answerTime, items, samples: await runRounds(contestants, { rounds: 5, now }) }
}

async function measureTransactions(): Promise<number> {
  const items = 100
  const outbox = await ownOutbox(targetOf(0, 1), { name: freshName('counted') })
  const count = countTransactions()
  for (let index = 0; index < items; index += 1) await outbox.add(index)
  await outbox.drain()
  const transactions = count.end()
  outbox.dispose()
  return transactions / items
}
