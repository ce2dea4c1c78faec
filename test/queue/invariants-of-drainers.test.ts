import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { instant } from '../../machines/time.ts'
import type { Store, Write } from '../../src/ports/store.ts'
import { ada, queueWorld, type QueueTab, type QueueWorld } from './queue-world.ts'

const lanes = fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 8 })

async function inWorld(play: (world: QueueWorld) => Promise<void>): Promise<void> {
  const world = await queueWorld()
  try {
    await play(world)
  } finally {
    await world.end()
  }
}

async function enqueueAll(world: QueueWorld, tab: QueueTab, names: readonly string[]): Promise<readonly string[]> {
  const texts = names.map((lane, index) => `${lane}${index}`)
  for (const text of texts) await tab.api.enqueue(world.note, { lane: text.charAt(0), text })
  return texts
}

/** Lets the clock run until the work is done: retries wait on it. */
async function whileTimePasses(world: QueueWorld, work: Promise<unknown>): Promise<void> {
  let done = false
  void work.finally(() => (done = true)).catch(() => undefined)
  while (!done) await world.clock.advance('250ms')
  await work
}

function isOfItem(write: Write): boolean {
  return (write.do === 'delete' ? write.key : write.row.key).kind === 'queue'
}

const orderIn = (lane: string, texts: readonly string[]): string =>
  texts.filter((text) => text.startsWith(lane)).join(' ')

describe('invariant 8 (QU-07): a disk that fails after a definite answer', () => {
  const statuses = fc.constantFrom(201, 404, 409, 422, 403, 400)
  const failures = fc.array(
    fc.record({ kind: fc.constantFrom('closed', 'timeout', 'locked', 'quota'), landed: fc.boolean() }),
    { minLength: 1, maxLength: 4 },
  )
  const becomes: Readonly<Record<number, string>> = {
    403: 'rejected',
    404: 'rejected',
    409: 'conflict',
    422: 'rejected',
    400: 'rejected',
  }
  let refusals = 0

  /** The disk fails only while an answer is being written down. */
  function failing(world: QueueWorld, told: { readonly kind: string; readonly landed: boolean }[]) {
    return (store: Store): Store => ({
      ...store,
      async commit(checks, writes, options) {
        const isDrain = checks.some(({ key }) => key.kind === 'fence') && writes.some(isOfItem)
        const isSettling = isDrain && world.server.requests.length > 0
        const next = isSettling ? told.shift() : undefined
        if (next === undefined) return store.commit(checks, writes, options)
        refusals += 1
        if (next.landed) await store.commit(checks, writes, options)
        return { ok: false, failure: { kind: next.kind as 'closed' }, at: world.clock.wall() }
      },
    })
  }

  it('has the bookkeeping repeated as it was: the server is asked once and the answer stands', async () => {
    await fc.assert(
      fc.asyncProperty(statuses, failures, (status, told) =>
        inWorld(async (world) => {
          const tab = world.openTab({ around: failing(world, [...told]) })
          await enqueueAll(world, tab, ['a'])
          if (status !== 201) world.server.faults.push({ status })
          await whileTimePasses(world, tab.sendAll())
          await world.clock.advance('1m')
          await whileTimePasses(world, tab.sendAll())
          expect(world.server.requests).toHaveLength(1)
          expect(tab.api.items().map(({ state }) => state)).toEqual(status === 201 ? [] : [becomes[status]])
        }),
      ),
      { numRuns: 60 },
    )
    expect(refusals).toBeGreaterThan(60)
  })
})

