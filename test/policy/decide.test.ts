import { describe, expect, expectTypeOf, it } from 'vitest'
import { instant } from '../../machines/time.ts'
import { defineCapabilities } from '../../src/policy/define-capabilities.ts'
import type { PolicyFacts } from '../../src/policy/facts.ts'

const hour = 3_600_000
const day = 24 * hour
const contact = 1_767_225_600_000

/** The field service of the demo: what may be seen, noted and completed how far from the server. */
const policy = defineCapabilities({
  'order.view': { offlineFor: '7d' },
  'note.create': { offlineFor: '48h', stepUpEvery: '12h', queue: true },
  'order.complete': { offlineFor: false, freshWithin: '5m' },
})

const online: PolicyFacts = {
  status: 'ACTIVE',
  isOnline: true,
  isShut: false,
  worksOffline: true,
  now: instant(contact),
  isClockTrusted: true,
  lastServerContactAt: instant(contact),
  offlineUntil: instant(contact + 30 * day),
  nextAttemptAt: null,
  permissions: { roles: ['technician'], scopes: ['orders'], at: instant(contact) },
  grants: [],
}

const offlineAfter = (span: number, more: Partial<PolicyFacts> = {}): PolicyFacts => ({
  ...online,
  status: 'OFFLINE_STALE',
  isOnline: false,
  now: instant(contact + span),
  ...more,
})

const grant = (until: number, proof: 'key' | 'word' = 'key', capability = 'note.create') => ({
  capabilities: [capability],
  until: instant(contact + until),
  proof,
})

describe('the three tiers of a field service', () => {
  it('shows orders for seven days without the server, to the millisecond', () => {
    expect(policy.decide('order.view', offlineAfter(7 * day - 1))).toEqual({
      allowed: true,
      via: 'offline',
      willQueue: false,
      until: contact + 7 * day,
    })
    expect(policy.decide('order.view', offlineAfter(7 * day))).toMatchObject({
      allowed: false,
      reason: 'grace_expired',
      remedy: 'reconnect',
    })
  })

  it('takes notes for 48 hours while presence was proven in the last twelve, and queues them', () => {
    expect(policy.decide('note.create', offlineAfter(hour))).toEqual({
      allowed: false,
      reason: 'step_up_required',
      remedy: 'step_up',
      retryAt: null,
      changesAt: contact + 48 * hour,
      readOnly: false,
    })
    expect(policy.decide('note.create', offlineAfter(hour, { grants: [grant(13 * hour)] }))).toEqual({
      allowed: true,
      via: 'offline',
      willQueue: true,
      until: contact + 13 * hour,
    })
    const late = offlineAfter(47 * hour, { grants: [grant(58 * hour)] })
    expect(policy.decide('note.create', late)).toMatchObject({ allowed: true, until: contact + 48 * hour })
    const tooLate = offlineAfter(48 * hour, { grants: [grant(58 * hour)] })
    expect(policy.decide('note.create', tooLate)).toMatchObject({ allowed: false, reason: 'grace_expired' })
  })

  it('completes orders with the server at hand, or within five minutes of it', () => {
    expect(policy.decide('order.complete', { ...online, now: instant(contact + day) })).toMatchObject({
      allowed: true,
      via: 'online',
      until: null,
    })
    expect(policy.decide('order.complete', offlineAfter(300_000 - 1))).toMatchObject({ allowed: true, via: 'offline' })
    const gone = offlineAfter(300_000, { nextAttemptAt: instant(contact + 330_000) })
    expect(policy.decide('order.complete', gone)).toMatchObject({
      allowed: false,
      reason: 'online_required',
      remedy: 'reconnect',
      retryAt: contact + 330_000,
    })
  })

  it('asks for presence online too, for as long as the rule says', () => {
    expect(policy.decide('note.create', online)).toMatchObject({ reason: 'step_up_required', changesAt: null })
    expect(policy.decide('note.create', { ...online, grants: [grant(hour)] })).toEqual({
      allowed: true,
      via: 'online',
      willQueue: false,
      until: contact + hour,
    })
  })
})

