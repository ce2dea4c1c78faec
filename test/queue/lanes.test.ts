import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ada, queueWorld, type QueueWorld } from './queue-world.ts'

let world: QueueWorld
beforeEach(async () => {
  world = await queueWorld()
})
afterEach(() => world.end())

const texts = (): readonly string[] => world.server.effects.map(({ text }) => text)

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