describe('invariant 9 (QU-06): a drainer that was overtaken', () => {
  const overtakenAt = fc.nat(6)
  let overtaken = 0

  /** Before that write of a drain, another context takes the lock, as after a long sleep of this one. */
  function raising(at: number, wrote: string[]) {
    let count = 0
    let isOld = false
    return (store: Store): Store => ({
      ...store,
      async commit(checks, writes, options) {
        const isDrain =
          checks.some(({ key }) => key.kind === 'fence') && writes.some(({ do: what }) => what !== 'append')
        const isClaim = isDrain && writes.some((write) => write.do !== 'delete' && write.row.key.kind === 'queue')
        if (isDrain && (isClaim || count > 0)) {
          if (count === at) {
            const read = await store.read([{ by: 'account', kind: 'fence', account: ada }])
            const row = read.ok ? read.value.find(({ key }) => key.id === '') : undefined
            if (row !== undefined) {
              const clear = { drainFence: Number(row.clear['drainFence']) + 1 }
              await store.commit([], [{ do: 'put', row: { ...row, revision: row.revision + 1, clear } }])
              isOld = true
              overtaken += 1
            }
          }
          count += 1
        }
        const done = await store.commit(checks, writes, options)
        if (isOld && isDrain && done.ok) wrote.push('the overtaken drainer wrote')
        return done
      },
    })
  }

  it('writes nothing, whenever it happens, and the next one delivers each item once and in order', async () => {
    await fc.assert(
      fc.asyncProperty(lanes, overtakenAt, (names, at) =>
        inWorld(async (world) => {
          const wrote: string[] = []
          const stale = world.openTab({ around: raising(at, wrote) })
          const texts = await enqueueAll(world, stale, names)
          const fence = await stale.take()
          await stale.recheck(fence)
          await whileTimePasses(world, stale.drain(fence))
          stale.kill()
          expect(wrote).toEqual([])
          const next = world.openTab()
          await whileTimePasses(world, next.sendAll())
          const sent = world.server.effects.map(({ text }) => text)
          expect([...sent].sort()).toEqual([...texts].sort())
          for (const lane of ['a', 'b', 'c']) expect(orderIn(lane, sent)).toBe(orderIn(lane, texts))
        }),
      ),
      { numRuns: 60 },
    )
    expect(overtaken).toBeGreaterThan(20)
  })
})

describe('invariant 10 (QU-11): a clock that is set back and forth', () => {
  const year = 365 * 24 * 60 * 60_000
  const jumps = fc.array(fc.integer({ min: -year, max: year }), { minLength: 8, maxLength: 8 })
  let wentBack = 0

  it('changes no order: items leave in the order in which they were accepted', async () => {
    await fc.assert(
      fc.asyncProperty(lanes, jumps, (names, leaps) =>
        inWorld(async (world) => {
          const tabs = [world.openTab(), world.openTab()]
          const texts = names.map((lane, index) => `${lane}${index}`)
          for (const [index, text] of texts.entries()) {
            const leap = leaps[index] ?? 0
            if (leap < 0) wentBack += 1
            await world.clock.setWall(instant(world.clock.wall() + leap))
            await tabs[index % 2]?.api.enqueue(world.note, { lane: text.charAt(0), text })
          }
          const last = world.openTab()
          await whileTimePasses(world, last.sendAll())
          const sent = world.server.effects.map(({ text }) => text)
          expect([...sent].sort()).toEqual([...texts].sort())
          for (const lane of ['a', 'b', 'c']) expect(orderIn(lane, sent)).toBe(orderIn(lane, texts))
        }),
      ),
      { numRuns: 60 },
    )
    expect(wentBack).toBeGreaterThan(50)
  })

  it('would change it in a queue that sorts by its ids, which rise with the clock (planted)', () =>
    inWorld(async (world) => {
      const tab = world.openTab()
      const { id: first } = await tab.api.enqueue(world.note, { lane: 'a', text: 'first' })
      await world.clock.setWall(instant(world.clock.wall() - year))
      const { id: second } = await tab.api.enqueue(world.note, { lane: 'a', text: 'second' })
      expect([first, second].toSorted()).toEqual([second, first])
      await tab.sendAll()
      expect(world.server.effects.map(({ text }) => text)).toEqual(['first', 'second'])
    }))
})
