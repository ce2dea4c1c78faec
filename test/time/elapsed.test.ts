import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { instant } from '../../machines/time.ts'
import { elapsedOn } from '../../src/time/elapsed.ts'

const minute = 60_000
const hour = 60 * minute

function device() {
  const time = { wall: 1_767_225_600_000, monotonic: 0 }
  const elapsed = elapsedOn({ wall: () => instant(time.wall), monotonic: () => time.monotonic })
  const acts = {
    passes: (by: number) => {
      time.wall += by
      time.monotonic += by
    },
    sleeps: (by: number) => {
      time.wall += by
    },
    turns: (by: number) => {
      time.wall += by
    },
  }
  return { time, elapsed, ...acts }
}

describe('what has passed since a context began', () => {
  it('goes on though the wall clock is set back, also while the device sleeps (TM-02)', () => {
    const { elapsed, passes, sleeps, turns } = device()
    passes(minute)
    expect(elapsed()).toBe(minute)
    turns(-2 * hour)
    expect(elapsed()).toBe(minute)
    passes(minute)
    expect(elapsed()).toBe(2 * minute)
    sleeps(hour)
    expect(elapsed()).toBe(hour + 2 * minute)
  })

  it('is never less than what has really passed, nor more than that and what the clock was set forward', () => {
    const span = fc.integer({ min: 2, max: 3_000 }).map((seconds) => seconds * 1_000)
    const life = fc.array(
      fc.oneof(
        fc.record({ does: fc.constantFrom('passes' as const, 'sleeps' as const), by: span }),
        fc.record({
          does: fc.constant('turns' as const),
          by: fc.oneof(
            span,
            span.map((by) => -by),
          ),
        }),
      ),
    )
    fc.assert(
      fc.property(life, (steps) => {
        const { elapsed, ...acts } = device()
        let [real, forward, before] = [0, 0, 0]
        for (const { does, by } of steps) {
          acts[does](by)
          if (does !== 'turns') real += by
          else forward += Math.max(by, 0)
          expect(elapsed()).toBeGreaterThanOrEqual(Math.max(before, real))
          expect(elapsed()).toBeLessThanOrEqual(real + forward)
          before = elapsed()
        }
      }),
    )
  })

  it('adds nothing for clocks that are read in steps of their own', () => {
    const { time, elapsed } = device()
    const start = time.wall
    for (let at = 0; at < 10 * minute; at += 7.3) {
      time.wall = Math.trunc(start + at)
      time.monotonic = at
      elapsed()
    }
    expect(elapsed()).toBeLessThan(10 * minute + 2)
  })

  it('outlasts a clock that says no number', () => {
    const { time, elapsed, passes } = device()
    passes(minute)
    const { wall, monotonic } = time
    for (const odd of [Number.NaN, Infinity, -Infinity]) {
      time.wall = odd
      expect(elapsed()).toBe(minute)
      Object.assign(time, { wall, monotonic: Number.NaN })
      expect(elapsed()).toBe(minute)
      time.monotonic = monotonic
    }
    passes(minute)
    expect(elapsed()).toBe(2 * minute)
  })
})
