import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Store } from '../../src/ports/store.ts'
import { defineOperation } from '../../src/queue/define-operation.ts'
import { ada, grace, queueWorld, type Note, type QueueWorld } from './queue-world.ts'

let world: QueueWorld
beforeEach(async () => {
  world = await queueWorld()
})
afterEach(() => world.end())

const notes = (count: number, lane = 'a') => Array.from({ length: count }, (_, text) => ({ lane, text: String(text) }))

function counting(): { commits: number; around: (store: Store) => Store } {
  const told = {
    commits: 0,
    around: (store: Store): Store => ({
      ...store,
      commit: (...given) => {
        told.commits += 1
        return store.commit(...given)
      },
    }),
  }
  return told
}

describe('many at once', () => {
  it('are stored in one transaction, in their order', async () => {
    const disk = counting()
    const tab = world.openTab({ around: disk.around })
    const receipts = await tab.api.enqueueMany(world.note, notes(50))
    expect(disk.commits).toBe(1)
    expect(new Set(receipts.map(({ id }) => id)).size).toBe(50)
    await tab.sendAll()
    expect(world.server.effects.map(({ text }) => text)).toEqual(notes(50).map(({ text }) => text))
  })

  it('are stored all or none', async () => {
    const tab = world.openTab({ limits: { items: 10 } })
    await tab.api.enqueueMany(world.note, notes(8))
    await expect(tab.api.enqueueMany(world.note, notes(3))).rejects.toMatchObject({ code: 'queue_full' })
    expect(tab.api.counts().total).toBe(8)
    await tab.api.enqueueMany(world.note, notes(2))
    expect(tab.api.counts().total).toBe(10)
    expect(world.applied).toHaveLength(10)
  })

  it('one by one share transactions too, and keep the order of the calls', async () => {
    const disk = counting()
    const tab = world.openTab({ around: disk.around })
    await Promise.all(notes(500).map((note, index) => tab.api.enqueue(world.note, { ...note, lane: `${index % 3}` })))
    expect(disk.commits).toBeLessThanOrEqual(20)
    const stored = [...world.disk.rows.values()].filter(({ key }) => key.kind === 'queue')
    expect(stored).toHaveLength(500)
    await tab.sendAll()
    for (const lane of ['0', '1', '2']) {
      const texts = world.server.effects.filter((effect) => effect.lane === lane).map(({ text }) => Number(text))
      expect(texts).toEqual(texts.toSorted((one, other) => one - other))
    }
  })

  it('QU-12 are not all opened before the first is sent', async () => {
    const writer = world.openTab()
    await writer.api.enqueueMany(world.note, notes(400))
    writer.kill()
    let bodies = 0
    const atRequest: number[] = []
    const tab = world.openTab({
      around: (store) => ({
        ...store,
        async read(queries) {
          const read = await store.read(queries)
          if (read.ok) bodies += read.value.filter(({ key }) => key.kind === 'queue_body').length
          return read
        },
      }),
    })
    tab.api.on('sent', () => void atRequest.push(bodies))
    await tab.sendAll()
    expect(world.server.effects).toHaveLength(400)
    expect(bodies).toBeGreaterThanOrEqual(400)
    // One lane: what is sent, and what is opened ahead of its turn.
    expect(Math.max(...atRequest.map((read, sent) => read - sent))).toBeLessThanOrEqual(3)
  })

  it('that do not fit together are refused alone', async () => {
    const tab = world.openTab({ limits: { items: 5 } })
    const settled = await Promise.allSettled(notes(8).map((note) => tab.api.enqueue(world.note, note)))
    expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(5)
    expect(tab.api.counts().total).toBe(5)
  })

  it('of two tabs stay within the limit that both share', async () => {
    const tabs = [world.openTab({ limits: { items: 10 } }), world.openTab({ limits: { items: 10 } })]
    for (const tab of tabs) await tab.part.facts(ada)
    const settled = []
    for (const note of notes(8)) {
      for (const tab of tabs) settled.push(await tab.api.enqueue(world.note, note).catch(() => null))
    }
    expect(settled.filter((receipt) => receipt !== null)).toHaveLength(10)
  })
})

