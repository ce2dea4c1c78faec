import { describe, expect, it } from 'vitest'
import { accountHash } from '../../machines/facts.ts'
import { duration, generation, instant } from '../../machines/time.ts'
import type { Exchange } from '../../src/ports/exchange.ts'
import { askedDelay, retryDelay } from '../../src/queue/backoff.ts'
import { classifyReply } from '../../src/queue/classify-reply.ts'
import type { ItemHead } from '../../src/queue/item.ts'
import { settle, type Circumstances, type Sent, type Settlement } from '../../src/queue/settlement.ts'
import { noTrace } from '../../src/queue/trace-row.ts'

const now = instant(1_000_000)

const head: ItemHead = {
  id: 'one',
  account: accountHash('ada'),
  sessionId: 'login',
  revision: 2,
  seq: 1,
  state: 'in_flight',
  lane: 'a',
  origin: 'api',
  capability: null,
  dependsOn: [],
  nextAttemptAt: null,
  postponedAt: null,
  attempts: 0,
  uncertain: false,
  halts: false,
  bytes: 1,
  drainFence: 1,
  firstSentAt: now,
  onlineFor: duration(0),
  trace: null,
}

const answer = (status: number, retryAfter: number | null = null): Exchange => ({
  kind: 'response',
  status,
  redirected: false,
  contentType: 'json',
  retryAfter: retryAfter === null ? null : duration(retryAfter),
  body: status < 300 ? 'ok' : 'error',
  error: null,
  errorDescription: null,
  errorCodes: [],
})
const silence: Exchange = { kind: 'no_response', cause: 'network' }

function settled(sent: Sent, exchange: Exchange, more: Partial<Circumstances> = {}): Settlement {
  const verdict = classifyReply(exchange, { method: 'POST', uncertain: sent.head.uncertain }, {})
  return settle(sent, verdict, {
    exchange,
    problem: null,
    now,
    chance: 0.5,
    pause: null,
    othersSucceed: false,
    token: { sessionId: 'login', generation: generation(1) },
    ...more,
  })
}

/** The same answers one after the other; stops where the item is no longer tried. */
function through(exchanges: Iterable<Exchange>, more: Partial<Circumstances> = {}): { at: number; last: Settlement } {
  let sent: Sent = { head, trace: noTrace }
  let pause: Circumstances['pause'] = null
  let at = 0
  let last = settled(sent, silence)
  for (const exchange of exchanges) {
    at += 1
    last = settled(sent, exchange, { pause, ...more })
    if (last.pause !== 'keep') ({ pause } = last)
    if (last.head.state !== 'pending') break
    sent = { head: { ...last.head, state: 'in_flight' }, trace: last.trace }
  }
  return { at, last }
}

function* repeat(exchange: Exchange, times: number): Iterable<Exchange> {
  for (let count = 0; count < times; count += 1) yield exchange
}

