import { describe, expect, it } from 'vitest'
import { after, duration, instant } from '../../machines/time.ts'
import { nextBreaker, onTime, timely, type FailedRound } from '../../src/refresh/retry-timing.ts'
import type { Breaker } from '../../src/vault/account-rows.ts'

const at = instant(1_767_225_600_000)
const later = (span: number): Breaker['retryAt'] => after(at, span)

const round = (given: Partial<FailedRound> = {}): FailedRound => ({
  at,
  reason: 'server_unavailable',
  retryAfter: null,
  chances: [0, 0],
  delay: null,
  ...given,
})

const stored = (given: Partial<Breaker> = {}): Breaker => ({
  failures: 2,
  previous: 40_000,
  reason: 'server_unavailable',
  retryAt: null,
  retryNotBefore: null,
  refusedAt: null,
  writtenAt: at,
  spentUntil: null,
  ...given,
})

describe('what is kept of a failed round (RF-11)', () => {
  it('counts on from the rounds before', () => {
    expect(nextBreaker(null, round())).toEqual({
      failures: 1,
      previous: 30_000,
      reason: 'server_unavailable',
      retryAt: later(30_000),
      retryNotBefore: null,
      refusedAt: null,
      writtenAt: at,
      spentUntil: later(180_000),
    })
    const before = stored({ refusedAt: later(-5_000), spentUntil: later(60_000) })
    expect(nextBreaker(before, round({ reason: 'throttled' }))).toMatchObject({
      failures: 3,
      reason: 'throttled',
      refusedAt: later(-5_000),
      spentUntil: later(240_000),
    })
  })

  it.each([
    ['the first time from half a minute to a minute and a half', null, [30_000, 60_000, 75_000]],
    ['then up to three times the last', 40_000, [30_000, 75_000, 97_500]],
    ['at most five minutes', 200_000, [30_000, 300_000, 300_000]],
    ['never from less than half a minute', 1_000, [30_000, 60_000, 75_000]],
  ])('spreads the next attempt, %s', (_, previous, expected) => {
    const before = previous === null ? null : stored({ previous })
    const waits = [0, 0.5, 0.75].map((chance) => nextBreaker(before, round({ chances: [chance, 0] })).previous)
    expect(waits).toEqual(expected)
  })

  it.each([
    [10_000, 0.5, 15_000],
    [50_000, 0.5, 55_000],
    [600_000, 0.5, 660_000],
    [600_000, 0, 600_000],
  ])(
    'comes back %d ms after the server said so, with a spread of its own (RFC 9110 §10.2.3)',
    (asked, chance, floor) => {
      const breaker = nextBreaker(null, round({ retryAfter: duration(asked), chances: [0, chance] }))
      expect(breaker.retryNotBefore).toBe(later(floor))
      expect(breaker.retryAt).toBe(later(Math.max(30_000, floor)))
    },
  )

  it('asks ten times at once and then once every three minutes', () => {
    let breaker: Breaker | null = null
    const floors = Array.from({ length: 12 }, () => {
      breaker = nextBreaker(breaker, round({ delay: () => duration(1_000) }))
      return breaker.retryNotBefore
    })
    expect(floors.slice(0, 9)).toEqual(Array.from({ length: 9 }, () => null))
    expect(floors.slice(9)).toEqual([later(180_000), later(360_000), later(540_000)])
  })

  it('forgives what was spent long ago', () => {
    expect(nextBreaker(stored({ spentUntil: later(-900_000) }), round()).spentUntil).toBe(later(180_000))
  })
})

describe('what was kept of failed rounds, read again', () => {
  const hour = 3_600_000
  const moments = (moment: number): Partial<Breaker> => ({
    retryAt: later(moment),
    retryNotBefore: later(moment),
    spentUntil: later(moment),
  })

  it('is nothing where nothing was kept', () => {
    expect(timely(null, at)).toBeNull()
  })

  it.each([
    ['as far ahead as a schedule goes', 1.2 * hour, 1.2 * hour],
    ['further ahead than any schedule', 1.2 * hour + 1, null],
    ['past already', -5_000, -5_000],
  ])('keeps or drops moments that are %s', (_, moment, kept) => {
    const expected = kept === null ? null : later(kept)
    expect(timely(stored(moments(moment)), at)).toMatchObject({
      retryAt: expected,
      retryNotBefore: expected,
      spentUntil: expected,
    })
  })

  it.each([
    ['written by a clock that was set a little', 120_000, 30_000],
    ['written by a clock that was set back since', 120_001, null],
  ])('drops all moments where it was %s, or not (TM-05)', (_, ahead, kept) => {
    const found = timely(stored({ ...moments(30_000), writtenAt: later(ahead) }), at)
    expect(found?.retryAt).toBe(kept === null ? null : later(kept))
    expect(found?.failures).toBe(2)
  })

  it('keeps what it can’t date', () => {
    expect(timely(stored({ ...moments(30_000), writtenAt: null }), at)?.retryAt).toBe(later(30_000))
  })

  it('drops a refusal of the future only', () => {
    expect(timely(stored({ refusedAt: later(1) }), at)?.refusedAt).toBeNull()
    expect(timely(stored({ refusedAt: at }), at)?.refusedAt).toBe(at)
  })
})

describe('a failed round that was dated before the clock was set back (TM-05)', () => {
  const failed = (retryNotBefore: Breaker['retryAt']): Parameters<typeof onTime>[0] => ({
    kind: 'failed',
    at,
    evidence: 'answered',
    offline: { reason: 'throttled', retryAt: after(at, 30_000), retryNotBefore },
  })

  it.each([0, 1_000, 120_000])('counts as it is where the clock is %i ms behind it, or ahead', (behind) => {
    expect(onTime(failed(null), instant(at - behind))).toEqual(failed(null))
    expect(onTime(failed(null), instant(at + behind))).toEqual(failed(null))
  })

  it('is dated anew, and its pauses with it', () => {
    const now = instant(at - 86_400_000)
    const offline = { reason: 'throttled', retryAt: after(now, 30_000), retryNotBefore: after(now, 20_000) }
    expect(onTime(failed(after(at, 20_000)), now)).toMatchObject({ at: now, offline })
    expect(onTime(failed(null), now)).toMatchObject({ at: now, offline: { retryNotBefore: null } })
  })

  it('is the only outcome with pauses', () => {
    const gone = { kind: 'gone', at, evidence: 'none' } as const
    expect(onTime(gone, instant(at - 86_400_000))).toBe(gone)
  })
})
