import { describe, expect, it } from 'vitest'
import { instant } from '../../machines/time.ts'
import { defineCapabilities } from '../../src/policy/define-capabilities.ts'
import type { PolicyFacts } from '../../src/policy/facts.ts'
import { contact, day, grant, hour, offlineAfter, online, policy } from './field-service.ts'

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
