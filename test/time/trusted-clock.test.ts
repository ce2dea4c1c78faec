import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { instant } from '../../machines/time.ts'
import { createTrustedClock, type TrustedClock } from '../../src/time/trusted-clock.ts'

const start = 1_767_225_600_000
const hour = 3_600_000
const day = 24 * hour

/** A device whose owner turns its clock; `real` is what passes outside. */
function device() {
  const time = { real: 0, wall: start, monotonic: 0 }
  const clock = { wall: () => instant(time.wall), monotonic: () => time.monotonic }
  const start0 = (): TrustedClock => createTrustedClock(clock)
  return {
    time,
    start: start0,
    passes: (by: number) => {
      time.real += by
      time.wall += by
      time.monotonic += by
    },
    sleeps: (by: number) => {
      time.real += by
      time.wall += by
    },
    turns: (by: number) => {
      time.wall += by
    },
  }
}

describe('trusted time', () => {
  it('goes on with the monotonic clock while the wall clock is set back two days (TM-02)', () => {
    const { passes, turns, start: boot } = device()
    const clock = boot()
    passes(hour)
    expect(clock.now()).toBe(start + hour)
    turns(-2 * day)
    expect(clock.isTrusted()).toBe(false)
    passes(hour)
    expect(clock.now()).toBe(start + 2 * hour)
    expect(clock.isTrusted()).toBe(false)
  })

  it('follows the wall clock through a sleep in which the monotonic clock stood still', () => {
    const { sleeps, start: boot } = device()
    const clock = boot()
    sleeps(day)
    expect(clock.now()).toBe(start + day)
    expect(clock.isTrusted()).toBe(true)
  })

  it('takes a correction by seconds for what it is', () => {
    const { passes, turns, start: boot } = device()
    const clock = boot()
    passes(hour)
    turns(-60_000)
    expect(clock.isTrusted()).toBe(true)
    expect(clock.now()).toBe(start + hour)
  })

  it('knows after a restart what the record has seen (TM-03)', () => {
    const { passes, turns, start: boot } = device()
    const first = boot()
    passes(day)
    const mark = first.now()
    turns(-2 * day)
    const second = boot()
    expect(second.isTrusted()).toBe(true)
    second.adopt(mark)
    expect(second.isTrusted()).toBe(false)
    expect(second.now()).toBe(start + day)
  })

  it('trusts a wall clock that has been set right again', () => {
    const { turns, start: boot } = device()
    const clock = boot()
    turns(-2 * day)
    expect(clock.isTrusted()).toBe(false)
    turns(2 * day)
    expect(clock.isTrusted()).toBe(true)
  })

  it('is not locked out for ever by a clock that was once set forward: a server answer ends it (TM-05)', () => {
    const { turns, start: boot } = device()
    const clock = boot()
    turns(400 * day)
    expect(clock.now()).toBe(start + 400 * day)
    turns(-400 * day)
    expect(clock.isTrusted()).toBe(false)
    clock.reset()
    expect([clock.isTrusted(), clock.now()]).toEqual([true, start])
  })

  it.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])(
    'never trusts or follows a wall clock of %s (TM-07)',
    (odd) => {
      const { time, passes, start: boot } = device()
      const clock = boot()
      passes(hour)
      expect(clock.now()).toBe(start + hour)
      time.wall = odd
      expect(clock.now()).toBe(start + hour)
      expect(clock.isTrusted()).toBe(false)
    },
  )

  it('takes over only a mark that is later, and a moment', () => {
    const { passes, start: boot } = device()
    const clock = boot()
    passes(hour)
    for (const mark of [start, Number.NaN, Number.POSITIVE_INFINITY]) clock.adopt(instant(mark))
    expect(clock.now()).toBe(start + hour)
    clock.adopt(instant(start + 2 * hour))
    expect(clock.now()).toBe(start + 2 * hour)
  })

  it('is trusted to the last millisecond of two minutes', () => {
    const { turns, start: boot } = device()
    const clock = boot()
    turns(-120_000)
    expect(clock.isTrusted()).toBe(true)
    turns(-1)
    expect(clock.isTrusted()).toBe(false)
  })

  it('goes by the wall clock alone where the monotonic one says no number', () => {
    const { time, passes, start: boot } = device()
    time.monotonic = Number.NaN
    const clock = boot()
    time.wall += hour
    expect(clock.now()).toBe(start + hour)
    time.monotonic = 5
    expect(clock.now()).toBe(start + hour + 5)
    time.monotonic = Number.NaN
    expect(clock.now()).toBe(start + hour + 5)
    time.monotonic = 5
    passes(hour)
    expect(clock.now()).toBe(start + 2 * hour + 5)
  })

  it('is damaged by a lost record until the server has answered', () => {
    const clock = device().start()
    clock.distrust()
    expect(clock.isTrusted()).toBe(false)
    clock.reset()
    expect(clock.isTrusted()).toBe(true)
  })

  it('starts untrusted on a device whose clock says no number', () => {
    const { time, start: boot } = device()
    time.wall = Number.NaN
    expect(boot().isTrusted()).toBe(false)
  })

  it('never falls and never lags behind the time awake, whatever is done to the wall clock (TM-04)', () => {
    const steps = fc.array(
      fc.oneof(
        fc.record({ does: fc.constantFrom('passes' as const, 'sleeps' as const), by: fc.nat({ max: 3 * day }) }),
        fc.record({ does: fc.constant('turns' as const), by: fc.integer({ min: -9 * day, max: 9 * day }) }),
        fc.record({ does: fc.constant('restarts' as const), by: fc.constant(0) }),
      ),
      { maxLength: 12 },
    )
    fc.assert(
      fc.property(steps, (schedule) => {
        const { time, start: boot, ...does } = device()
        let clock = boot()
        let awake = 0
        let last = clock.now()
        for (const step of schedule) {
          if (step.does === 'restarts') {
            time.monotonic = 0
            clock = boot()
            clock.adopt(last)
          } else {
            does[step.does](step.by)
            if (step.does === 'passes') awake += step.by
          }
          const now = clock.now()
          expect(now).toBeGreaterThanOrEqual(last)
          expect(now).toBeGreaterThanOrEqual(start + awake)
          expect(clock.isTrusted()).toBe(time.wall >= now - 120_000)
          last = now
        }
      }),
      { numRuns: 3_000 },
    )
  })
})
