import { describe, expect, it } from 'vitest'
import { instant } from '../../machines/time.ts'
import { medianOffset, noOffset, withSample } from '../../src/time/server-offset.ts'

const at = 1_767_225_600_000
const sample = (offset: number, trip = 100) => ({
  server: instant(at + trip / 2 + offset),
  sentAt: instant(at),
  receivedAt: instant(at + trip),
})
const after = (...offsets: readonly number[]) =>
  offsets.reduce((known, offset) => withSample(known, sample(offset)), noOffset)

describe('the offset to the server (TM-06)', () => {
  it('is nothing while nothing is known', () => {
    expect(medianOffset(noOffset)).toBe(0)
  })

  it('is the median, which one odd answer does not move', () => {
    expect(medianOffset(after(1_000, 1_200, 60_000))).toBe(1_200)
    expect(medianOffset(after(1_000, 1_200))).toBe(1_100)
    expect(medianOffset(after(1_000, 200_000, 100_000))).toBe(100_000)
    expect(medianOffset(after(200_000, 1_000, 100_000, 90_000, 2_000))).toBe(90_000)
    expect(medianOffset(after(-86_400_000))).toBe(-86_400_000)
  })

  it('rests on the last five answers', () => {
    expect(medianOffset(after(9_000, 9_000, 9_000, 1_000, 1_000, 1_000, 1_000, 1_000))).toBe(1_000)
  })

  it('learns nothing from an answer that took longer than ten seconds, or that ended before it began', () => {
    expect(withSample(noOffset, sample(1_000, 10_001))).toBe(noOffset)
    expect(withSample(noOffset, sample(1_000, -1))).toBe(noOffset)
    expect(withSample(noOffset, sample(Number.NaN))).toBe(noOffset)
    expect(medianOffset(withSample(noOffset, sample(1_000, 10_000)))).toBe(1_000)
  })

  it('takes a change of five minutes to the millisecond for drift', () => {
    expect(medianOffset(after(0, 300_000))).toBe(150_000)
    expect(medianOffset(after(0, -300_000))).toBe(-150_000)
    expect(medianOffset(after(0, 300_001))).toBe(0)
    expect(medianOffset(after(0, -300_001))).toBe(0)
  })

  it('believes two jumps only where they agree to five minutes', () => {
    expect(medianOffset(after(0, 900_000, 1_200_000))).toBe(1_050_000)
    expect(medianOffset(after(0, 900_000, 1_200_001))).toBe(0)
    expect(medianOffset(after(0, 900_000, 1_800_000, 1_800_000))).toBe(1_800_000)
  })

  it('believes a jump of more than five minutes once a second answer says the same', () => {
    const known = after(1_000, 1_000, 1_000)
    const once = withSample(known, sample(900_000))
    expect(medianOffset(once)).toBe(1_000)
    expect(medianOffset(withSample(once, sample(900_200)))).toBe(900_100)
    expect(medianOffset(withSample(once, sample(1_000)))).toBe(1_000)
    expect(medianOffset(withSample(withSample(once, sample(1_000)), sample(900_000)))).toBe(1_000)
  })
})