describe('a denial', () => {
  it.each([
    ['signed_out', 'sign_in', { status: 'SIGNED_OUT' }],
    ['locked', 'ask_admin', { status: 'LOCKED' }],
    ['reauth_required', 'sign_in', { status: 'REAUTH_REQUIRED' }],
    ['restoring', 'wait', { status: 'RESTORING' }],
    ['step_up_required', 'step_up', { isShut: true }],
    ['step_up_required', 'step_up', { status: 'RESTORING', isShut: true }],
    ['never_authenticated', 'reconnect', { lastServerContactAt: null }],
    ['clock_untrusted', 'reconnect', { isClockTrusted: false }],
    ['clock_untrusted', 'reconnect', { lastServerContactAt: instant(contact + 2 * day) }],
    ['online_required', 'reconnect', { worksOffline: false }],
    ['grace_expired', 'reconnect', { offlineUntil: instant(contact + 1) }],
  ] as const)('says %s and offers %s', (reason, remedy, more) => {
    expect(policy.decide('order.view', offlineAfter(hour, more))).toMatchObject({ allowed: false, reason, remedy })
  })

  it('meets a capability that nobody defined, also one that every object has (OP-01)', () => {
    for (const name of ['order.delete', 'constructor', '__proto__', 'toString', '']) {
      expect(policy.decide(name, online)).toMatchObject({ reason: 'unknown_capability', remedy: 'none' })
    }
  })

  it('leaves what was loaded readable after expiry where the rule says so', () => {
    const lenient = defineCapabilities({ edit: { offlineFor: '1h', readOnlyAfterExpiry: true } })
    expect(lenient.decide('edit', offlineAfter(hour))).toMatchObject({ allowed: false, readOnly: true })
    expect(lenient.decide('edit', offlineAfter(hour, { status: 'LOCKED' }))).toMatchObject({ readOnly: false })
    expect(policy.decide('order.view', offlineAfter(7 * day))).toMatchObject({ readOnly: false })
  })
})

describe('the moment of the next attempt', () => {
  const soon = { nextAttemptAt: instant(contact + 9 * hour) }
  it('is named where only the server can change the answer, and nowhere else', () => {
    const retryAt = (name: string, facts: PolicyFacts) => {
      const decision = policy.decide(name, facts)
      return decision.allowed ? 'allowed' : decision.retryAt
    }
    expect(retryAt('order.complete', offlineAfter(hour, soon))).toBe(soon.nextAttemptAt)
    expect(retryAt('note.create', offlineAfter(hour, soon))).toBeNull()
    expect(retryAt('order.complete', offlineAfter(hour, { nextAttemptAt: instant(Number.NaN) }))).toBeNull()
    expect(policy.decide('order.view', offlineAfter(hour, soon))).not.toHaveProperty('retryAt')
  })
})

describe('with the server at hand', () => {
  it('nothing waits in the queue, and a proof ends at its exact moment', () => {
    const rules = defineCapabilities({
      both: { offlineFor: '1d', queue: true },
      proven: { offlineFor: '1d', queue: true, stepUpEvery: '1h' },
      help: { public: true },
    })
    const proven = { ...online, grants: [grant(hour, 'key', 'proven')] }
    for (const name of rules.names)
      expect(rules.decide(name, proven)).toMatchObject({ willQueue: false, via: 'online' })
    expect(rules.decide('help', offlineAfter(hour))).toMatchObject({ willQueue: false, via: 'offline' })
    expect(rules.decide('proven', { ...proven, now: instant(contact + hour - 1) }).allowed).toBe(true)
    expect(rules.decide('proven', { ...proven, now: instant(contact + hour) }).allowed).toBe(false)
  })

  it('a quiet renewal counts, a recovery does not', () => {
    const refreshing = { ...online, status: 'REFRESHING', now: instant(contact + hour) } as const
    expect(policy.decide('order.complete', refreshing)).toMatchObject({ allowed: true, via: 'online' })
    expect(policy.decide('order.complete', { ...refreshing, isOnline: false })).toMatchObject({ allowed: false })
    expect(policy.decide('order.view', { ...refreshing, isOnline: false })).toMatchObject({ via: 'offline' })
  })

  it('the longest of several proofs counts', () => {
    const grants = [grant(hour), grant(3 * hour), grant(2 * hour)]
    expect(policy.decide('note.create', { ...online, grants })).toMatchObject({ until: contact + 3 * hour })
  })
})

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
