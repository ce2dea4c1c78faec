import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { defineOperation, type Operation, type Resolution } from '../../src/queue/define-operation.ts'
import { queueWorld, type Note, type QueueTab, type QueueWorld } from './queue-world.ts'

let world: QueueWorld
let tab: QueueTab
beforeEach(async () => {
  world = await queueWorld()
})
afterEach(() => world.end())

const versioned = (more: Partial<Operation<Note>> = {}): Operation<Note> =>
  defineOperation<Note>({
    name: 'note.create',
    version: 1,
    lane: ({ lane }) => lane,
    request: (variables, { theirs }) => ({
      method: 'PUT',
      url: `${world.server.origin}/notes`,
      headers: { 'if-match': String((theirs as { version?: number } | null)?.version ?? 1) },
      json: { ...variables, on: (theirs as { version?: number } | null)?.version ?? 1 },
    }),
    apply: (variables) => void world.applied.push(variables),
    rollback: (variables) => void world.rolledBack.push(variables),
    ...more,
  })

const theirs = { version: 2, text: 'theirs' }
const conflict = { status: 412, headers: { 'content-type': 'application/json' }, body: JSON.stringify(theirs) }

async function inConflict(operation = versioned()): Promise<string> {
  tab = world.openTab({ operations: [operation] })
  const { id } = await tab.api.enqueue(operation, { lane: 'a', text: 'mine' })
  world.server.faults.push(conflict)
  await tab.sendAll()
  return id
}

const sent = () => world.server.requests.map(({ bytes }) => JSON.parse(bytes) as Note & { on: number })
const keys = () => new Set(world.server.requests.map(({ key }) => key))

describe('a conflict', () => {
  it('is kept with what the server has', async () => {
    await inConflict()
    await expect.poll(() => tab.api.items()[0]?.content?.theirs).toEqual(theirs)
    expect(tab.api.items()).toMatchObject([{ state: 'conflict', uncertain: false }])
    expect(world.rolledBack).toEqual([])
  })

  it('resolved as mine is sent on top of the server’s version, under a new key', async () => {
    const id = await inConflict()
    expect(await tab.api.resolve(id, 'mine')).toBe('ok')
    await tab.sendAll()
    expect(sent().map(({ text, on }) => [text, on])).toEqual([
      ['mine', 1],
      ['mine', 2],
    ])
    expect(keys().size).toBe(2)
    expect(tab.api.counts().total).toBe(0)
  })

  it.each<Resolution<Note>>(['theirs', 'discard'])(
    'resolved as %s takes the change back and sends nothing',
    async (way) => {
      const id = await inConflict()
      expect(await tab.api.resolve(id, way)).toBe('ok')
      expect(world.rolledBack).toEqual([{ lane: 'a', text: 'mine' }])
      await tab.sendAll()
      expect(world.server.requests).toHaveLength(1)
      expect(tab.api.counts().total).toBe(0)
    },
  )

  it('resolved as something merged shows and sends that', async () => {
    const id = await inConflict()
    expect(await tab.api.resolve(id, { merged: { lane: 'a', text: 'both' } })).toBe('ok')
    expect([world.rolledBack, world.applied.at(-1)]).toEqual([
      [{ lane: 'a', text: 'mine' }],
      { lane: 'a', text: 'both' },
    ])
    await tab.sendAll()
    expect(sent().at(-1)).toMatchObject({ text: 'both', on: 2 })
  })

  it('is decided by the operation where it has a rule, three times at most', async () => {
    const operation = versioned({ resolve: () => 'mine' })
    tab = world.openTab({ operations: [operation] })
    await tab.api.enqueue(operation, { lane: 'a', text: 'mine' })
    world.server.faults.push(conflict, conflict, conflict, conflict, conflict)
    await tab.sendAll()
    expect(world.server.requests).toHaveLength(4)
    expect(tab.api.items()).toMatchObject([{ state: 'conflict' }])
  })

  it('is not one that any other state has', async () => {
    tab = world.openTab()
    const { id } = await tab.api.enqueue(world.note, { lane: 'a', text: 'one' })
    expect(await tab.api.resolve(id, 'mine')).toBe('not_possible')
  })
})

