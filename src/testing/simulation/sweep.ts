import type { NetworkFate, StoreFate } from './fates.ts'
import { judgeEnd } from './judge-end.ts'
import { judgeWork } from './judge-work.ts'
import { ledger, type Found } from './ledger.ts'
import type { Nemesis } from './nemesis.ts'
import { reachable } from './perform.ts'
import { close, recover } from './recover.ts'
import { rotations } from './rotation.ts'
import { simWorld, type Fatalism } from './sim-world.ts'
import { sweepFlows, type SweepFlow } from './sweep-flows.ts'
import { turns, type Turns } from './turn.ts'

/** One way to break one call. */
interface Break {
  readonly name: string
  readonly by: Nemesis
  readonly network?: NetworkFate['answer']
  readonly store?: StoreFate
}

const fails = (['quota', 'closed', 'timeout', 'blocked', 'locked'] as const).map((kind): Break => ({
  name: kind,
  by: 'storeFails',
  store: { kind: 'fails', failure: { kind } },
}))
const storeBreaks: readonly Break[] = [
  { name: 'crash before', by: 'crashes', store: { kind: 'crashes before' } },
  { name: 'crash after', by: 'crashes', store: { kind: 'crashes after' } },
  { name: 'done and reported failed', by: 'commitUnheard', store: { kind: 'unheard', failure: { kind: 'closed' } } },
  { name: 'hang', by: 'storeHangs', store: { kind: 'hangs' } },
  ...fails,
]
const answers = [
  'unreachable',
  'lost',
  'hang',
  'duplicate',
  '500',
  '503',
  '429',
  'portal',
  'truncated',
  'malformed',
] as const
const networkBreaks: readonly Break[] = answers.map((answer) => ({ name: answer, by: 'lostAnswers', network: answer }))
/** The context dies while its request is on its way. */
const networkCrash: Break = { name: 'crash on the way', by: 'crashes', network: null }

export interface SweptFlow {
  readonly name: string
  /** Port calls of the flow. */
  readonly calls: number
  /** As many as it is known to make, at least. */
  readonly least: number
  readonly runs: number
  readonly failures: readonly { readonly call: number; readonly how: string; readonly found: readonly Found[] }[]
}

/** Breaks every port call of every flow in every way, and sees whether everything comes right again. Complete. */
export async function sweep(options: { readonly pairs?: boolean } = {}): Promise<readonly SweptFlow[]> {
  const loop = turns()
  const swept: SweptFlow[] = []
  for (const flow of sweepFlows) swept.push(await sweepFlow(flow, loop, options.pairs === true))
  loop.close()
  return swept
}

async function sweepFlow(flow: SweepFlow, loop: Turns, pairs: boolean): Promise<SweptFlow> {
  const whole = await play(flow, loop, [])
  const failures: SweptFlow['failures'][number][] = []
  let runs = 1
  if (whole.found.length > 0) failures.push({ call: 0, how: 'unbroken', found: whole.found })
  for (const [call, port] of whole.calls.entries()) {
    const breaks = port === 'network' ? [...networkBreaks, networkCrash] : storeBreaks
    for (const way of breaks) {
      const { found } = await play(flow, loop, [{ call, way }])
      runs += 1
      if (found.length > 0) failures.push({ call: call + 1, how: way.name, found })
    }
  }
  const crash = storeBreaks[0]
  for (let first = 0; pairs && crash !== undefined && first < whole.calls.length; first += 1) {
    for (let second = first + 1; second < first + 1 + whole.calls.length; second += 1) {
      const { found } = await play(flow, loop, [
        { call: first, way: crash },
        { call: second, way: crash },
      ])
      runs += 1
      if (found.length > 0) failures.push({ call: first + 1, how: `crash, crash at ${second + 1}`, found })
    }
  }
  return { name: flow.name, calls: whole.calls.length, least: flow.least, runs, failures }
}

interface Planned {
  readonly call: number
  readonly way: Break
}

async function play(
  flow: SweepFlow,
  loop: Turns,
  plan: readonly Planned[],
): Promise<{ readonly calls: readonly ('store' | 'network')[]; readonly found: readonly Found[] }> {
  const rotation = rotations.find(({ name }) => name === flow.rotation)
  if (rotation === undefined) throw new Error(`Cannot find the rotation profile ${flow.rotation}`)
  const book = ledger(false)
  const calls: ('store' | 'network')[] = []
  let isArmed = false
  let isOver = false
  const next = (port: 'store' | 'network'): Break | null => {
    if (!isArmed) return null
    calls.push(port)
    return plan.find(({ call }) => call === calls.length - 1)?.way ?? null
  }
  const fatalism: Fatalism = {
    store: (_, method) => {
      const isRefused = method === 'commit' && !isOver && flow.refuses?.(world) === true
      return next('store')?.store ?? (isRefused ? { kind: 'fails', failure: { kind: 'closed' } } : null)
    },
    network: (tab) => {
      const way = next('network')
      if (way === null || way.network === undefined) return way?.by === 'crashes' ? crashing(tab) : null
      if (way === networkCrash) return crashing(tab)
      const acts = way.network === 'lost' || way.network === 'hang' || way.network === 'truncated'
      return { answer: way.network, there: 30, back: 30, acts: acts || way.network === 'malformed', retryAfter: null }
    },
  }
  /** The server hears the request; nobody is left to hear its answer. */
  const crashing = (tab: Parameters<Fatalism['network']>[0]): NetworkFate => {
    world.time.at(world.time.now + 45, () => world.crash(tab))
    return { answer: null, there: 30, back: 30, acts: true, retryAfter: null }
  }
  const world = simWorld(
    {
      seed: 1,
      nemeses: new Set([...(flow.with ?? []), ...plan.map(({ way }) => way.by)]),
      rotation,
      accessTokenTtl: 300_000,
      offlineFor: 7 * 86_400_000,
      isSealedForReal: false,
      commands: [],
    },
    book,
    loop,
    fatalism,
  )
  await flow.prepare(world)
  isArmed = true
  await flow.run(world)
  while (reachable(world).length === 0 && world.tabs.length < 4) {
    world.open()
    await world.run(world.time.now + 3_000)
  }
  isArmed = false
  isOver = true
  await recover(world)
  judgeEnd(world)
  judgeWork(world)
  const isCrash = plan.some(({ way }) => way.by === 'crashes')
  const ends = isCrash ? [...flow.ends, ...(flow.afterCrash ?? [])] : flow.ends
  for (const each of reachable(world)) {
    const { status } = each.auth.state
    const reached = status === 'REFRESHING' ? 'ACTIVE' : status
    book.check(ends.includes(reached), 'state is not the server’s truth', () => `${flow.name} ends in ${reached}`)
  }
  await close(world)
  for (const profile of book.unavoidable) {
    book.check(
      isCrash && flow.afterCrash !== undefined,
      'avoidable session loss',
      () => `lost under ${profile}: one fault is never enough inside the grace`,
    )
  }
  return { calls, found: book.found }
}
