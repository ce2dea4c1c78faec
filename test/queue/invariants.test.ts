import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Transport } from '../../src/ports/authorization.ts'
import { fetchTransport } from '../../src/queue/transport.ts'
import { ada, grace, queueWorld } from './queue-world.ts'
import { startLife, witnessed } from './random-life.ts'
import { steps, type Step } from './random-steps.ts'

async function judged(life: readonly Step[], transport?: (send: Transport) => Transport): Promise<readonly string[]> {
  const world = await queueWorld()
  const send = fetchTransport({ fetch: globalThis.fetch, clock: world.clock })
  const played = startLife(world, transport === undefined ? {} : { transport: transport(send) })
  try {
    for (const step of life) await played.step(step)
    return played.judge()
  } finally {
    await world.end()
  }
}

describe('whatever happens to a queue', () => {
  let told = ''
  let broken: readonly string[] = []

  beforeAll(async () => {
    const lives = fc.asyncProperty(steps, async (life) => {
      const found = await judged(life)
      if (found.length > 0) broken = found
      return found.length === 0
    })
    told = (await fc.check(lives, { numRuns: 120 }).then(fc.defaultReportMessage)) ?? ''
  }, 120_000)

  it.each([
    ['1', 'QU-01', 'an item is acknowledged and shown only once it is stored'],
    ['2', 'QU-07', 'an item is marked in flight on the disk before anything of it leaves'],
    ['3', 'QU-02', 'nothing leaves the store but what is done or was given up'],
    ['4', 'QU-06', 'one item of a lane is in flight'],
    ['5', 'QU-04', 'nothing is sent as somebody else'],
    ['6', 'QU-03', 'every attempt has the same key and the same bytes'],
    ['7', 'QU-07', 'only a definite outcome ends uncertainty'],
    ['10', 'QU-06', 'an item keeps its place'],
  ])('invariant %s (%s): %s', (number) => {
    expect(broken.filter((one) => one.startsWith(`${number} `))).toEqual([])
  })

  it('the premises of the invariants were met', () => {
    expect(told).toBe('')
    expect(witnessed.shown).toBeGreaterThan(50)
    expect(witnessed.sends).toBeGreaterThan(50)
    expect(witnessed.uncertain).toBeGreaterThan(3)
    expect(witnessed.inFlight).toBeGreaterThan(1)
    expect(witnessed.effects).toBeGreaterThan(50)
    expect(witnessed.repeats).toBeGreaterThan(3)
    expect([...witnessed.authors].sort()).toEqual([ada, grace].map(String).sort())
  })

  it('a client that makes a new key for each attempt is seen (planted)', async () => {
    let count = 0
    const life: readonly Step[] = [
      { do: 'enqueue', tab: 0, lane: 'a' },
      { do: 'server', fault: 'lost answer' },
      { do: 'drain', tab: 0 },
      { do: 'drain', tab: 0 },
    ]
    const forgetful =
      (send: Transport): Transport =>
      (request, context) =>
        send({ ...request, idempotencyKey: `${request.idempotencyKey}-${(count += 1)}` }, context)
    expect(await judged(life, forgetful)).toEqual(['6 doubled: ada 001'])
  })
})
