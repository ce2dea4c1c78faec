import { assert, property, array, double, integer } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { after, duration, instant } from '../../machines/time.ts'
import { nextBreaker, timely } from '../../src/refresh/retry-timing.ts'
import type { Breaker } from '../../src/vault/account-rows.ts'

const hour = 3_600_000
const start = instant(1_767_225_600_000)

/** A client whose every round fails, asked for again by an impatient user after these pauses. */
function failuresOf(pauses: readonly number[], delay: ((failures: number) => number) | null): readonly number[] {
  const moments: number[] = []
  let breaker: Breaker | null = null
  let now = start
  for (const pause of pauses) {
    now = instant(Math.max(after(now, pause), breaker?.retryNotBefore ?? 0))
    moments.push(now)
    breaker = nextBreaker(timely(breaker, now), {
      at: now,
      reason: 'server_unavailable',
      retryAfter: null,
      chances: [0, 0],
      delay: delay === null ? null : (failures) => duration(delay(failures)),
    })
  }
  return moments
}

describe('failed rounds', () => {
  it('RF-11 are at most 30 in any hour, whoever asks and on whatever schedule', () => {
    const pauses = array(integer({ min: 0, max: 600_000 }), { minLength: 1, maxLength: 120 })
    assert(
      property(pauses, double({ min: 0, max: 1, noNaN: true }), (waits, eagerness) => {
        const moments = failuresOf(
          waits.map((wait) => wait * eagerness),
          () => 0,
        )
        for (const from of moments) {
          const within = moments.filter((moment) => moment >= from && moment < from + hour).length
          expect(within).toBeLessThanOrEqual(30)
        }
      }),
    )
  })

  it('RF-11 come close to that: an impatient user is not kept waiting without need', () => {
    const moments = failuresOf(
      Array.from({ length: 60 }, () => 0),
      () => 0,
    )
    expect(moments.filter((moment) => moment < start + hour).length).toBeGreaterThan(25)
  })

  it('leave our own schedule of retries as it is', () => {
    const breaker = nextBreaker(null, {
      at: start,
      reason: 'server_unavailable',
      retryAfter: null,
      chances: [0, 0],
      delay: null,
    })
    expect(breaker.retryAt).toBe(start + 30_000)
    expect(breaker.retryNotBefore).toBeNull()
  })

  it('TM-05 are forgotten where the clock was set back since: half an hour less is no reason to wait', () => {
    const breaker = nextBreaker(null, {
      at: start,
      reason: 'throttled',
      retryAfter: duration(60_000),
      chances: [0, 0],
      delay: null,
    })
    expect(timely(breaker, after(start, -60_000))?.retryNotBefore).toBe(start + 60_000)
    expect(timely(breaker, after(start, -1_800_000))).toMatchObject({ retryAt: null, retryNotBefore: null })
  })
})
