import { indexedDb } from '../../adapters/storage/indexed-db.ts'
import { memory } from '../../adapters/storage/memory.ts'
import { singleTab } from '../../adapters/tabs/single-tab.ts'
import { runRounds, type Contestant } from '../rounds.ts'
import type { BurstRun } from './burst-run.ts'
import { authchart, handWritten, naive, type Caller } from './callers.ts'
import { answerTimes, bursts, names } from './names.ts'
import { refreshPath } from './refresh-path.ts'

const rounds = 30

/** Rounds before the clock runs, so that no contestant is timed while its code is compiled. */
const warmUp = 3

export async function run(): Promise<readonly BurstRun[]> {
  const runs: BurstRun[] = []
  for (const answerTime of answerTimes) {
    for (const calls of bursts) runs.push(await runBurst(calls, answerTime))
  }
  return runs
}

async function runBurst(calls: number, answerTime: number): Promise<BurstRun> {
  const path = refreshPath(answerTime)
  const userOf = (name: string): string => `${name}, ${calls} calls, ${answerTime} ms`
  const callers = {
    [names.hand]: await handWritten(userOf(names.hand), path),
    [names.own]: await authchart(userOf(names.own), {
      refreshPath: path,
      store: memory(),
      tabs: (clock) => singleTab({ clock }),
    }),
    [names.durable]: await authchart(userOf(names.durable), {
      refreshPath: path,
      store: indexedDb({ name: userOf(names.durable) }),
    }),
  }
  const timed = Object.keys(callers)
  const contestants = Object.entries(callers).map(([name, caller]) => contestant(name, caller, calls))
  const now = (): number => performance.now()
  await runRounds(contestants, { rounds: warmUp, now })
  const before = await requestsOf(timed.map(userOf))
  const samples = await runRounds(contestants, { rounds, now })
  const after = await requestsOf(timed.map(userOf))
  for (const caller of Object.values(callers)) caller.dispose()

  // Not timed, once: shows that the server counts what arrives.
  const careless = await naive(userOf(names.naive), path)
  await Promise.all(Array.from({ length: calls }, () => careless.getToken()))
  const [witnessed = 0] = await requestsOf([userOf(names.naive)])
  const spent = timed.map((name, place) => [name, (after[place] ?? 0) - (before[place] ?? 0)] as const)
  const requests = { ...Object.fromEntries<number>(spent), [names.naive]: witnessed }
  return { calls, answerTime, samples, requests, rounds }
}

function contestant(name: string, caller: Caller, calls: number): Contestant {
  let last = ''
  return {
    name,
    prepare: async () => caller.expire(),
    act: async () => {
      const answers = await Promise.all(Array.from({ length: calls }, () => caller.getToken()))
      const [token = ''] = answers
      const isShared = answers.every((answer) => answer === token)
      if (!isShared || token === '' || token === last)
        throw new Error(`Cannot measure ${name}: not one new token for all`)
      last = token
    },
  }
}

async function requestsOf(users: readonly string[]): Promise<readonly number[]> {
  const counts: number[] = []
  for (const user of users) {
    const response = await fetch('/refreshes', { method: 'POST', body: user })
    counts.push(((await response.json()) as { readonly count: number }).count)
  }
  return counts
}
