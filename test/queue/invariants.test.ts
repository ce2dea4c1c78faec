import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Transport } from '../../src/ports/authorization.ts'
import { fetchTransport } from '../../src/queue/transport.ts'
import { ada, grace, queueWorld } from './queue-world.ts'
import { startLife, steps, witnessed, type Step } from './random-life.ts'

describe('whatever happens to a queue', () => {
  it('QU-01 QU-02 QU-03 QU-04 QU-05 QU-06 its invariants hold', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (life) => {
        const world = await queueWorld()
        const played = startLife(world)
        try {
          for (const step of life) await played.step(step)
          expect(played.judge()).toEqual([])
        } finally {
          await world.end()
        }
      }),
      { numRuns: 120 },
    )
    expect(witnessed.uncertain).toBeGreaterThan(3)
    expect(witnessed.inFlight).toBeGreaterThan(1)
    expect(witnessed.effects).toBeGreaterThan(50)
    expect(witnessed.repeats).toBeGreaterThan(3)
    expect([...witnessed.authors].sort()).toEqual([ada, grace].map(String).sort())
  }, 120_000)

  it('a client that makes a new key for each attempt is seen (planted)', async () => {
    const world = await queueWorld()
    const send = fetchTransport({ fetch: globalThis.fetch, clock: world.clock })
    let count = 0
    const transport: Transport = (request, context) =>
      send({ ...request, idempotencyKey: `${request.idempotencyKey}-${(count += 1)}` }, context)
    const life: readonly Step[] = [
      { do: 'enqueue', tab: 0, lane: 'a' },
      { do: 'server', fault: 'lost answer' },
      { do: 'drain', tab: 0 },
      { do: 'drain', tab: 0 },
    ]
    try {
      const played = startLife(world, { transport })
      for (const step of life) await played.step(step)
      expect(played.judge()).toEqual(['doubled: ada 001'])
    } finally {
      await world.end()
    }
  })
})
