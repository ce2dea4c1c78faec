import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Store } from '../../src/ports/store.ts'
import { defineOperation } from '../../src/queue/define-operation.ts'
import { settle } from '../../src/testing/fakes/settle.ts'
import { ada, queueWorld, type Note, type QueueTab, type QueueWorld } from './queue-world.ts'

let world: QueueWorld
beforeEach(async () => {
  world = await queueWorld()
})
afterEach(() => world.end())

/** A drainer that lost its lock without noticing, as after a long sleep: another has taken it since. */
async function overtaken(
  around?: (store: Store) => Store,
): Promise<{ stale: QueueTab; next: QueueTab; answer: () => void; ended: Promise<unknown> }> {
  const stale = world.openTab(around === undefined ? {} : { around })
  const next = world.openTab()
  await stale.api.enqueue(world.note, { lane: 'a', text: 'one' })
  await stale.api.enqueue(world.note, { lane: 'a', text: 'two' })
  let answer = (): void => {}
  world.server.faults.push({ after: new Promise<void>((resolve) => (answer = resolve)) })
  const fence = await stale.take()
  await stale.recheck(fence)
  const ended = stale.drain(fence)
  await expect.poll(() => world.server.requests.length).toBe(1)
  // The platform gives the name away while the holder sleeps on.
  await raiseFence(next)
  return { stale, next, answer, ended }
}

async function raiseFence({ store }: QueueTab): Promise<void> {
  const [row] = await rowsOf(store, 'fence')
  if (row === undefined) throw new Error('There is no fence')
  const raised = { ...row, revision: row.revision + 1, clear: { drainFence: Number(row.clear['drainFence']) + 1 } }
  await store.commit([], [{ do: 'put', row: raised }])
}

async function rowsOf(store: Store, kind: 'queue' | 'fence') {
  const read = await store.read([{ by: 'account', kind, account: ada }])
  return read.ok ? read.value : []
}