describe('settling', () => {
  it('gives up after twelve counted attempts', () => {
    const { at, last } = through(repeat(answer(503), 100))
    expect(at).toBe(12)
    expect(last).toMatchObject({
      head: { state: 'dead', uncertain: true },
      trace: { lastOutcome: { reason: 'budget' } },
    })
  })

  it('never gives up for being offline', () => {
    expect(through(repeat(silence, 5_000))).toMatchObject({
      at: 5_000,
      last: { head: { state: 'pending', attempts: 0, onlineFor: 0 } },
    })
  })

  it('gives up after 72 hours of pauses that a server asked for, and not before', () => {
    const { at, last } = through(repeat(answer(429, 60 * 60_000), 1_000), { chance: 0 })
    expect(at).toBe(73)
    expect(last.head).toMatchObject({ state: 'dead', attempts: 0 })
  })

  it('asks four times about a key that is in progress, then leaves it to the user', () => {
    const { at, last } = through([silence, ...repeat(answer(409), 10)])
    expect(at).toBe(6)
    expect(last).toMatchObject({
      head: { state: 'conflict', uncertain: true },
      trace: { lastOutcome: { reason: 'in_progress' } },
    })
  })

  it('calls an item poison after the third 500 while other lanes succeed', () => {
    expect(through(repeat(answer(500), 10), { othersSucceed: true })).toMatchObject({
      at: 3,
      last: { head: { state: 'dead' }, trace: { lastOutcome: { reason: 'poison' } } },
    })
    expect(through(repeat(answer(500), 10), { othersSucceed: false })).toMatchObject({ at: 10 })
  })

  it('QU-11 says since when an item waits', () => {
    const long = { ...head, firstSentAt: instant(now - 3_600_000) }
    for (const reply of [answer(500), answer(409, 5_000), answer(401)]) {
      const put = settled({ head: long, trace: noTrace }, reply).head
      expect(put.postponedAt).toBe(now)
      expect(put.nextAttemptAt).toBeGreaterThan(now)
    }
  })

  it('keeps what a server asked for, whatever another lane hears', () => {
    const pause = {
      until: instant(now + 60_000),
      since: instant(now),
      failures: 1,
      cause: 'asked',
      revision: 1,
    } as const
    expect(settled({ head, trace: noTrace }, answer(200), { pause }).pause).toBe('keep')
    expect(settled({ head, trace: noTrace }, answer(200), { pause: { ...pause, until: now } }).pause).toBeNull()
    expect(settled({ head, trace: noTrace }, answer(200), { pause: { ...pause, cause: 'silent' } }).pause).toBeNull()
    const fromTheFuture = { ...pause, until: instant(now + 3_600_000), since: instant(now + 1_800_000) }
    expect(settled({ head, trace: noTrace }, answer(200), { pause: fromTheFuture }).pause).toBeNull()
    expect(
      settled({ head, trace: noTrace }, answer(429, 1_000), { pause: fromTheFuture, chance: 0 }).pause,
    ).toMatchObject({
      until: now + 1_000,
    })
    expect(settled({ head, trace: noTrace }, answer(429, 1_000), { pause }).pause).toMatchObject({
      until: now + 60_000,
    })
  })

  const statuses = Array.from({ length: 400 }, (_, index) => 200 + index)
  const exchanges: readonly Exchange[] = [
    ...(['network', 'timeout', 'aborted'] as const).map((cause): Exchange => ({ kind: 'no_response', cause })),
    ...statuses.flatMap((status) => [null, 0, 90_000, 86_400_000].map((asked) => answer(status, asked))),
  ]

  it('never makes an uncertain item certain by anything but a definite answer', () => {
    const ends = exchanges.map((exchange) => {
      const { head: after } = settled({ head: { ...head, uncertain: true }, trace: noTrace }, exchange)
      return `${after.uncertain ? 'uncertain' : 'certain'} ${after.state}`
    })
    expect(new Set(ends)).toEqual(
      new Set(['certain done', 'certain rejected', 'certain conflict', 'uncertain pending', 'uncertain blocked_auth']),
    )
  })

  it('QU-10 never waits less than the server asked for', () => {
    const asking = exchanges.filter((exchange) => exchange.kind === 'response' && exchange.retryAfter !== null)
    const waits = asking.flatMap((exchange) => {
      const { head: after, pause } = settled({ head, trace: noTrace }, exchange, { chance: 0 })
      const until = pause === 'keep' || pause === null ? after.nextAttemptAt : pause.until
      const wanted = exchange.kind === 'response' ? Math.min(exchange.retryAfter ?? 0, 3_600_000) : 0
      return after.state === 'pending' ? [{ early: until === null || until < now + wanted }] : []
    })
    expect(waits.length).toBeGreaterThan(100)
    expect(waits.filter(({ early }) => early)).toEqual([])
  })
})

describe('waiting', () => {
  it('doubles from a second to five minutes, half of it left to chance', () => {
    expect([1, 2, 3, 9, 10, 100].map((failures) => retryDelay(failures, 1))).toEqual([
      1_000, 2_000, 4_000, 256_000, 300_000, 300_000,
    ])
    expect(retryDelay(3, 0)).toBe(2_000)
  })

  it('is a sane span for any input', () => {
    for (const odd of [Number.NaN, -1, 0, Infinity, 1e9]) {
      for (const chance of [Number.NaN, -1, 2]) {
        expect(retryDelay(odd, chance)).toSatisfy((span: number) => span >= 500 && span <= 300_000)
        expect(askedDelay(duration(1_000), chance)).toSatisfy((span: number) => span >= 1_000 && span <= 1_200)
      }
    }
  })
})
