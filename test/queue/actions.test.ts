import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { settle } from '../../src/testing/fakes/settle.ts'
import { ada, queueWorld, type QueueTab, type QueueWorld } from './queue-world.ts'

let world: QueueWorld
let tab: QueueTab
beforeEach(async () => {
  world = await queueWorld()
  tab = world.openTab()
})
afterEach(() => world.end())

const write = async (text: string): Promise<string> => (await tab.api.enqueue(world.note, { lane: 'a', text })).id

describe('what a user may do to an item', () => {
  it('cancel takes back what has not been sent, and its change', async () => {
    const id = await write('one')
    expect(await tab.api.cancel(id)).toBe('ok')
    await tab.sendAll()
    expect(world.server.requests).toEqual([])
    expect(world.rolledBack).toEqual([{ lane: 'a', text: 'one' }])
    expect(await tab.api.cancel(id)).toBe('not_found')
  })

  it('cancel is too late once an attempt may have reached the server; discard is not', async () => {
    const id = await write('one')
    world.server.faults.push('lost answer')
    await tab.sendAll()
    expect(await tab.api.cancel(id)).toBe('too_late')
    expect(await tab.api.discard(id)).toBe('ok')
    expect(tab.api.counts().total).toBe(0)
  })

  it('nothing is possible while it is being sent', async () => {
    const id = await write('one')
    let act = (): void => {}
    world.server.faults.push({ after: new Promise<void>((resolve) => (act = resolve)) })
    const sending = tab.sendAll()
    await expect.poll(() => world.server.requests.length).toBe(1)
    const other = world.openTab()
    for (const from of [tab, other]) {
      expect(await from.api.cancel(id)).toBe('too_late')
      expect(await from.api.discard(id)).toBe('too_late')
      expect(await from.api.retry(id)).toBe('too_late')
    }
    act()
    await sending
    expect(world.server.effects).toHaveLength(1)
  })

  it('retry sends a rejected item again with its old key, and shows its change again', async () => {
    const id = await write('one')
    world.server.faults.push({ status: 400 })
    await tab.sendAll()
    expect(world.rolledBack).toHaveLength(1)
    expect(await tab.api.retry(id)).toBe('ok')
    expect(world.applied).toHaveLength(2)
    await tab.sendAll()
    expect(new Set(world.server.requests.map(({ key }) => key)).size).toBe(1)
    expect(world.server.effects).toHaveLength(1)
  })

  it('works from a tab that is not the one that drains', async () => {
    const id = await write('one')
    world.server.faults.push({ status: 400 })
    await tab.sendAll()
    const other = world.openTab()
    expect(await other.api.retry(id)).toBe('ok')
    await settle()
    expect(tab.api.items()).toMatchObject([{ id, state: 'pending' }])
  })

  it('flush tries at once what only backs off', async () => {
    await write('one')
    world.server.faults.push({ status: 500 })
    await tab.sendAll()
    expect(await tab.part.facts(ada)).toMatchObject({ sendable: 0 })
    await tab.api.flush()
    await tab.sendAll()
    expect(world.server.effects).toHaveLength(1)
  })

  it.each([
    ['tries at once what only waits out a silence', 'lost request', 1],
    ['leaves alone what the server asked to wait', { status: 429 }, 0],
  ] as const)('flush %s, from any tab', async (_, fault, sent) => {
    await write('one')
    const fence = await tab.take()
    await tab.recheck(fence)
    world.server.faults.push(fault)
    await tab.drain(fence)
    const asked = world.server.requests.length
    await tab.drain(fence)
    expect(world.server.requests).toHaveLength(asked)
    const other = world.openTab()
    await other.part.facts(ada)
    await other.api.flush()
    await settle()
    await tab.drain(fence)
    expect(world.server.effects).toHaveLength(sent)
  })
})

