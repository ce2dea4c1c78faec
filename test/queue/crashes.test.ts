import { describe, expect, it } from 'vitest'
import type { Transport } from '../../src/ports/authorization.ts'
import { defineOperation } from '../../src/queue/define-operation.ts'
import { referenceTo } from '../../src/queue/references.ts'
import { fetchTransport } from '../../src/queue/transport.ts'
import { dying, type Crash, type Dying } from './dying.ts'
import { ada, queueWorld, type Note, type QueueTab, type QueueWorld } from './queue-world.ts'

interface Flow {
  readonly name: string
  /** What stands before the context that dies is opened. */
  readonly prepare?: (tab: QueueTab, world: QueueWorld) => Promise<unknown>
  /** Tells each promise that was kept. */
  readonly run: (tab: QueueTab, world: QueueWorld, kept: (fact: string) => void) => Promise<unknown>
  /** What the server must hold in the end, given what was promised. */
  readonly holds: (texts: readonly string[], kept: readonly string[]) => void
}

const operations = (world: QueueWorld) => [
  world.note,
  defineOperation<Note>({ ...world.note, name: 'draft.save', coalesce: 'replace' }),
  defineOperation<Note>({ ...world.note, name: 'named', identify: (answer) => (answer as { id: string }).id }),
]
type Known = 'note.create' | 'draft.save' | 'named'
const find = (world: QueueWorld, name: Known) => operations(world).find((one) => one.name === name) ?? world.note

const once = (texts: readonly string[]): void => expect(texts).toEqual([...new Set(texts)])
const inOrder = (texts: readonly string[]): void => expect(texts).toEqual(texts.toSorted())

const three = async (tab: QueueTab, world: QueueWorld): Promise<void> => {
  for (const text of ['1', '2', '3']) await tab.api.enqueue(world.note, { lane: 'a', text })
}

const flows: readonly Flow[] = [
  {
    name: 'enqueue',
    run: async (tab, world, kept) => {
      for (const text of ['1', '2', '3']) {
        await tab.api.enqueue(world.note, { lane: 'a', text })
        kept(text)
      }
    },
    holds: (texts, kept) => {
      once(texts)
      inOrder(texts)
      expect(texts).toEqual(expect.arrayContaining([...kept]))
    },
  },
  {
    name: 'enqueueMany',
    run: async (tab, world, kept) => {
      await tab.api.enqueueMany(
        world.note,
        ['1', '2', '3'].map((text) => ({ lane: 'a', text })),
      )
      kept('all')
    },
    holds: (texts, kept) => {
      inOrder(texts)
      expect(kept.length === 0 ? [0, 3] : [3]).toContain(texts.length)
    },
  },
  {
    name: 'claim, send and settle',
    prepare: three,
    run: async (tab, world) => {
      world.server.faults.push('lost answer')
      await tab.sendAll()
      await world.clock.advance('10m')
      await tab.sendAll()
    },
    holds: (texts) => expect(texts).toEqual(['1', '2', '3']),
  },
  {
    name: 'coalesce',
    prepare: (tab, world) => tab.api.enqueue(find(world, 'draft.save'), { lane: 'a', text: 'old' }),
    run: async (tab, world, kept) => {
      await tab.api.enqueue(find(world, 'draft.save'), { lane: 'a', text: 'new' })
      kept('new')
    },
    holds: (texts, kept) => {
      expect(texts).toHaveLength(1)
      if (kept.length > 0) expect(texts).toEqual(['new'])
    },
  },
  {
    name: 'edit',
    prepare: three,
    run: async (tab, world, kept) => {
      await tab.part.facts(ada)
      const id = tab.api.items()[1]?.id ?? ''
      if ((await tab.api.edit(id, world.note, { lane: 'a', text: '2b' })) === 'ok') kept('2b')
    },
    holds: (texts, kept) => {
      inOrder(texts)
      expect(texts).toHaveLength(3)
      if (kept.length > 0) expect(texts).toContain('2b')
    },
  },
  {
    name: 'cancel',
    prepare: three,
    run: async (tab, _, kept) => {
      await tab.part.facts(ada)
      if ((await tab.api.cancel(tab.api.items()[1]?.id ?? '')) === 'ok') kept('gone')
    },
    holds: (texts, kept) => {
      once(texts)
      expect(texts).toEqual(expect.arrayContaining(['1', '3']))
      if (kept.length > 0) expect(texts).not.toContain('2')
    },
  },
  {
    name: 'an item and what depends on it',
    prepare: async (tab, world) => {
      const { id } = await tab.api.enqueue(find(world, 'named'), { lane: 'a', text: '1' })
      await tab.api.enqueue(world.note, { lane: 'b', text: `2 of ${referenceTo(id)}` }, { dependsOn: [id] })
    },
    run: (tab) => tab.sendAll(),
    holds: (texts) => {
      expect(texts).toHaveLength(2)
      expect(texts[1]).toMatch(/^2 of [\da-f]{4}$/)
    },
  },
]

async function play(flow: Flow, crash: Crash | null): Promise<Dying> {
  const world = await queueWorld()
  try {
    const first = world.openTab({ operations: operations(world) })
    await flow.prepare?.(first, world)
    first.kill()
    const platform = dying(crash)
    const send = fetchTransport({ fetch: globalThis.fetch, clock: world.clock })
    const transport: Transport = (...given) => platform.pass('transport', () => send(...given))
    const victim = world.openTab({ operations: operations(world), around: platform.around, transport })
    const kept: string[] = []
    const run = flow.run(victim, world, (fact) => kept.push(fact))
    run.catch(() => undefined)
    await Promise.race([run, platform.died])
    victim.kill()
    await world.clock.advance('10m')
    const last = world.openTab({ operations: operations(world) })
    for (let round = 0; round < 10; round += 1) {
      await last.sendAll()
      await world.clock.advance('10m')
    }
    flow.holds(
      world.server.effects.map(({ text }) => text),
      kept,
    )
    expect(last.api.counts().total).toBe(0)
    return platform
  } finally {
    await world.end()
  }
}

describe('a crash', () => {
  it.each(flows)(
    'QU-06 at any call of store, keys or transport during $name leaves a queue that keeps its promises',
    async (flow) => {
      const { calls, asked } = await play(flow, null)
      for (let call = 1; call <= calls; call += 1) {
        for (const when of ['before', 'after'] as const) await play(flow, { call, when })
      }
      const ports = [...asked].map(([port, times]) => `${port} ${times}`)
      process.stdout.write(`${flow.name}: ${calls} calls (${ports.join(', ')})\n`)
      expect(asked.get('store')).toBeGreaterThan(0)
      expect(asked.get('keys')).toBeGreaterThan(0)
    },
    60_000,
  )
})
