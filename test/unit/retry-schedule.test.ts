import { describe, expect, it } from 'vitest'
import { duration, instant, type Duration } from '../../machines/time.ts'
import { nextBreaker, refreshDueAt, timely, type FailedRound } from '../../src/refresh/retry-timing.ts'

const at = instant(1_767_225_600_000)
const minute = 60_000

const failed = (more: Partial<FailedRound> = {}) =>
  nextBreaker(null, { at, reason: 'server_unavailable', retryAfter: null, chances: [0, 0], delay: null, ...more })

describe('the next attempt after a failed round (RF-11)', () => {
  it('comes when the app wants it, within a second and an hour', () => {
    const wanted = (span: number) => (failed({ delay: () => duration(span) }).retryAt ?? 0) - at
    expect([0, 5_000, 24 * 60 * minute].map(wanted)).toEqual([1_000, 5_000, 60 * minute])
  })

  it.each([
    [
      'throws',
      () => {
        throw new Error('a schedule of the app')
      },
    ],
    ['answers what is no number', () => Number.NaN as Duration],
    ['answers a moment in the past', () => -1 as Duration],
    ['answers forever', () => Number.POSITIVE_INFINITY as Duration],
  ])('keeps to our schedule where the app’s own one %s', (_, delay) => {
    expect(failed({ delay }).retryAt).toBe(at + 30_000)
  })

  it('is not before five minutes where only a deployment can help', () => {
    const { retryAt, retryNotBefore } = failed({ reason: 'misconfigured' })
    expect([retryAt, retryNotBefore]).toEqual([at + 5 * minute, at + 5 * minute])
    expect(failed().retryNotBefore).toBeNull()
  })
})

describe('what was written about failed rounds', () => {
  it('forgets a refusal that is yet to come, and keeps one that was heard', () => {
    const written = failed()
    expect(timely(null, at)).toBeNull()
    expect(timely(written, at)?.refusedAt).toBeNull()
    expect(timely({ ...written, refusedAt: instant(at - 1) }, at)?.refusedAt).toBe(at - 1)
    expect(timely({ ...written, refusedAt: at }, at)?.refusedAt).toBe(at)
    expect(timely({ ...written, refusedAt: instant(at + 1) }, at)?.refusedAt).toBeNull()
  })
})

describe('the moment to renew (RF-09)', () => {
  const due = (lifetime: number, chance: number) =>
    refreshDueAt({ issuedAt: at, expiresAt: instant(at + lifetime), refreshBefore: duration(2 * minute), chance }) - at

  it('is two minutes or a fifth of the lifetime before its end, less in each tab by up to a fifth of that', () => {
    expect(due(60 * minute, 1)).toBe(58 * minute)
    expect(due(60 * minute, 0)).toBe(58.4 * minute)
    expect(due(5 * minute, 1)).toBe(4 * minute)
    expect(due(-minute, 1)).toBe(-minute)
  })
})
