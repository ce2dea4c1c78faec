import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { instant } from '../../machines/time.ts'
import { defineOperation } from '../../src/queue/define-operation.ts'
import { queueWorld, type Note, type QueueTab, type QueueWorld } from './queue-world.ts'

let world: QueueWorld
beforeEach(async () => {
  world = await queueWorld()
})
afterEach(() => world.end())

/** An item whose answer was lost more than a day ago: the server may no longer know its key. */
async function forgotten(tab: QueueTab): Promise<string> {
  const { id } = await tab.api.enqueue(world.note, { lane: 'a', text: 'one' })
  world.server.faults.push('lost answer')
  await tab.sendAll()
  await world.clock.advance('25h')
  return id
}

describe('an item whose key the server may have forgotten', () => {
  it('is never sent again blindly', async () => {
    const tab = world.openTab()
    const id = await forgotten(tab)
    await tab.sendAll()
    expect(world.server.requests).toHaveLength(1)
    expect(tab.api.items()).toMatchObject([{ id, state: 'dead', uncertain: true }])
    await expect.poll(() => tab.api.items()[0]?.content?.lastOutcome?.reason).toBe('indeterminate')
  })

  it('QU-11 is not sent again blindly either where the clock was set back behind its attempt', async () => {
    const tab = world.openTab()
    await tab.api.enqueue(world.note, { lane: 'a', text: 'one' })
    world.server.faults.push('lost answer')
    await tab.sendAll()
    const sentAt = world.clock.wall()
    await world.clock.advance('25h')
    await world.clock.setWall(instant(sentAt - 3_600_000))
    await tab.sendAll()
    expect(world.server.requests).toHaveLength(1)
    expect(tab.api.items()).toMatchObject([{ state: 'dead', uncertain: true }])
  })

  it('QU-10 waits as it should where the server took nothing and the clock was set back meanwhile', async () => {
    const tab = world.openTab()
    await tab.api.enqueue(world.note, { lane: 'a', text: 'one' })
    let answer = (): void => {}
    const after = new Promise<void>((resolve) => {
      answer = resolve
    })
    world.server.faults.push({ status: 425, after }, { status: 425 }, { status: 425 })
    const sent = tab.sendAll()
    await expect.poll(() => world.server.requests.length).toBe(1)
    await world.clock.setWall(instant(world.clock.wall() - 3_600_000))
    answer()
    await sent
    expect(world.server.requests).toHaveLength(1)
    expect(tab.api.items()).toMatchObject([{ state: 'pending', uncertain: false }])
  })

  it('QU-11 comes to rest where the clock was set back while a request was on its way and failed', async () => {
    const tab = world.openTab()
    await tab.api.enqueue(world.note, { lane: 'a', text: 'one' })
    let answer = (): void => {}
    const after = new Promise<void>((resolve) => {
      answer = resolve
    })
    world.server.faults.push({ status: 500, after })
    const sent = tab.sendAll()
    await expect.poll(() => world.server.requests.length).toBe(1)
    await world.clock.setWall(instant(world.clock.wall() - 3_600_000))
    answer()
    await sent
    expect(world.server.requests).toHaveLength(1)
    expect(tab.api.items()).toMatchObject([{ state: 'dead', uncertain: true }])
  })

  it('QU-11 does not count as forgotten for a clock that the network has put right by a minute', async () => {
    const tab = world.openTab()
    await tab.api.enqueue(world.note, { lane: 'a', text: 'one' })
    world.server.faults.push('lost answer')
    await tab.sendAll()
    await world.clock.setWall(instant(world.clock.wall() - 60_000))
    await world.clock.advance('10m')
    await tab.sendAll()
    expect(world.server.effects).toHaveLength(1)
    expect(tab.api.counts().total).toBe(0)
  })

  const verdicts = [
    ['applied', 0, 1],
    ['not_applied', 1, 2],
    ['unknown', 0, 1],
  ] as const
  it.each(verdicts)('is asked about, and %s means %i more requests', async (verdict, more, effects) => {
    const note = defineOperation<Note>({ ...world.note, verify: async () => verdict })
    const tab = world.openTab({ operations: [note] })
    await forgotten(tab)
    // This server really has forgotten: the same key takes effect again.
    world.server.forget()
    await tab.sendAll()
    expect(world.server.requests).toHaveLength(1 + more)
    expect(world.server.effects).toHaveLength(effects)
    expect(tab.api.counts().byState).toEqual(verdict === 'unknown' ? { dead: 1 } : {})
  })

  it('waits when nobody answers the question', async () => {
    const note = defineOperation<Note>({
      ...world.note,
      async verify(_note, ask) {
        const { exchange } = await ask(`${world.server.origin}/notes`)
        return exchange.kind === 'response' ? 'applied' : 'unknown'
      },
    })
    const tab = world.openTab({ operations: [note] })
    await forgotten(tab)
    world.server.faults.push('lost request', { status: 200, body: '[]' })
    await tab.sendAll()
    expect(tab.api.items()).toMatchObject([{ state: 'pending', uncertain: true }])
    await world.clock.advance('10m')
    await tab.sendAll()
    expect(tab.api.counts().total).toBe(0)
    expect(world.server.requests.map(({ key }) => key === '')).toEqual([false, true, true])
  })
})

