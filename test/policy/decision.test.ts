import { describe, expect, it } from 'vitest'
import { instant } from '../../machines/time.ts'
import { changeOf, isSameDecision, type Allowed, type Denied } from '../../src/policy/decision.ts'

const allowed: Allowed = { allowed: true, via: 'offline', willQueue: false, until: instant(5) }
const denied: Denied = {
  allowed: false,
  reason: 'step_up_required',
  remedy: 'step_up',
  retryAt: instant(7),
  changesAt: instant(9),
  readOnly: false,
}

describe('two answers', () => {
  it('are the same when they say the same', () => {
    expect(isSameDecision(allowed, { ...allowed })).toBe(true)
    expect(isSameDecision(denied, { ...denied })).toBe(true)
  })

  it.each([{ via: 'online' }, { willQueue: true }, { until: null }] as const satisfies readonly Partial<Allowed>[])(
    'are not when an allowance differs in %o',
    (other) => {
      expect(isSameDecision(allowed, { ...allowed, ...other })).toBe(false)
    },
  )

  it.each([
    { reason: 'locked' },
    { remedy: 'none' },
    { retryAt: null },
    { changesAt: null },
    { readOnly: true },
  ] as const satisfies readonly Partial<Denied>[])('are not when a denial differs in %o', (other) => {
    expect(isSameDecision(denied, { ...denied, ...other })).toBe(false)
  })

  it('are not when one allows and the other denies, whatever else they share', () => {
    expect(isSameDecision(allowed, denied)).toBe(false)
    expect(isSameDecision(denied, allowed)).toBe(false)
    expect(isSameDecision({ ...allowed, ...denied, allowed: true }, { ...allowed, ...denied })).toBe(false)
    expect(isSameDecision({ ...allowed, ...denied }, { ...denied, ...allowed, allowed: true })).toBe(false)
  })
})

describe('the moment to ask again', () => {
  it('is when an allowance ends, or a denial gets another reason', () => {
    expect(changeOf(allowed)).toBe(5)
    expect(changeOf(denied)).toBe(9)
  })
})
