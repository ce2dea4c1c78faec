import { describe, expect, expectTypeOf, it } from 'vitest'
import { defineCapabilities } from '../../src/policy/define-capabilities.ts'
import { contact, day, grant, hour, offlineAfter, online, policy } from './field-service.ts'

describe('a rule', () => {
  it('that says both how long and how fresh means the shorter of the two', () => {
    const both = defineCapabilities({
      a: { offlineFor: '1h', freshWithin: '5m' },
      b: { offlineFor: '5m', freshWithin: '1h' },
      c: { offlineFor: { max: '1m', absolute: '1h' }, freshWithin: '5m' },
    })
    expect(both.decide('a', offlineAfter(0))).toMatchObject({ until: contact + 300_000 })
    expect(both.decide('b', offlineAfter(0))).toMatchObject({ until: contact + 300_000 })
    expect(both.decide('c', offlineAfter(0))).toMatchObject({ until: contact + 60_000 })
    const proven = { grants: [grant(hour, 'key', 'c')] }
    expect(both.decide('c', offlineAfter(0, proven))).toMatchObject({ until: contact + 300_000 })
  })

  it('that asks for rights denies without a snapshot, whatever its question would say', () => {
    const rules = defineCapabilities({ any: { offlineFor: '1d', permission: () => true } })
    for (const permissions of [null, undefined, 'all'] as never[])
      expect(rules.decide('any', { ...online, permissions })).toMatchObject({ reason: 'not_permitted' })
  })

  it('of two limits lets a step-up stretch the first and nothing stretch the second (OP-04)', () => {
    const two = defineCapabilities({ 'note.create': { offlineFor: { max: '1h', absolute: '2h' } } })
    const proven = { grants: [grant(9 * hour)] }
    expect(two.decide('note.create', offlineAfter(0))).toMatchObject({ allowed: true, until: contact + hour })
    expect(two.decide('note.create', offlineAfter(hour))).toMatchObject({ reason: 'step_up_required' })
    expect(two.decide('note.create', offlineAfter(hour, proven))).toMatchObject({ until: contact + 2 * hour })
    expect(two.decide('note.create', offlineAfter(2 * hour, proven))).toMatchObject({ reason: 'grace_expired' })
  })

  it('takes a bare yes for the lowest sensitivity only (SU-04)', () => {
    const rules = defineCapabilities({
      low: { offlineFor: '1d', stepUpEvery: '1h', sensitivity: 'low' },
      normal: { offlineFor: '1d', stepUpEvery: '1h' },
    })
    for (const [name, allowed] of [
      ['low', true],
      ['normal', false],
    ] as const) {
      expect(rules.decide(name, { ...online, grants: [grant(hour, 'word', name)] }).allowed).toBe(allowed)
      expect(rules.decide(name, { ...online, grants: [grant(hour, 'key', name)] }).allowed).toBe(true)
    }
  })

  it('asks the permission snapshot, and denies when there is none or the question throws (OP-01)', () => {
    const rules = defineCapabilities({
      own: { offlineFor: '1d', permission: ({ scopes }) => scopes.includes('orders') },
      other: { offlineFor: '1d', permission: ({ roles }) => roles.includes('dispatcher') },
      odd: { offlineFor: '1d', permission: () => 'yes' as unknown as boolean },
      bad: {
        offlineFor: '1d',
        permission: () => {
          throw new Error('of the app')
        },
      },
    })
    expect(rules.decide('own', online).allowed).toBe(true)
    expect(rules.decide('own', { ...online, permissions: null })).toMatchObject({ reason: 'not_permitted' })
    for (const name of ['other', 'odd', 'bad'])
      expect(rules.decide(name, online)).toMatchObject({ reason: 'not_permitted', remedy: 'ask_admin' })
  })

  it('that is public holds in every state, and says nothing else', () => {
    const rules = defineCapabilities({ help: { public: true } })
    for (const status of ['SIGNED_OUT', 'LOCKED', 'RESTORING', 'REAUTH_REQUIRED', 'OFFLINE_STALE'] as const)
      expect(rules.decide('help', { ...online, status, isOnline: false })).toMatchObject({ allowed: true, until: null })
    expect(() => defineCapabilities({ help: { public: true, offlineFor: '1d' } as never })).toThrow(
      'an option is not valid',
    )
  })

  it('survives a needed sign-in only when it says so, and only as long as its span (OP-05)', () => {
    const rules = defineCapabilities({ read: { offlineFor: '1d', survivesReauth: true } })
    expect(rules.decide('read', offlineAfter(hour, { status: 'REAUTH_REQUIRED' }))).toMatchObject({ via: 'offline' })
    expect(rules.decide('read', offlineAfter(day, { status: 'REAUTH_REQUIRED' }))).toMatchObject({ allowed: false })
  })

  it.each([
    ['a.offlineFor', {}],
    ['a.offlineFor', { offlineFor: null }],
    ['a.offlineFor', { offlineFor: 'soon' }],
    ['a.offlineFor.absolute', { offlineFor: { max: '2d', absolute: '1d' } }],
    ['a.freshWithin', { offlineFor: false, freshWithin: '-5m' }],
    ['a.stepUpEvery', { offlineFor: '1d', stepUpEvery: Number.NaN }],
    ['a.sensitivity', { offlineFor: '1d', sensitivity: 'extreme' }],
    ['a.permission', { offlineFor: '1d', permission: true }],
    ['a.queue', { offlineFor: '1d', queue: 'yes' }],
    ['a.offlinefor', { offlineFor: '1d', offlinefor: '2d' }],
    ['a', null],
    ['a', 'always'],
    ['a.offlineFor.absolute', { offlineFor: { max: '2d', absolute: 'soon' } }],
  ])('that cannot be meant is refused by name: %s', (option, rule) => {
    expect(() => defineCapabilities({ a: rule as never })).toThrow(
      expect.objectContaining({ option, expected: expect.stringMatching(/\w{3}/) as string }),
    )
  })

  it('may say that it is not public', () => {
    expect(defineCapabilities({ a: { public: false, offlineFor: '1d' } }).ruleOf('a')).toMatchObject({ public: false })
  })

  it.each([null, undefined, 'rules', 7])('is not found in %s', (rules) => {
    expect(() => defineCapabilities(rules as never)).toThrow(
      expect.objectContaining({ option: 'capabilities', expected: 'an object of rules' }),
    )
  })

  it('gives its name to the types', () => {
    expectTypeOf(policy.names).toEqualTypeOf<readonly ('order.view' | 'note.create' | 'order.complete')[]>()
    expect(policy.names).toEqual(['order.view', 'note.create', 'order.complete'])
  })
})
