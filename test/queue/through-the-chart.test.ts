import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Auth } from '../../src/auth.ts'
import { defineOperation } from '../../src/queue/define-operation.ts'
import { durableQueue } from '../../src/queue/durable-queue.ts'
import { createTestWorld, type TestWorld } from '../../src/testing/test-world.ts'

const api = 'https://api.example.com'
const note = defineOperation<{ text: string }>({
  name: 'note.create',
  version: 1,
  request: (variables) => ({ method: 'POST', url: `${api}/notes`, json: variables }),
})

let world: TestWorld
/** What took effect, by key, in order. */
let effects: Map<string, string>
let requests: number
/** How the API answers from now on. */
let status: number

beforeEach(() => {
  effects = new Map()
  requests = 0
  status = 201
  world = createTestWorld({
    auth: { origins: [api], queue: durableQueue({ operations: [note] }) },
    async serve(request) {
      requests += 1
      const token = (request.headers.get('authorization') ?? '').replace('Bearer ', '')
      if (!world.server.accepts(token)) return Response.json({}, { status: 401 })
      if (status !== 201) return Response.json({}, { status })
      effects.set(request.headers.get('idempotency-key') ?? '', await request.text())
      return Response.json({}, { status })
    },
  })
})
afterEach(() => world.dispose())

const queueOf = ({ queue }: Auth): NonNullable<Auth['queue']> => {
  if (queue === null) throw new Error('The queue is missing')
  return queue
}
const texts = (): readonly string[] => [...effects.values()].map((body) => (JSON.parse(body) as { text: string }).text)

describe('the queue in the chart', () => {
  it('sends at once while online, and comes to rest', async () => {
    const auth = await world.start()
    await world.signIn(auth)
    await queueOf(auth).enqueue(note, { text: 'one' })
    await world.settle()
    expect(texts()).toEqual(['one'])
    expect(auth.state.pending).toBe(0)
    expect(auth.actor.getSnapshot().value).toMatchObject({ queue: 'IDLE' })
  })

  it('believes a device that has no network, whatever work is under way finds out meanwhile', async () => {
    // An app without a probe has nothing else that would tell it.
    const { auth } = world.open({
      platform: ({ connectivity }) => ({ connectivity: { ...connectivity, probe: null } }),
    })
    await world.settle()
    await world.signIn(auth)
    world.switchNetwork('offline')
    await world.settle()
    for (const text of ['one', 'two', 'three']) {
      await queueOf(auth).enqueue(note, { text })
      await world.advance('900ms')
    }
    expect(requests).toBe(0)
    await world.advance('2s')
    expect(auth.actor.getSnapshot().value).toMatchObject({ connectivity: { OFFLINE: 'RESTING' } })
    expect(auth.state).toMatchObject({ status: 'OFFLINE_STALE', reason: 'network_unavailable', pending: 3 })
  })

  it('keeps work through being offline and a restart, and sends it once and in order', async () => {
    const first = world.open()
    await world.settle()
    await world.signIn(first.auth)
    world.switchNetwork('offline')
    await world.advance('5s')
    for (const text of ['one', 'two']) await queueOf(first.auth).enqueue(note, { text })
    await world.settle()
    expect(first.auth.state).toMatchObject({ status: 'OFFLINE_STALE', pending: 2 })
    first.kill()

    const auth = await world.start()
    expect(auth.state.pending).toBe(2)
    expect(requests).toBe(0)
    world.switchNetwork('online')
    await world.advance('1m')
    expect(auth.state).toMatchObject({ status: 'ACTIVE', pending: 0 })
    expect(texts()).toEqual(['one', 'two'])
    expect(requests).toBe(2)
  })

  it('waits out a failing server without asking in a circle', async () => {
    const auth = await world.start()
    await world.signIn(auth)
    status = 503
    await queueOf(auth).enqueue(note, { text: 'one' })
    await world.advance('1m')
    expect(auth.state).toMatchObject({ status: 'ACTIVE', pending: 1 })
    expect(requests).toBeGreaterThan(3)
    expect(requests).toBeLessThan(12)
    status = 201
    await world.advance('2m')
    expect(texts()).toEqual(['one'])
  })

  it('keeps work while the user has to sign in again, takes more, and sends it as the same person', async () => {
    const auth = await world.start()
    await world.signIn(auth)
    world.switchNetwork('offline')
    await world.advance('5s')
    await queueOf(auth).enqueue(note, { text: 'before' })
    world.server.revokeSession()
    world.switchNetwork('online')
    await world.advance('1m')
    expect(auth.state).toMatchObject({ status: 'REAUTH_REQUIRED', pending: 1 })
    await queueOf(auth).enqueue(note, { text: 'meanwhile' })
    await world.advance('10m')
    expect(requests).toBe(0)
    expect(queueOf(auth).items()).toHaveLength(2)

    await world.signIn(auth)
    await world.advance('1m')
    expect(auth.state).toMatchObject({ status: 'ACTIVE', pending: 0 })
    expect(texts()).toEqual(['before', 'meanwhile'])
  })

  it('is drained by one of two tabs, and by the other when that one dies', async () => {
    const first = world.open()
    await world.settle()
    await world.signIn(first.auth)
    const auth = await world.start()
    await queueOf(auth).enqueue(note, { text: 'from the second' })
    await world.settle()
    expect(texts()).toEqual(['from the second'])
    first.kill()
    await queueOf(auth).enqueue(note, { text: 'after the first' })
    await world.settle()
    expect(texts()).toEqual(['from the second', 'after the first'])
    expect(requests).toBe(2)
  })

  it('QU-02 asks at sign-out, and hands over what it is told to export', async () => {
    const auth = await world.start()
    await world.signIn(auth)
    world.switchNetwork('offline')
    await world.advance('5s')
    for (const text of ['one', 'two', 'three']) await queueOf(auth).enqueue(note, { text })
    expect(await auth.signOut()).toEqual({ status: 'needs_decision', pending: 3 })
    expect(auth.state.status).toBe('OFFLINE_STALE')
    const leaving = auth.signOut({ pending: 'export' })
    await world.settle()
    const left = await leaving
    expect('exported' in left && left.exported?.map(({ content }) => content?.variables)).toEqual([
      { text: 'one' },
      { text: 'two' },
      { text: 'three' },
    ])
    expect(auth.state.status).toBe('SIGNED_OUT')
    expect([...world.disk.rows.values()].filter(({ key }) => key.kind.startsWith('queue'))).toEqual([])
  })

  it('QU-04 keeps work through a sign-out, shows it to nobody, and sends it after the next sign-in', async () => {
    const auth = await world.start()
    await world.signIn(auth)
    world.switchNetwork('offline')
    await world.advance('5s')
    await queueOf(auth).enqueue(note, { text: 'kept' })
    const leaving = auth.signOut({ pending: 'keep' })
    await world.settle()
    await leaving
    expect(queueOf(auth).items()).toEqual([])
    world.switchNetwork('online')
    await world.advance('1m')
    expect(requests).toBe(0)
    await world.signIn(auth)
    await world.advance('1m')
    expect(texts()).toEqual(['kept'])
  })
})
