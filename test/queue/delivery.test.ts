import { afterEach, beforeEach, describe, expect, it } from 'vitest'
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
    expect(world.server.requests).toHaveLength(2)

    await tab.sendAll()
    expect(world.server.requests).toHaveLength(2)
    tab.session.generation = (tab.session.generation + 1) as typeof tab.session.generation
    await tab.sendAll()
    expect(texts()).toEqual(['one'])
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

describe('lanes', () => {
  it('keep their order through failures', async () => {
    const tab = world.openTab()
    for (const text of ['1', '2', '3']) await tab.api.enqueue(world.note, { lane: 'a', text })
    world.server.faults.push({ status: 503 }, 'lost answer', { status: 500 })
    for (let round = 0; round < 6; round += 1) {
      await tab.sendAll()
      await world.clock.advance('10m')
    }
    expect(texts()).toEqual(['1', '2', '3'])
  })

  it('hold one request each and four together', async () => {
    const tab = world.openTab()
    for (const lane of ['a', 'b', 'c', 'd', 'e', 'f']) {
      for (const text of ['1', '2']) await tab.api.enqueue(world.note, { lane, text: `${lane}${text}` })
    }
    let act = (): void => {}
    const together = new Promise<void>((resolve) => (act = resolve))
    for (let index = 0; index < 4; index += 1) world.server.faults.push({ after: together })
    const sending = tab.sendAll()
    await expect.poll(() => world.server.requests.length).toBe(4)
    expect(new Set(world.server.requests.map(({ bytes }) => (JSON.parse(bytes) as { lane: string }).lane)).size).toBe(4)
    act()
    await sending
    expect(world.server.mostAtOnce).toBe(4)
    for (const lane of ['a', 'b', 'c', 'd', 'e', 'f']) {
      expect(texts().filter((text) => text.startsWith(lane))).toEqual([`${lane}1`, `${lane}2`])
    }
  })

  it('go on when one of them waits', async () => {
    const tab = world.openTab()
    await tab.api.enqueue(world.note, { lane: 'a', text: 'a1' })
    await tab.api.enqueue(world.note, { lane: 'b', text: 'b1' })
    world.server.faults.push({ status: 500 })
    await tab.sendAll()
    expect(world.server.effects).toHaveLength(1)
    expect(tab.api.counts()).toMatchObject({ total: 1, unsent: 1 })
  })

  it('go on behind what the user has to decide', async () => {
    const tab = world.openTab()
    await tab.api.enqueue(world.note, { lane: 'a', text: 'refused' })
    await tab.api.enqueue(world.note, { lane: 'a', text: 'next' })
    world.server.faults.push({ status: 422, body: '{"code":"too_short","detail":"Say more"}' })
    await tab.sendAll()
    expect(texts()).toEqual(['next'])
    await expect.poll(() => tab.api.items()[0]?.content?.lastOutcome?.detail).toBe('Say more')
    expect(tab.api.items()).toMatchObject([{ state: 'rejected' }])
    expect(world.rolledBack).toEqual([{ lane: 'a', text: 'refused' }])
  })
})

describe('a server that asks for time', () => {
  it('gets it on all lanes, and then one request first', async () => {
    const tab = world.openTab()
    for (const lane of ['a', 'b', 'c']) await tab.api.enqueue(world.note, { lane, text: lane })
    let told = (): void => {}
    const answer = new Promise<void>((resolve) => (told = resolve))
    world.server.faults.push({ status: 429, headers: { 'retry-after': '60' } }, { after: answer }, { after: answer })
    const sending = tab.sendAll()
    await expect.poll(() => world.server.requests.length).toBe(3)
    told()
    const outcome = await sending
    expect(outcome).toMatchObject({ queue: { pending: 1, sendable: 0 }, evidence: 'answered' })
    const asked = world.clock.wall() + 60_000
    expect('queue' in outcome && outcome.queue.nextAttemptAt).toBeGreaterThanOrEqual(asked)

    await tab.sendAll()
    expect(world.server.requests).toHaveLength(3)
    await world.clock.advance('73s')
    await tab.sendAll()
    expect(world.server.effects).toHaveLength(3)
    expect(tab.api.counts().total).toBe(0)
  })

  it('keeps its pause across a restart', async () => {
    const first = world.openTab()
    await first.api.enqueue(world.note, { lane: 'a', text: 'one' })
    world.server.faults.push({ status: 503, headers: { 'retry-after': '600' } })
    await first.sendAll()
    first.kill()
    const second = world.openTab()
    expect(await second.part.facts(ada)).toMatchObject({ pending: 1, sendable: 0 })
    await second.sendAll()
    expect(world.server.requests).toHaveLength(1)
  })
})

describe('a 403', () => {
  it('keeps the item, ends the drain and has the rights asked again', async () => {
    const tab = world.openTab()
    await tab.api.enqueue(world.note, { lane: 'a', text: 'one' })
    await tab.api.enqueue(world.note, { lane: 'a', text: 'two' })
    world.server.faults.push({ status: 403 })
    const fence = await tab.take()
    await tab.recheck(fence)
    expect(await tab.drain(fence)).toMatchObject({ kind: 'denied', queue: { pending: 1, sendable: 1 } })
    tab.denied.add('note.create')
    await tab.recheck(fence)
    expect(tab.api.items().map(({ state }) => state)).toEqual(['rejected', 'blocked_policy'])
    expect(world.server.requests).toHaveLength(1)
  })
})
