import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Store, StoreFailure } from '../../src/ports/store.ts'
import { bodyKey } from '../../src/queue/body-row.ts'
import { defineOperation } from '../../src/queue/define-operation.ts'
import { headKey } from '../../src/queue/head-row.ts'
import { ada, queueWorld, type Note, type QueueWorld } from './queue-world.ts'

let world: QueueWorld
beforeEach(async () => {
  world = await queueWorld()
})
afterEach(() => world.end())

/** A store whose commits fail as told, before or after they have really happened. */
function failing(): {
  around: (store: Store) => Store
  next: { kind: StoreFailure['kind']; landed: boolean }[]
  commits: number
} {
  const told = { next: [] as { kind: StoreFailure['kind']; landed: boolean }[], commits: 0 }
  const around = (store: Store): Store => ({
    ...store,
    async commit(checks, writes, options) {
      told.commits += 1
      const failure = told.next.shift()
      if (failure === undefined) return store.commit(checks, writes, options)
      if (failure.landed) await store.commit(checks, writes, options)
      return { ok: false, failure: { kind: failure.kind } as StoreFailure, at: world.clock.wall() }
    },
  })
  return Object.assign(told, { around })
}

/** Lets the clock run until the work is done: retries wait on it. */
async function whileTimePasses<Value>(work: Promise<Value>): Promise<Value> {
  let done = false
  void work.finally(() => {
    done = true
  })
  while (!done) await world.clock.advance('250ms')
  return work
}

describe('a store that fails', () => {
  it.each([
    ['before writing', false],
    ['after writing', true],
  ])('%s keeps a definite answer until it is written, and asks the server once', async (_when, landed) => {
    const disk = failing()
    const tab = world.openTab({ around: disk.around })
    await tab.api.enqueue(world.note, { lane: 'a', text: 'one' })
    await tab.api.enqueue(world.note, { lane: 'a', text: 'two' })
    tab.api.on('sent', () => {
      if (world.server.requests.length === 0) disk.next.push({ kind: 'closed', landed }, { kind: 'timeout', landed })
    })
    await whileTimePasses(tab.sendAll())
    expect(world.server.effects.map(({ text }) => text)).toEqual(['one', 'two'])
    expect(world.server.requests).toHaveLength(2)
    expect(tab.api.counts().total).toBe(0)
  })

  it('writes nothing over what has landed after all', async () => {
    const disk = failing()
    const tab = world.openTab({ around: disk.around })
    const { id } = await tab.api.enqueue(world.note, { lane: 'a', text: 'one' })
    world.server.faults.push({ status: 500 })
    tab.api.on('sent', () => disk.next.push({ kind: 'closed', landed: true }))
    await whileTimePasses(tab.sendAll())
    const head = world.disk.rows.get(textOf(headKey(ada, id)))
    // Enqueued, claimed, settled.
    expect(head).toMatchObject({ revision: 3, clear: { state: 'pending', attempts: 1 } })
  })

  it('is written down by the next drain when this one has to stop', async () => {
    const disk = failing()
    const tab = world.openTab({ around: disk.around })
    await tab.api.enqueue(world.note, { lane: 'a', text: 'one' })
    const fence = await tab.take()
    await tab.recheck(fence)
    const leaving = new AbortController()
    tab.api.on('sent', () => {
      disk.next.push(...Array.from({ length: 50 }, () => ({ kind: 'closed', landed: false }) as const))
    })
    const draining = tab.drain(fence, leaving.signal)
    await expect.poll(() => world.server.effects.length).toBe(1)
    await world.clock.advance('1s')
    leaving.abort()
    await draining
    disk.next.length = 0
    tab.part.release()
    await tab.sendAll()
    expect(world.server.requests).toHaveLength(1)
    expect(tab.api.counts().total).toBe(0)
  })

  it('QU-02 sends what it has claimed, also where it was told that the claim failed and could not look', async () => {
    let isBlind = false
    const disk = failing()
    const around = (store: Store): Store => {
      const { commit } = disk.around(store)
      return {
        ...store,
        async commit(...asked) {
          const done = await commit(...asked)
          if (!done.ok && done.failure.kind === 'closed') isBlind = true
          return done
        },
        async read(queries) {
          if (!isBlind) return store.read(queries)
          isBlind = false
          return { ok: false, failure: { kind: 'closed' }, at: world.clock.wall() }
        },
      }
    }
    const tab = world.openTab({ around })
    await tab.api.enqueue(world.note, { lane: 'a', text: 'one' })
    await tab.api.enqueue(world.note, { lane: 'a', text: 'two' })
    tab.api.on('sent', () => {
      if (world.server.requests.length === 0) disk.next.push({ kind: 'closed', landed: true })
    })
    await whileTimePasses(tab.sendAll())
    expect(world.server.effects.map(({ text }) => text)).toEqual(['one', 'two'])
    expect(tab.api.counts().total).toBe(0)
  })

  it('holds the claim back: nothing is sent that is not marked', async () => {
    const disk = failing()
    const tab = world.openTab({ around: disk.around })
    await tab.api.enqueue(world.note, { lane: 'a', text: 'one' })
    const fence = await tab.take()
    await tab.recheck(fence)
    disk.next.push({ kind: 'quota', landed: false })
    const outcome = await tab.drain(fence)
    expect(outcome).toMatchObject({ kind: 'drained', queue: { pending: 1, sendable: 0 } })
    expect('queue' in outcome && outcome.queue.nextAttemptAt).toBeGreaterThan(world.clock.wall())
    expect(world.server.requests).toHaveLength(0)
  })

  it.each([true, false])('tells what was accepted when joining is reported lost and landed is %s', async (landed) => {
    const disk = failing()
    const operation = defineOperation<Note>({ ...world.note, coalesce: 'replace' })
    const tab = world.openTab({ operations: [operation], around: disk.around })
    await tab.api.enqueue(operation, { lane: 'a', text: 'one' })
    disk.next.push({ kind: 'closed', landed })
    const joined = await tab.api.enqueue(operation, { lane: 'a', text: 'two' }).catch(() => null)
    expect(joined !== null).toBe(landed)
    await tab.sendAll()
    expect(world.server.effects.map(({ text }) => text)).toEqual([landed ? 'two' : 'one'])
  })

  it('spends two transactions on each delivered item', async () => {
    const disk = failing()
    const tab = world.openTab({ around: disk.around })
    for (let count = 0; count < 20; count += 1) await tab.api.enqueue(world.note, { lane: 'a', text: String(count) })
    const before = disk.commits
    await tab.sendAll()
    // The lock's fence, the first claim, and one for each settling with the next claim.
    expect(disk.commits - before).toBe(1 + 1 + 20)
    expect(before).toBe(20)
  })
})

