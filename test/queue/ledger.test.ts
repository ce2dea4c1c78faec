import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Transport } from '../../src/ports/authorization.ts'
import { fetchTransport } from '../../src/queue/transport.ts'
import type { Fault } from './ledger-server.ts'
import { queueWorld, type QueueWorld } from './queue-world.ts'

interface Schedule {
  readonly items: readonly { readonly lane: string; readonly tab: number }[]
  readonly faults: readonly Fault[]
  /** At which request of a draining tab that tab is killed, and where in it. */
  readonly kills: readonly Kill[]
}

interface Kill {
  readonly request: number
  /** Marked in flight and not sent; sent and not answered; answered and not settled. */
  readonly when: 'claimed' | 'sent' | 'answered'
}

const fault = fc.constantFrom<Fault>(
  'lost answer',
  'lost answer',
  'lost request',
  { status: 500 },
  { status: 503, headers: { 'retry-after': '3' } },
  { status: 429 },
  { status: 200, headers: { 'content-type': 'text/html' }, body: '<title>Welcome</title>' },
  { status: 302, headers: { location: 'https://portal.example' } },
)

const schedules: fc.Arbitrary<Schedule> = fc.record({
  items: fc.array(fc.record({ lane: fc.constantFrom('a', 'b', 'c'), tab: fc.integer({ min: 0, max: 1 }) }), {
    minLength: 1,
    maxLength: 8,
  }),
  faults: fc.array(fault, { maxLength: 8 }),
  kills: fc.array(
    fc.record({ request: fc.integer({ min: 1, max: 4 }), when: fc.constantFrom('claimed', 'sent', 'answered') }),
    { maxLength: 3 },
  ),
})

/** Plays a schedule until nothing is left, then compares the server's ledger with what was accepted. */
async function play(
  world: QueueWorld,
  { items, faults, kills }: Schedule,
  transport?: Transport,
): Promise<{ accepted: readonly string[]; killed: number }> {
  const options = transport === undefined ? {} : { transport }
  const writers = [world.openTab(options), world.openTab(options)]
  const accepted: string[] = []
  for (const [index, { lane, tab }] of items.entries()) {
    await writers[tab]?.api.enqueue(world.note, { lane, text: `${lane}${index}` })
    accepted.push(`${lane}${index}`)
  }
  world.server.faults.push(...faults)
  let killed = 0
  for (const kill of kills) {
    const dying = mortal(world, kill, transport)
    const victim = world.openTab({ transport: dying.transport })
    dying.die = () => victim.kill()
    // A dead tab's promises never end.
    await Promise.race([dying.died.then(() => (killed += 1)), victim.sendAll()])
    victim.kill()
    await world.clock.advance('10m')
  }
  const last = world.openTab(options)
  for (let round = 0; round < 40 && (await last.part.facts(last.session.account as never)).pending > 0; round += 1) {
    await last.sendAll()
    await world.clock.advance('10m')
  }
  return { accepted, killed }
}

function mortal(world: QueueWorld, { request, when }: Kill, inner: Transport = plain(world)) {
  let count = 0
  let told = (): void => {}
  const died = new Promise<void>((resolve) => (told = resolve))
  const end = (): Promise<never> => {
    dying.die()
    told()
    return new Promise(() => {})
  }
  const transport: Transport = async (outgoing, context) => {
    count += 1
    if (count !== request) return inner(outgoing, context)
    if (when === 'claimed') return end()
    const arrived = world.server.requests.length
    const reply = inner(outgoing, { ...context, signal: new AbortController().signal })
    if (when === 'answered') await reply
    else await expect.poll(() => world.server.requests.length).toBeGreaterThan(arrived)
    return end()
  }
  const dying = { transport, died, die: (): void => {} }
  return dying
}

function plain({ clock }: QueueWorld): Transport {
  return fetchTransport({ fetch: globalThis.fetch, clock })
}

function broken(world: QueueWorld, { accepted }: { readonly accepted: readonly string[] }): readonly string[] {
  const texts = world.server.effects.map(({ text }) => text)
  const lanes = [...new Set(accepted.map((text) => text.charAt(0)))]
  return [
    ...accepted.filter((text) => !texts.includes(text)).map((text) => `lost ${text}`),
    ...texts.filter((text, index) => texts.indexOf(text) !== index).map((text) => `doubled ${text}`),
    ...lanes
      .filter((lane) => {
        const inLane = (all: readonly string[]) => all.filter((text) => text.startsWith(lane)).join(' ')
        return inLane([...new Set(texts)]) !== inLane(accepted)
      })
      .map((lane) => `out of order ${lane}`),
  ]
}

describe('the ledger of the server', () => {
  it('QU-02 QU-03 QU-06 holds each accepted item once and in its order, whatever fails and whoever dies', async () => {
    let repeats = 0
    let kills = 0
    await fc.assert(
      fc.asyncProperty(schedules, async (schedule) => {
        const world = await queueWorld()
        try {
          const played = await play(world, schedule)
          expect(broken(world, played)).toEqual([])
          kills += played.killed
          repeats += world.server.requests.length - world.server.effects.length
        } finally {
          await world.end()
        }
      }),
      { numRuns: 40 },
    )
    expect(kills).toBeGreaterThan(5)
    expect(repeats).toBeGreaterThan(20)
  }, 120_000)

  const unlucky: Schedule = { items: [{ lane: 'a', tab: 0 }], faults: ['lost answer'], kills: [] }

  it('shows a client that makes a new key for each attempt (planted)', async () => {
    const world = await queueWorld()
    try {
      const send = plain(world)
      let count = 0
      const forgetful: Transport = (request, context) =>
        send({ ...request, idempotencyKey: `${request.idempotencyKey}-${(count += 1)}` }, context)
      expect(broken(world, await play(world, unlucky, forgetful))).toEqual(['doubled a0'])
    } finally {
      await world.end()
    }
  })

  it('shows a client that takes a portal for the server (planted)', async () => {
    const world = await queueWorld()
    try {
      const send = plain(world)
      const gullible: Transport = async (request, context) => {
        const reply = await send(request, context)
        const { exchange } = reply
        return exchange.kind === 'response' && exchange.contentType === 'html'
          ? { ...reply, exchange: { ...exchange, contentType: 'json' } }
          : reply
      }
      const portal: Schedule = {
        ...unlucky,
        faults: [{ status: 200, headers: { 'content-type': 'text/html' }, body: '<p>' }],
      }
      expect(broken(world, await play(world, portal, gullible))).toContain('lost a0')
    } finally {
      await world.end()
    }
  })
})