describe('edit', () => {
  it('writes a waiting item anew at its place, under a new key', async () => {
    tab = world.openTab()
    const { id } = await tab.api.enqueue(world.note, { lane: 'a', text: 'on' })
    await tab.api.enqueue(world.note, { lane: 'a', text: 'two' })
    expect(await tab.api.edit(id, world.note, { lane: 'a', text: 'one' })).toBe('ok')
    expect(world.rolledBack).toEqual([{ lane: 'a', text: 'on' }])
    await tab.sendAll()
    expect(world.server.effects.map(({ text }) => text)).toEqual(['one', 'two'])
  })

  it('makes a rejected item good', async () => {
    tab = world.openTab()
    const { id } = await tab.api.enqueue(world.note, { lane: 'a', text: 'x' })
    const fields = [{ field: '/text', message: 'Say more' }]
    world.server.faults.push({ status: 422, body: '{"errors":[{"pointer":"/text","detail":"Say more"}]}' })
    await tab.sendAll()
    await expect.poll(() => tab.api.items()[0]?.content?.lastOutcome?.fields).toEqual(fields)
    expect(await tab.api.edit(id, world.note, { lane: 'a', text: 'enough' })).toBe('ok')
    await tab.sendAll()
    expect(world.server.effects).toMatchObject([{ text: 'enough' }])
    expect(keys().size).toBe(2)
  })

  it('comes too late once an attempt may have reached the server', async () => {
    tab = world.openTab()
    const { id } = await tab.api.enqueue(world.note, { lane: 'a', text: 'one' })
    world.server.faults.push('lost answer')
    await tab.sendAll()
    expect(await tab.api.edit(id, world.note, { lane: 'a', text: 'other' })).toBe('too_late')
  })
})

describe('coalescing', () => {
  const write = async (operation: Operation<Note>, lane: string, text: string) =>
    tab.api.enqueue(operation, { lane, text })

  it('replaces what waits untried at the end of its lane', async () => {
    const operation = versioned({ coalesce: 'replace' })
    tab = world.openTab({ operations: [operation] })
    const first = await write(operation, 'a', 'one')
    await write(operation, 'b', 'other')
    const second = await write(operation, 'a', 'two')
    expect(second).toEqual({ id: first.id, durability: 'durable', coalesced: true })
    expect([world.rolledBack, world.applied.at(-1)]).toEqual([[{ lane: 'a', text: 'one' }], { lane: 'a', text: 'two' }])
    await tab.sendAll()
    expect(world.server.effects.map(({ text }) => text)).toEqual(['two', 'other'])
  })

  it('merges what waits with what is added', async () => {
    const operation = versioned({
      coalesce: 'merge',
      merge: (waiting, added) => ({ lane: added.lane, text: `${waiting.text}+${added.text}` }),
    })
    tab = world.openTab({ operations: [operation] })
    for (const text of ['1', '2', '3']) await write(operation, 'a', text)
    await tab.sendAll()
    expect(world.server.effects.map(({ text }) => text)).toEqual(['1+2+3'])
  })

  it('never joins what may have reached the server, and never over another item', async () => {
    const operation = versioned({ coalesce: 'replace' })
    const plain = defineOperation<Note>({ ...world.note, name: 'note.other', coalesce: 'none' })
    tab = world.openTab({ operations: [operation, plain] })
    await write(operation, 'a', 'one')
    world.server.faults.push('lost answer')
    await tab.sendAll()
    expect(await write(operation, 'a', 'two')).toMatchObject({ coalesced: false })
    await tab.api.enqueue(plain, { lane: 'a', text: 'between' })
    expect(await write(operation, 'a', 'three')).toMatchObject({ coalesced: false })
    await world.clock.advance('10m')
    await tab.sendAll()
    expect(world.server.effects.map(({ text }) => text)).toEqual(['one', 'two', 'between', 'three'])
  })
})

describe('an operation of a newer version', () => {
  const next = (migrate?: (stored: unknown, from: number) => Note): Operation<Note> =>
    versioned({ version: 2, ...(migrate === undefined ? {} : { migrate }) })

  it('sends what an older app stored in its own shape, under a new key', async () => {
    const old = world.openTab()
    await old.api.enqueue(world.note, { lane: 'a', text: 'one' })
    old.kill()
    tab = world.openTab({
      operations: [next((stored, from) => ({ ...(stored as Note), text: `${(stored as Note).text} from ${from}` }))],
    })
    await tab.sendAll()
    expect(world.server.effects.map(({ text }) => text)).toEqual(['one from 1'])
  })

  it.each([
    ['has no migration', undefined],
    [
      'whose migration fails',
      () => {
        throw new Error('No way')
      },
    ],
  ])('blocks what it %s for, and goes on', async (_, migrate) => {
    const old = world.openTab()
    await old.api.enqueue(world.note, { lane: 'a', text: 'one' })
    old.kill()
    const operation = next(migrate)
    tab = world.openTab({ operations: [operation] })
    await tab.api.enqueue(operation, { lane: 'b', text: 'new' })
    await tab.sendAll()
    expect(world.server.effects.map(({ text }) => text)).toEqual(['new'])
    expect(tab.api.items()).toMatchObject([{ state: 'blocked_upgrade' }])
  })

  it('sends what may have reached the server byte by byte as it was', async () => {
    const old = world.openTab()
    await old.api.enqueue(world.note, { lane: 'a', text: 'one' })
    world.server.faults.push('lost answer')
    await old.sendAll()
    old.kill()
    tab = world.openTab({ operations: [next(() => ({ lane: 'a', text: 'other' }))] })
    await world.clock.advance('10m')
    await tab.sendAll()
    expect(new Set(world.server.requests.map(({ bytes }) => bytes)).size).toBe(1)
    expect(world.server.effects).toHaveLength(1)
  })
})
