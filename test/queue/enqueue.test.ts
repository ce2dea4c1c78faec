import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { memory } from '../../adapters/storage/memory.ts'
import { defineOperation, type RequestSpec } from '../../src/queue/define-operation.ts'
import { durableQueue } from '../../src/queue/durable-queue.ts'
import { ada, queueWorld, type QueueWorld } from './queue-world.ts'

let world: QueueWorld
beforeEach(async () => {
  world = await queueWorld()
})
afterEach(() => world.end())

const queueRows = () => [...world.disk.rows.values()].filter(({ key }) => key.kind.startsWith('queue'))

describe('enqueue', () => {
  it('QU-01 resolves after the item is on disk, and shows the change after that', async () => {
    const tab = world.openTab({
      around: (store) => ({
        ...store,
        async commit(...given) {
          const done = await store.commit(...given)
          expect(world.applied).toEqual([])
          return done
        },
      }),
    })
    const receipt = await tab.api.enqueue(world.note, { lane: 'a', text: 'one' })
    expect(receipt.durability).toBe('durable')
    expect(queueRows().map(({ key }) => key.id)).toEqual([receipt.id, receipt.id])
    expect(world.applied).toEqual([{ lane: 'a', text: 'one' }])
    expect(tab.facts.at(-1)).toEqual({ pending: 1, sendable: 1, nextAttemptAt: null })
  })

  it('survives the end of its context', async () => {
    const first = world.openTab()
    await first.api.enqueue(world.note, { lane: 'a', text: 'one' })
    first.kill()
    const second = world.openTab()
    expect(await second.part.facts(ada)).toMatchObject({ pending: 1 })
    await expect.poll(() => second.api.items()[0]?.content?.variables).toEqual({ lane: 'a', text: 'one' })
  })

  it('QU-05 leaves nothing of the request readable on disk', async () => {
    const tab = world.openTab()
    await tab.api.enqueue(world.note, { lane: 'secret-lane', text: 'secret words' })
    const disk =
      JSON.stringify(queueRows().map(({ clear, key }) => [clear, key])) +
      queueRows()
        .map(({ sealed }) => new TextDecoder().decode(sealed ?? new Uint8Array()))
        .join('')
    for (const told of ['secret', 'note.create', world.server.origin, 'POST']) expect(disk).not.toContain(told)
  })

  it('gives every item a key of its own', async () => {
    const tab = world.openTab()
    for (let count = 0; count < 3; count += 1) await tab.api.enqueue(world.note, { lane: 'a', text: 'same' })
    await tab.sendAll()
    const keys = world.server.requests.map(({ key }) => key)
    expect(new Set(keys).size).toBe(3)
    expect(keys.every((key) => key.length >= 22)).toBe(true)
  })

  it.each<[string, Partial<RequestSpec>]>([
    ['a token in its headers', { headers: { Authorization: 'Bearer x' } }],
    ['a cookie', { headers: { Cookie: 'a=b' } }],
    ['a CSRF header', { headers: { 'X-CSRF-Token': 'x' } }],
    ['an unknown header', { headers: { 'X-Strange': 'x' } }],
    ['a header that breaks out of its line', { headers: { Accept: 'a\r\nAuthorization: b' } }],
    ['a header that no request can carry', { headers: { 'If-Match': '"наряд"' } }],
    ['another origin', { url: 'https://elsewhere.example/notes' }],
    ['a relative address', { url: '/notes' }],
    ['credentials in its address', { url: 'http://user:secret@127.0.0.1/' }],
    ['two bodies', { json: 1, text: '1' }],
    ['a body that JSON can not hold', { json: 10n }],
    ['a method that only reads', { method: 'GET' as never }],
  ])('refuses a request with %s', async (_what, spec) => {
    const request = (): RequestSpec => ({ method: 'POST', url: `${world.server.origin}/notes`, ...spec })
    const operation = defineOperation<null>({ name: 'odd', version: 1, request })
    const tab = world.openTab({ operations: [operation] })
    await expect(tab.api.enqueue(operation, null)).rejects.toMatchObject({ code: 'invalid_operation' })
    expect(queueRows()).toEqual([])
  })

  it('refuses what it could not read back', async () => {
    const operation = defineOperation<unknown>({
      name: 'deep',
      version: 1,
      request: () => ({ method: 'POST', url: `${world.server.origin}/notes` }),
    })
    const tab = world.openTab({ operations: [operation] })
    const tower = JSON.parse('['.repeat(40) + ']'.repeat(40)) as unknown
    await expect(tab.api.enqueue(operation, tower)).rejects.toMatchObject({ code: 'invalid_operation' })
    await expect(tab.api.enqueue(operation, { big: 1n })).rejects.toMatchObject({ code: 'invalid_operation' })
    expect(queueRows()).toEqual([])
  })

  it('refuses an operation the queue does not know', async () => {
    const tab = world.openTab()
    const stranger = defineOperation<null>({
      name: 'strange',
      version: 1,
      request: () => ({ method: 'POST', url: 'http://x/' }),
    })
    await expect(tab.api.enqueue(stranger, null)).rejects.toMatchObject({ code: 'unknown_operation' })
    const newer = defineOperation({ ...world.note, version: 2 })
    await expect(tab.api.enqueue(newer, { lane: 'a', text: '' })).rejects.toMatchObject({ code: 'unknown_operation' })
  })

  it.each([
    ['quota', 'quota_exceeded'],
    ['locked', 'queue_unavailable'],
    ['impossible', 'queue_unavailable'],
  ] as const)('QU-01 refuses before the change is shown when the store answers %s', async (kind, code) => {
    const tab = world.openTab({
      around: (store) => ({ ...store, commit: async () => ({ ok: false, failure: { kind }, at: world.clock.wall() }) }),
    })
    await expect(tab.api.enqueue(world.note, { lane: 'a', text: 'one' })).rejects.toMatchObject({ code })
    expect(world.applied).toEqual([])
  })

  it('is accepted when the store lost the connection after the transaction', async () => {
    const tab = world.openTab({
      around: (store) => ({
        ...store,
        async commit(...given) {
          await store.commit(...given)
          return { ok: false, failure: { kind: 'closed' }, at: world.clock.wall() }
        },
      }),
    })
    const { id } = await tab.api.enqueue(world.note, { lane: 'a', text: 'one' })
    expect(queueRows().map(({ key }) => key.id)).toEqual([id, id])
  })

  it('ST-07 is refused where nothing survives a restart, unless the app says that this is fine', async () => {
    const plain = memory({ clock: world.clock })
    const volatile = () => ({ ...plain, read: world.openTab().store.read, commit: world.openTab().store.commit })
    await expect(
      world.openTab({ around: volatile }).api.enqueue(world.note, { lane: 'a', text: '' }),
    ).rejects.toMatchObject({
      code: 'queue_unavailable',
    })
    const around = (store: typeof plain): typeof plain => ({ ...store, traits: plain.traits })
    const receipt = await world.openTab({ around, allowMemory: true }).api.enqueue(world.note, { lane: 'a', text: '' })
    expect(receipt.durability).toBe('memory')
  })

  it('keeps its limits', async () => {
    const tab = world.openTab({ limits: { items: 2, bytes: 200, bodyBytes: 100 } })
    const write = (text: string) => tab.api.enqueue(world.note, { lane: 'a', text })
    await expect(write('x'.repeat(100))).rejects.toMatchObject({ code: 'queue_full', option: 'limits.bodyBytes' })
    await write('x'.repeat(70))
    await write('x'.repeat(70))
    await expect(write('x')).rejects.toMatchObject({ code: 'queue_full', option: 'limits.items' })
    expect(tab.api.counts().total).toBe(2)
  })
})

describe('durableQueue', () => {
  it.each([
    ['operations', { operations: 'all' as never }],
    ['operations', { operations: [{ name: 'x' } as never] }],
    ['limits.items', { operations: [], limits: { items: -1 } }],
    ['timeout', { operations: [], timeout: Number.NaN }],
    ['headers', { operations: [], headers: ['Authorization'] }],
    ['headers', { operations: [], headers: ['x note'] }],
  ])('names the option that is wrong: %s', (option, options) => {
    expect(() => durableQueue(options)).toThrow(expect.objectContaining({ code: 'invalid_option', option }))
  })

  it('refuses two operations of one name', () => {
    expect(() => durableQueue({ operations: [world.note, world.note] })).toThrow(
      expect.objectContaining({ code: 'invalid_option', operation: 'note.create' }),
    )
  })
})

describe('defineOperation', () => {
  it.each([
    ['name', { name: '', version: 1, request: () => ({}) }],
    ['version', { name: 'x', version: 0, request: () => ({}) }],
    ['request', { name: 'x', version: 1, request: null }],
  ])('names what is wrong: %s', (option, definition) => {
    expect(() => defineOperation(definition as never)).toThrow(
      expect.objectContaining({ code: 'invalid_operation', option }),
    )
  })
})
