import { describe, expect, it } from 'vitest'
import { duration, instant } from '../../machines/time.ts'
import { narrowRule, type KeptRule } from '../../src/policy/narrow-rule.ts'
import type { CheckedRule } from '../../src/policy/rule.ts'

type Guarded = Extract<CheckedRule, { readonly public: false }>
type Kept = Extract<KeptRule, { readonly public: false }>

const offline = (max: number, absolute = max): Guarded['offline'] => ({
  max: duration(max),
  absolute: duration(absolute),
})

const wide = {
  public: false,
  offline: offline(4, 8),
  isOnlineTier: false,
  stepUpEvery: null,
  queue: true,
  survivesReauth: true,
  readOnlyAfterExpiry: true,
  sensitivity: 'low',
} as const

const now = (given: Partial<Guarded> = {}): Guarded => ({ ...wide, permission: null, ...given })
const before = (given: Partial<Kept> = {}): Kept => ({ ...wide, permission: false, ...given })
const open = { public: true } as const

const both = (rule: CheckedRule, kept: KeptRule | null): Guarded => {
  const narrow = narrowRule(rule, kept)
  if (narrow.public) throw new Error('It is open to everyone')
  return narrow
}

describe('a rule of a new build, until the server has answered (OP-06)', () => {
  it('is as it stands where the server last saw the same', () => {
    expect(both(now(), before())).toEqual(now())
  })

  it('that nobody had before needs the server', () => {
    expect(both(now(), null)).toEqual(now({ offline: null, isOnlineTier: true }))
  })

  it('that is open now and that nobody had before is done at the server only', () => {
    expect(both(open, null)).toEqual({
      public: false,
      offline: null,
      isOnlineTier: true,
      stepUpEvery: null,
      queue: false,
      survivesReauth: false,
      readOnlyAfterExpiry: false,
      sensitivity: 'high',
      permission: null,
    })
  })

  it('that was open before holds as it is now', () => {
    expect(both(now({ sensitivity: 'high' }), open)).toEqual(now({ sensitivity: 'high' }))
    expect(narrowRule(open, open)).toEqual(open)
  })

  it('that is open now keeps what it asked for, and queues nothing', () => {
    expect(both(open, before({ stepUpEvery: duration(3) }))).toEqual(now({ stepUpEvery: duration(3), queue: false }))
  })

  it.each([
    [offline(4, 8), offline(3, 9), offline(3, 8)],
    [offline(2, 9), offline(3, 5), offline(2, 5)],
    [null, offline(3, 9), null],
    [offline(3, 9), null, null],
  ])('allows the shorter of two spans without the server: %j and %j', (one, other, expected) => {
    expect(both(now({ offline: one }), before({ offline: other })).offline).toEqual(expected)
  })

  it.each([
    [3, 5, 3],
    [5, 3, 3],
    [null, 5, 5],
    [3, null, 3],
    [null, null, null],
  ])('asks for presence as often as either asks: %j and %j', (one, other, expected) => {
    const span = (given: number | null): Guarded['stepUpEvery'] => (given === null ? null : duration(given))
    expect(both(now({ stepUpEvery: span(one) }), before({ stepUpEvery: span(other) })).stepUpEvery).toBe(expected)
  })

  it.each(['queue', 'survivesReauth', 'readOnlyAfterExpiry'] as const)('grants %s only where both do', (what) => {
    expect(both(now({ [what]: false }), before())[what]).toBe(false)
    expect(both(now(), before({ [what]: false }))[what]).toBe(false)
    expect(both(now(), before())[what]).toBe(true)
  })

  it('belongs to the server where either does', () => {
    expect(both(now({ isOnlineTier: true }), before()).isOnlineTier).toBe(true)
    expect(both(now(), before({ isOnlineTier: true })).isOnlineTier).toBe(true)
    expect(both(now(), before()).isOnlineTier).toBe(false)
  })

  it.each([
    ['low', 'normal', 'normal'],
    ['high', 'normal', 'high'],
    ['normal', 'low', 'normal'],
    ['low', 'high', 'high'],
    ['normal', 'normal', 'normal'],
  ] as const)('is as sensitive as the stricter of %s and %s', (one, other, expected) => {
    expect(both(now({ sensitivity: one }), before({ sensitivity: other })).sensitivity).toBe(expected)
  })

  it('asks the condition of today; one that is gone can’t be asked, so it denies', () => {
    const member = (): boolean => true
    const anyone = { roles: [], scopes: [], at: instant(0) }
    expect(both(now({ permission: member }), before()).permission).toBe(member)
    expect(both(now({ permission: member }), before({ permission: true })).permission).toBe(member)
    expect(both(now(), before()).permission).toBeNull()
    expect(both(open, before()).permission).toBeNull()
    for (const rule of [now(), open]) {
      const gone = both(rule, before({ permission: true })).permission
      expect(gone?.(anyone)).toBe(false)
    }
  })
})
