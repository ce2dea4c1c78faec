import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { instant } from '../../machines/time.ts'
import { ada, grace, queueWorld, type QueueWorld } from './queue-world.ts'

let world: QueueWorld
beforeEach(async () => {
  world = await queueWorld()
})
afterEach(() => world.end())

const texts = (): readonly string[] => world.server.effects.map(({ text }) => text)

describe('a queued request', () => {
  it('QU-03 takes effect once, also when its answer is lost twice', async () => {
    const tab = world.openTab()
    await tab.api.enqueue(world.note, { lane: 'a', text: 'one' })
    world.server.faults.push('lost answer', 'lost answer')
    for (let round = 0; round < 3; round += 1) {
      await tab.sendAll()
      await world.clock.advance('1m')
    }
    expect(texts()).toEqual(['one'])
    expect(world.server.requests).toHaveLength(3)
    expect(new Set(world.server.requests.map(({ key }) => key)).size).toBe(1)
    expect(new Set(world.server.requests.map(({ bytes }) => bytes)).size).toBe(1)
    expect(tab.api.counts().total).toBe(0)
  })

  it('is uncertain once its answer is lost, and certain again once one is heard', async () => {
    const tab = world.openTab()
    const { id } = await tab.api.enqueue(world.note, { lane: 'a', text: 'one' })
    world.server.faults.push('lost answer', { status: 400 })
    const outcome = await tab.sendAll()
    expect(outcome).toMatchObject({ kind: 'drained', evidence: 'silent', queue: { pending: 1, sendable: 0 } })
    expect(tab.api.items()).toMatchObject([{ id, state: 'pending', uncertain: true, attempts: 0 }])
    await world.clock.advance('1m')
    await tab.sendAll()
    expect(tab.api.items()).toMatchObject([{ id, state: 'rejected', uncertain: false }])
  })

  it('QU-07 is sent again with its old key after a crash between the server and the settling', async () => {
    const first = world.openTab()
    await first.api.enqueue(world.note, { lane: 'a', text: 'one' })
    let act = (): void => {}
    world.server.faults.push({ after: new Promise<void>((resolve) => (act = resolve)) })
    void first.sendAll().catch(() => undefined)
    await expect.poll(() => world.server.requests.length).toBe(1)
    act()
    first.kill()

    const second = world.openTab()
    const fence = await second.take()
    await second.recheck(fence)
    expect(second.api.items()).toMatchObject([{ state: 'pending', uncertain: true }])
    await second.drain(fence)
    expect(texts()).toEqual(['one'])
    expect(world.server.requests).toHaveLength(2)
    expect(second.api.counts().total).toBe(0)
  })

  it('is marked in flight on disk before its first byte leaves', async () => {
    const states: unknown[] = []
    const tab = world.openTab({
      transport: async () => {
        for (const { key, clear } of world.disk.rows.values()) if (key.kind === 'queue') states.push(clear['state'])
        return { exchange: { kind: 'no_response', cause: 'network' }, result: null }
      },
    })
    await tab.api.enqueue(world.note, { lane: 'a', text: 'one' })
    await tab.sendAll()
    expect(states).toEqual(['in_flight'])
  })

  it('is replayed once with a newer token after a 401 and spends nothing', async () => {
    const tab = world.openTab()
    world.server.dead.add('ada.1')
    await tab.api.enqueue(world.note, { lane: 'a', text: 'one' })
    await tab.sendAll()
    expect(world.server.requests.map(({ token }) => token)).toEqual(['ada.1', 'ada.2'])
    expect(texts()).toEqual(['one'])
  })

  it('waits blocked when the newer token is refused too, until there is another', async () => {
    const tab = world.openTab()
    world.server.dead.add('ada.1').add('ada.2')
    await tab.api.enqueue(world.note, { lane: 'a', text: 'one' })
    await tab.sendAll()
    expect(tab.api.items()).toMatchObject([{ state: 'blocked_auth', attempts: 0 }])
    expect(tab.reports).toEqual(['queue_token_refused'])
    expect(world.server.requests).toHaveLength(2)

    await tab.sendAll()
    expect(world.server.requests).toHaveLength(2)
    tab.session.generation = (tab.session.generation + 1) as typeof tab.session.generation
    await tab.sendAll()
    expect(texts()).toEqual(['one'])
  })

  it('QU-11 is looked at again in time while blocked, though the clock was set back', async () => {
    const tab = world.openTab()
    world.server.dead.add('ada.1').add('ada.2')
    await tab.api.enqueue(world.note, { lane: 'a', text: 'one' })
    await tab.sendAll()
    await world.clock.setWall(instant(world.clock.wall() - 3_600_000))
    await world.clock.advance('5m')
    const looked = await tab.sendAll()
    const next = 'queue' in looked ? looked.queue.nextAttemptAt : null
    expect((next ?? 0) - world.clock.wall()).toBe(300_000)
  })

  it('QU-04 is never sent as somebody else', async () => {
    const tab = world.openTab()
    await tab.api.enqueue(world.note, { lane: 'a', text: 'from ada' })
    tab.session.account = grace
    await tab.api.enqueue(world.note, { lane: 'a', text: 'from grace' })
    await tab.sendAll()
    expect(world.server.effects.map(({ author, text }) => [author, text])).toEqual([['grace', 'from grace']])
    tab.session.account = ada
    await tab.sendAll()
    expect(world.server.effects.at(-1)).toMatchObject({ author: 'ada', text: 'from ada' })
  })

  it('stays unsent when the account changes while the token is awaited', async () => {
    const tab = world.openTab({
      transport: async () => {
        throw new Error('Nothing may be sent')
      },
    })
    await tab.api.enqueue(world.note, { lane: 'a', text: 'from ada' })
    const fence = await tab.take()
    await tab.recheck(fence)
    const draining = tab.drain(fence)
    tab.api.on('claimed', () => {
      tab.session.account = grace
    })
    await draining
    tab.session.account = ada
    expect(tab.api.items()).toMatchObject([{ state: 'pending', uncertain: false }])
    expect(tab.reports).toEqual([])
  })

  it('rests for a while when its session is not in memory, whoever tells the chart of it', async () => {
    const tab = world.openTab()
    await tab.api.enqueue(world.note, { lane: 'a', text: 'one' })
    const fence = await tab.take()
    await tab.recheck(fence)
    tab.session.account = null
    const outcome = await tab.part.drain({ account: ada, fence }, new AbortController().signal)
    const nextAttemptAt = world.clock.wall() + 5_000
    expect(outcome).toMatchObject({ kind: 'drained', queue: { pending: 1, sendable: 0, nextAttemptAt } })
    tab.session.account = ada
    await tab.drain(fence)
    expect(texts()).toEqual(['one'])
  })

  it('QU-11 waits after a transport that gave up by itself as after a silent server', async () => {
    let asked = 0
    const tab = world.openTab({
      transport: async () => {
        asked += 1
        return { exchange: { kind: 'no_response', cause: 'aborted' }, result: null }
      },
    })
    await tab.api.enqueue(world.note, { lane: 'a', text: 'one' })
    const outcome = await tab.sendAll()
    expect(asked).toBe(1)
    expect(tab.api.items()).toMatchObject([{ state: 'pending', uncertain: true }])
    const { nextAttemptAt } = 'queue' in outcome ? outcome.queue : { nextAttemptAt: null }
    expect(nextAttemptAt ?? 0).toBeGreaterThan(world.clock.wall())
  })

  it('QU-09 stays queued and uncertain when sending has to stop', async () => {
    const tab = world.openTab()
    await tab.api.enqueue(world.note, { lane: 'a', text: 'one' })
    await tab.api.enqueue(world.note, { lane: 'a', text: 'two' })
    world.server.faults.push({ after: new Promise(() => {}) })
    const fence = await tab.take()
    await tab.recheck(fence)
    const leaving = new AbortController()
    const draining = tab.drain(fence, leaving.signal)
    await expect.poll(() => world.server.requests.length).toBe(1)
    leaving.abort()
    await draining
    expect(tab.api.items()).toMatchObject([
      { state: 'pending', uncertain: true, attempts: 0 },
      { state: 'pending', uncertain: false },
    ])
  })
})