describe('what a screen sees', () => {
  it('is the same array until something changes, and frozen', async () => {
    await write('one')
    await expect.poll(() => tab.api.items()[0]?.content?.variables).toEqual({ lane: 'a', text: 'one' })
    const before = tab.api.items()
    expect(tab.api.items()).toBe(before)
    expect(tab.api.items({ states: ['pending'] })).toBe(tab.api.items({ states: ['pending'] }))
    expect(Object.isFrozen(before) && before.every((item) => Object.isFrozen(item))).toBe(true)
    await write('two')
    expect(tab.api.items()).not.toBe(before)
    expect(tab.api.items()[0]).toBe(before[0])
  })

  it('holds no key and no request', async () => {
    await write('one')
    await expect.poll(() => tab.api.items()[0]?.content).not.toBeNull()
    await tab.sendAll()
    const [{ key } = { key: '' }] = world.server.requests
    expect(key).not.toBe('')
    expect(JSON.stringify([tab.api.items(), tab.facts, tab.reports])).not.toContain(key)
  })

  it('is filtered by state and operation', async () => {
    await write('one')
    await expect.poll(() => tab.api.items({ operation: 'note.create' })).toHaveLength(1)
    expect(tab.api.items({ operation: 'other' })).toEqual([])
    expect(tab.api.items({ states: ['dead'] })).toEqual([])
  })

  it('never takes a delivered item for an unreadable one, whoever looks while it is sent', async () => {
    const other = world.openTab()
    const seen = new Set<string>()
    for (const looking of [tab, other]) {
      looking.api.subscribe(() => looking.api.items().forEach(({ state }) => seen.add(state)))
    }
    for (let count = 0; count < 8; count += 1) await write(String(count))
    await tab.sendAll()
    await settle()
    expect(world.server.effects).toHaveLength(8)
    expect(seen).toEqual(new Set(['pending', 'in_flight']))
    expect([tab.reports, other.reports]).toEqual([[], []])
  })

  it('belongs to the account that is shown', async () => {
    await write('one')
    tab.session.account = null
    expect(tab.api.items()).toEqual([])
    expect(tab.api.counts().total).toBe(0)
  })

  it('tells what happens, in order', async () => {
    const told: string[] = []
    const types = ['enqueued', 'claimed', 'sent', 'settled'] as const
    for (const type of types) tab.api.on(type, ({ state }) => told.push(`${type}:${state}`))
    await write('one')
    await tab.sendAll()
    expect(told).toEqual(['enqueued:pending', 'claimed:in_flight', 'sent:in_flight', 'settled:done'])
  })

  it('goes on when a listener or a hook of the app throws', async () => {
    tab.api.subscribe(() => {
      throw new Error('broken')
    })
    await write('one')
    await tab.sendAll()
    expect(world.server.effects).toHaveLength(1)
    expect(tab.reports).toContain('queue_listener_failed')
  })
})

describe('at sign-out', () => {
  it('kept work leaves nothing to write, discarded work leaves nothing behind', async () => {
    await write('one')
    expect(await tab.part.atSignOut(ada, 'keep')).toEqual([])
    await tab.store.commit([], await tab.part.atSignOut(ada, 'discard'))
    const left = [...world.disk.rows.values()].filter(({ key }) => key.account === ada && key.kind !== 'session')
    expect(left).toEqual([])
  })
})

describe('a check before sending', () => {
  it.each(['silent', 'portal'] as const)('sends nothing while the answer is %s', async (answer) => {
    await write('one')
    tab.confirms = answer
    const fence = await tab.take()
    const outcome = await tab.recheck(fence)
    expect(outcome).toMatchObject({ kind: 'failed', evidence: answer })
    expect(outcome.kind === 'failed' && outcome.nextAttemptAt).toBeGreaterThan(world.clock.wall())
  })

  it('asks nobody when nothing waits', async () => {
    expect(await tab.recheck(await tab.take())).toMatchObject({ kind: 'checked', confirmed: false, evidence: 'none' })
  })

  it('QU-08 blocks what the user may no longer do, unsent, with a way out', async () => {
    const id = await write('one')
    tab.denied.add('note.create')
    await tab.sendAll()
    expect(world.server.requests).toEqual([])
    expect(tab.api.items()).toMatchObject([{ id, state: 'blocked_policy' }])
    tab.denied.clear()
    await tab.api.retry(id)
    await tab.sendAll()
    expect(world.server.effects).toHaveLength(1)
  })

  it('keeps an item whose operation this version of the app does not know, until one does', async () => {
    await write('one')
    tab.kill()
    const older = world.openTab({ operations: [] })
    await older.sendAll()
    expect(older.api.items()).toMatchObject([{ state: 'blocked_upgrade' }])
    older.kill()
    await world.openTab().sendAll()
    expect(world.server.effects).toHaveLength(1)
  })
})