describe('several tabs', () => {
  it('QU-06 drain one at a time, the next at once when the first lets go', async () => {
    const [first, second] = [world.openTab(), world.openTab()]
    const fence = await first.take()
    let taken = 0
    const waiting = second.take().then((number) => (taken = number))
    await settle()
    expect(taken).toBe(0)
    first.part.release()
    await waiting
    expect(taken).toBe(fence + 1)
  })

  it('hand over when the draining one dies', async () => {
    const [first, second] = [world.openTab(), world.openTab()]
    await first.take()
    const waiting = second.take()
    first.kill()
    expect(await waiting).toBe(2)
  })

  it('deliver each item once when both enqueue and both drain', async () => {
    const tabs = [world.openTab(), world.openTab()] as const
    for (let count = 0; count < 10; count += 1) {
      await tabs[count % 2 === 0 ? 0 : 1].api.enqueue(world.note, { lane: 'a', text: String(count) })
    }
    await Promise.all(tabs.map((tab) => tab.sendAll()))
    await Promise.all(tabs.map((tab) => tab.sendAll()))
    expect(world.server.effects.map(({ text }) => text)).toEqual(
      Array.from({ length: 10 }, (_, index) => String(index)),
    )
    expect(world.server.requests).toHaveLength(10)
  })

  it('QU-06 keep the order of a lane whose other tab the drainer did not hear', async () => {
    const [drainer, other] = [world.openTab(), world.openTab()]
    await drainer.api.enqueue(world.note, { lane: 'a', text: 'one' })
    let answer = (): void => {}
    world.server.faults.push({ after: new Promise<void>((resolve) => (answer = resolve)) })
    const fence = await drainer.take()
    await drainer.recheck(fence)
    const ended = drainer.drain(fence)
    await expect.poll(() => world.server.requests.length).toBe(1)
    drainer.part.reread = () => {}
    await other.api.enqueue(world.note, { lane: 'a', text: 'two' })
    await drainer.api.enqueue(world.note, { lane: 'a', text: 'three' })
    answer()
    await ended
    drainer.part.release()
    await drainer.sendAll()
    expect(world.server.effects.map(({ text }) => text)).toEqual(['one', 'two', 'three'])
  })

  it('QU-06 join nothing across an item of a tab that was not heard', async () => {
    const save = defineOperation<Note>({
      name: 'note.save',
      version: 1,
      coalesce: 'replace',
      lane: ({ lane }) => lane,
      request: (variables) => ({ method: 'POST', url: `${world.server.origin}/notes`, json: variables }),
    })
    const operations = [save, world.note]
    const [mine, other] = [world.openTab({ operations }), world.openTab({ operations })]
    await mine.api.enqueue(save, { lane: 'a', text: 'one' })
    mine.part.reread = () => {}
    await other.api.enqueue(world.note, { lane: 'a', text: 'two' })
    await mine.api.enqueue(save, { lane: 'a', text: 'three' })
    await mine.sendAll()
    expect(world.server.effects.map(({ text }) => text)).toEqual(['one', 'two', 'three'])
  })

  it('see what the others queue and send', async () => {
    const [writer, watcher] = [world.openTab(), world.openTab()]
    await watcher.part.facts(ada)
    await writer.api.enqueue(world.note, { lane: 'a', text: 'one' })
    await settle()
    expect(watcher.api.counts()).toMatchObject({ unsent: 1 })
    expect(watcher.facts.at(-1)).toMatchObject({ pending: 1, sendable: 1 })
    await writer.sendAll()
    await settle()
    expect(watcher.api.counts()).toMatchObject({ total: 0 })
  })

  it('read a long queue again at their leisure while another tab fills or sends it', async () => {
    let looks = 0
    let isSlow = true
    const slow = (store: Store): Store => ({
      ...store,
      async read(queries) {
        if (queries.some((query) => query.by === 'account' && query.kind === 'queue')) {
          looks += 1
          if (isSlow) await world.clock.advance('100ms')
        }
        return store.read(queries)
      },
    })
    const [writer, watcher] = [world.openTab(), world.openTab({ around: slow })]
    for (let count = 0; count < 20; count += 1) {
      await writer.api.enqueue(world.note, { lane: 'a', text: String(count) })
      await settle()
    }
    expect(looks).toBeLessThan(4)
    isSlow = false
    await world.clock.advance('2s')
    expect(watcher.api.counts()).toMatchObject({ unsent: 20 })
  })

  it('don’t wait for one whose work nobody else can reach', async () => {
    const alone = (store: Store): Store => ({ ...store, traits: { ...store.traits, sharedBetweenContexts: false } })
    const inMemory = world.openTab({ around: alone, allowMemory: true })
    await inMemory.take()
    const durable = world.openTab()
    await durable.api.enqueue(world.note, { lane: 'a', text: 'one' })
    const sending = durable.sendAll()
    await expect.poll(() => world.server.effects.length).toBe(1)
    await sending
  })

  it('leave the lock when the chart leaves while they wait for it', async () => {
    const [first, second, third] = [world.openTab(), world.openTab(), world.openTab()]
    await first.take()
    const leaving = new AbortController()
    const gone = second.part.drainerLock({ account: ada }, leaving.signal)
    const waiting = third.take()
    leaving.abort()
    expect(await gone).toMatchObject({ kind: 'unavailable' })
    first.part.release()
    expect(await waiting).toBe(2)
  })
})

describe('a drainer whose fence is older', () => {
  it('commits nothing, not even a definite answer', async () => {
    const { answer, ended, next } = await overtaken()
    const before = await rowsOf(next.store, 'queue')
    answer()
    expect(await ended).toMatchObject({ kind: 'fenced' })
    expect(await rowsOf(next.store, 'queue')).toEqual(before)
    expect(world.server.requests).toHaveLength(1)
  })

  it('is caught by the rows, and would not be by a store that ignores the fence (planted)', async () => {
    const unfenced = (store: Store): Store => ({
      ...store,
      commit: (checks, writes, options) =>
        store.commit(
          checks.filter(({ key }) => key.kind !== 'fence'),
          writes,
          options,
        ),
    })
    const { answer, ended, next } = await overtaken(unfenced)
    const before = await rowsOf(next.store, 'queue')
    answer()
    await ended
    expect(await rowsOf(next.store, 'queue')).not.toEqual(before)
  })

  it('may not drain again with its old number', async () => {
    const tab = world.openTab()
    const fence = await tab.take()
    tab.part.release()
    expect(await tab.drain(fence)).toMatchObject({ kind: 'fenced' })
  })
})