describe('progress', () => {
  it('counts what was sent since the queue was empty, in every tab', async () => {
    const tab = world.openTab()
    const other = world.openTab()
    await tab.api.enqueueMany(world.note, notes(4))
    const cancelled = await tab.api.enqueue(world.note, { lane: 'b', text: 'never' })
    await other.part.facts(ada)
    other.part.reread()
    await expect.poll(() => other.api.progress().total).toBe(5)
    expect(tab.api.progress()).toEqual({ sent: 0, total: 5, perSecond: null, remaining: null })
    await tab.api.cancel(cancelled.id)
    await world.clock.advance('2s')
    await tab.sendAll()
    expect(tab.api.progress()).toEqual({ sent: 4, total: 4, perSecond: 2, remaining: 0 })
    expect(tab.api.progress()).toBe(tab.api.progress())
  })

  it('comes to its end though some of it waits for the user', async () => {
    const other = defineOperation<Note>({ ...world.note, name: 'note.other', capability: 'note.other' })
    const tab = world.openTab({ operations: [world.note, other] })
    await tab.api.enqueueMany(world.note, notes(3))
    await tab.api.enqueue(other, { lane: 'b', text: 'not allowed any more' })
    expect(tab.api.progress()).toMatchObject({ sent: 0, total: 4 })
    tab.denied.add('note.other')
    await tab.sendAll()
    expect(tab.api.items()).toMatchObject([{ state: 'blocked_policy' }])
    expect(tab.api.progress()).toMatchObject({ sent: 3, total: 3 })
  })
})

describe('export', () => {
  it('gives all that waits, with what it would send, and no key or token', async () => {
    const tab = world.openTab()
    const { id } = await tab.api.enqueue(world.note, { lane: 'a', text: 'one' })
    const exported = await tab.api.export()
    expect(exported).toMatchObject([
      { id, state: 'pending', content: { operation: 'note.create', variables: { lane: 'a', text: 'one' } } },
    ])
    expect(exported[0]?.content?.request.url).toBe(`${world.server.origin}/notes`)
    expect(JSON.stringify(exported)).not.toMatch(/idempotency|ada\.1/)
  })
})

describe('a change shown before it is sent', () => {
  const words = (shown: readonly { text: string }[]) => shown.map(({ text }) => text)

  it('is shown again after a reload, in order, and taken back when it is refused', async () => {
    const first = world.openTab()
    await first.api.enqueueMany(world.note, notes(3))
    first.kill()
    world.applied.length = 0
    const tab = world.openTab()
    tab.part.reread()
    await expect.poll(() => words(world.applied)).toEqual(['0', '1', '2'])
    world.server.faults.push({ status: 422 })
    await tab.sendAll()
    expect(words(world.rolledBack)).toEqual(['0'])
    tab.part.reread()
    await world.clock.advance('1s')
    expect(words(world.applied)).toEqual(['0', '1', '2'])
  })

  it('is shown in the other tabs, and taken back there when it is given up or refused', async () => {
    const tab = world.openTab()
    const seen: string[] = []
    const { note } = world
    world.openTab({
      operations: [
        {
          ...note,
          apply: ({ text }: { text: string }) => void seen.push(`+${text}`),
          rollback: ({ text }: { text: string }) => void seen.push(`-${text}`),
        },
      ],
    })
    const { id } = await tab.api.enqueue(note, { lane: 'a', text: 'given up' })
    await expect.poll(() => seen).toEqual(['+given up'])
    await tab.api.cancel(id)
    await expect.poll(() => seen).toEqual(['+given up', '-given up'])
    await tab.api.enqueue(note, { lane: 'a', text: 'sent' })
    await tab.api.enqueue(note, { lane: 'a', text: 'refused' })
    await expect.poll(() => seen.slice(2)).toEqual(['+sent', '+refused'])
    world.server.faults.push({ after: Promise.resolve() }, { status: 400 })
    await tab.sendAll()
    await expect.poll(() => seen.slice(4)).toEqual(['-refused'])
  })

  it('of another account is not shown', async () => {
    const tab = world.openTab()
    await tab.api.enqueue(world.note, { lane: 'a', text: 'of ada' })
    tab.kill()
    world.applied.length = 0
    const other = world.openTab({ account: grace })
    other.part.reread()
    await world.clock.advance('1s')
    expect(world.applied).toEqual([])
    other.session.account = ada
    other.part.reread()
    await expect.poll(() => words(world.applied)).toEqual(['of ada'])
  })
})