describe('a request that is never answered', () => {
  it('is given up after its time, uncertain', async () => {
    const tab = world.openTab({ timeout: 10_000 })
    await tab.api.enqueue(world.note, { lane: 'a', text: 'one' })
    world.server.faults.push({ after: new Promise(() => {}) })
    const sending = tab.sendAll()
    await expect.poll(() => world.server.requests.length).toBe(1)
    await world.clock.advance('9s')
    expect(tab.api.counts().byState).toEqual({ in_flight: 1 })
    await world.clock.advance('2s')
    expect(await sending).toMatchObject({ evidence: 'silent' })
    expect(tab.api.items()).toMatchObject([{ state: 'pending', uncertain: true, attempts: 0 }])
  })
})

describe('a session that can not serve a token', () => {
  it('keeps the item certain and asks for a later drain, not for the next at once', async () => {
    const tab = world.openTab()
    await tab.api.enqueue(world.note, { lane: 'a', text: 'one' })
    await tab.api.enqueue(world.note, { lane: 'b', text: 'two' })
    tab.hasToken = false
    const outcome = await tab.sendAll()
    expect(outcome).toMatchObject({ kind: 'drained', queue: { pending: 2, sendable: 0 }, evidence: 'none' })
    expect('queue' in outcome && outcome.queue.nextAttemptAt).toBeGreaterThan(world.clock.wall())
    expect(tab.api.items()).toMatchObject([
      { state: 'pending', uncertain: false },
      { state: 'pending', uncertain: false },
    ])
    tab.hasToken = true
    await tab.sendAll()
    expect(world.server.effects).toHaveLength(2)
  })
})

describe('an item for an origin that may no longer receive the token', () => {
  it('QU-05 is not sent, and is kept', async () => {
    const tab = world.openTab()
    await tab.api.enqueue(world.note, { lane: 'a', text: 'one' })
    tab.origins.length = 0
    await tab.sendAll()
    expect(world.server.requests).toEqual([])
    await expect.poll(() => tab.api.items()[0]?.content?.lastOutcome?.reason).toBe('origin_not_allowed')
    expect(tab.api.items()).toMatchObject([{ state: 'dead', uncertain: false }])
  })
})

describe('an answer from somebody else', () => {
  it.each([
    ['a login page', { status: 200, headers: { 'content-type': 'text/html' }, body: '<p>Welcome' }],
    ['a redirect', { status: 302, headers: { location: 'https://portal.example/' } }],
  ])('QU-14 spends nothing and is told: %s', async (_what, fault) => {
    const tab = world.openTab()
    await tab.api.enqueue(world.note, { lane: 'a', text: 'one' })
    world.server.faults.push(fault)
    expect(await tab.sendAll()).toMatchObject({ kind: 'drained', evidence: 'portal', queue: { sendable: 0 } })
    expect(tab.api.items()).toMatchObject([{ state: 'pending', uncertain: false, attempts: 0 }])
    expect(world.server.requests).toHaveLength(1)
  })
})