describe('a row that can not be read', () => {
  const spoil = {
    'a head without its lane': (id: string) => {
      const row = world.disk.rows.get(textOf(headKey(ada, id)))
      if (row) world.disk.rows.set(textOf(row.key), { ...row, clear: { ...row.clear, lane: 7 } })
    },
    'a head in no known state': (id: string) => {
      const row = world.disk.rows.get(textOf(headKey(ada, id)))
      if (row) world.disk.rows.set(textOf(row.key), { ...row, clear: { ...row.clear, state: '__proto__' } })
    },
    'a body with one changed bit': (id: string) => {
      const row = world.disk.rows.get(textOf(bodyKey(ada, id)))
      const sealed = row?.sealed?.slice()
      if (row === undefined || sealed === undefined) return
      sealed[20] = (sealed[20] ?? 0) ^ 1
      world.disk.rows.set(textOf(row.key), { ...row, sealed })
    },
    'a body that is gone': (id: string) => void world.disk.rows.delete(textOf(bodyKey(ada, id))),
    'the body of another item': (id: string, other: string) => {
      const row = world.disk.rows.get(textOf(bodyKey(ada, other)))
      if (row) world.disk.rows.set(textOf(bodyKey(ada, id)), { ...row, key: bodyKey(ada, id) })
    },
  }

  it.each(Object.entries(spoil))('QU-13 is set aside while the others are sent: %s', async (_name, damage) => {
    const writer = world.openTab()
    const { id } = await writer.api.enqueue(world.note, { lane: 'a', text: 'spoiled' })
    const { id: other } = await writer.api.enqueue(world.note, { lane: 'a', text: 'whole' })
    writer.kill()
    damage(id, other)
    const tab = world.openTab()
    await tab.sendAll()
    expect(world.server.effects.map(({ text }) => text)).toEqual(['whole'])
    expect(tab.api.items()).toMatchObject([{ id, state: 'unreadable' }])
    expect(tab.api.counts()).toMatchObject({ total: 1, needsAttention: 1 })

    expect(await tab.api.discard(id)).toBe('ok')
    expect(tab.api.counts().total).toBe(0)
    expect([...world.disk.rows.values()].filter(({ key }) => key.id === id)).toEqual([])
  })
})

/** As the memory store files its rows. */
function textOf(key: { readonly kind: string; readonly account: string; readonly id: string }): string {
  return JSON.stringify([key.kind, key.account, key.id])
}

it('a store that says something else of an item each time is asked again later, not for ever', async () => {
  const moving = (store: Store): Store => ({
    ...store,
    async read(queries) {
      const found = await store.read(queries)
      const isLook = queries.some((query) => query.by === 'key' && query.key.kind === 'queue')
      if (!found.ok || !isLook) return found
      return { ...found, value: found.value.map((row) => ({ ...row, revision: row.revision + 1 })) }
    },
  })
  const tab = world.openTab({ around: moving })
  await tab.api.enqueue(world.note, { lane: 'a', text: 'one' })
  await tab.sendAll()
  expect(world.server.requests).toEqual([])
  expect(tab.api.items()).toMatchObject([{ state: 'pending' }])
})
