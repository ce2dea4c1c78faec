import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { instant } from '../../machines/time.ts'
import { defineCapabilities } from '../../src/policy/define-capabilities.ts'
import { denialReasons, isSameDecision, type Decision } from '../../src/policy/decision.ts'
import type { PolicyFacts } from '../../src/policy/facts.ts'
import type { CapabilityRule, GuardedRule } from '../../src/policy/rule.ts'
import { facts, grant, guardedRule, moment, name, offlineFacts, rule, span } from './generated.ts'

/** Together over 100,000 generated cases; fewer where the whole suite is run for every mutant. */
const numRuns = Number(process.env['PROPERTY_RUNS'] ?? 9_000)

const answer = (given: CapabilityRule, seen: PolicyFacts): Decision =>
  defineCapabilities({ [name]: given }).decide(name, seen)

const at = (seen: PolicyFacts, now: number): PolicyFacts => ({ ...seen, now: instant(now) })

/** How often a property's premise was true: one that never is proves nothing. */
let witnessed = 0

function unless(premiseFails: boolean): boolean {
  if (!premiseFails) witnessed += 1
  return premiseFails
}

function checkForAll<Values extends [unknown, ...unknown[]]>(
  property: fc.IPropertyWithHooks<Values>,
  leastWitnessed = 0,
): void {
  witnessed = 0
  fc.assert(property, { numRuns })
  expect(witnessed / numRuns).toBeGreaterThanOrEqual(leastWitnessed)
}

describe('a decision, over all rules and facts', () => {
  it('is never widened by more time offline (OP-03)', () => {
    checkForAll(
      fc.property(guardedRule, offlineFacts, span, (given, seen, later) => {
        if (unless(answer(given, seen).allowed)) return
        expect(answer(given, at(seen, seen.now + later)).allowed).toBe(false)
      }),
      0.02,
    )
  })

  it('denies whatever is missing, not a number or of another kind (OP-01)', () => {
    const spoilt = fc.constantFrom(
      undefined,
      Number.NaN,
      Number.POSITIVE_INFINITY,
      'soon',
      {},
      [],
      [null],
      Symbol('odd'),
    )
    // What an allowance rests on: without the server everything, with it what a rule asks for.
    const bases = [
      'status',
      'isShut',
      'worksOffline',
      'now',
      'isClockTrusted',
      'lastServerContactAt',
      'offlineUntil',
    ] as const
    checkForAll(
      fc.property(guardedRule, offlineFacts, fc.constantFrom(...bases), spoilt, (given, seen, key, value) => {
        expect(answer(given, { ...seen, [key]: value }).allowed).toBe(false)
      }),
    )
  })

  it('never throws and keeps to the closed set of reasons, whatever it is given (OP-01)', () => {
    const anything = fc.anything({ withNullPrototype: true })
    const keys = fc.constantFrom(...(Object.keys(fc.sample(facts, 1)[0] ?? {}) as (keyof PolicyFacts)[]))
    checkForAll(
      fc.property(rule, facts, keys, anything, (given, seen, key, value) => {
        const decision = answer(given, { ...seen, [key]: value })
        expect([undefined, ...denialReasons]).toContain(decision.allowed ? undefined : decision.reason)
      }),
    )
  })

  it('holds exactly until the moment it names (OP-09)', () => {
    checkForAll(
      fc.property(guardedRule, facts, fc.double({ min: 0, max: 1, noNaN: true }), (given, seen, part) => {
        const first = answer(given, seen)
        if (!first.allowed) return
        witnessed += 1
        const last = first.until === null ? seen.now + 1e12 : first.until - 1
        const between = at(seen, seen.now + Math.floor((last - seen.now) * part))
        expect(isSameDecision(answer(given, between), first)).toBe(true)
        if (first.until === null) return
        expect(first.until).toBeGreaterThan(seen.now)
        expect(answer(given, at(seen, first.until)).allowed).toBe(false)
      }),
      0.02,
    )
  })

  it('denies for the same reason exactly until the moment it names (OP-09)', () => {
    checkForAll(
      fc.property(guardedRule, offlineFacts, span, (given, seen, later) => {
        const first = answer(given, seen)
        if (first.allowed) return
        witnessed += 1
        const then = answer(given, at(seen, seen.now + later))
        const isSame = first.changesAt === null || seen.now + later < first.changesAt
        expect(isSameDecision(first, then)).toBe(isSame)
      }),
      0.02,
    )
  })

  it('is the same for the same input (OP-02)', () => {
    checkForAll(
      fc.property(rule, facts, (given, seen) => {
        expect(isSameDecision(answer(given, seen), answer(given, structuredClone(seen)))).toBe(true)
      }),
    )
  })

  it('is never stretched past the absolute limit or the end of the session by a step-up (OP-04)', () => {
    checkForAll(
      fc.property(guardedRule, offlineFacts, fc.array(grant, { minLength: 1, maxLength: 3 }), (given, seen, grants) => {
        const decision = answer(given, { ...seen, grants })
        if (!decision.allowed) return
        witnessed += 1
        const { offlineFor: tier, freshWithin } = given
        const absolute = typeof tier === 'object' ? Number(tier.absolute) : tier === false ? Infinity : Number(tier)
        const end = Number(seen.lastServerContactAt) + Math.min(absolute, Number(freshWithin ?? Infinity))
        expect(decision.until).toBeLessThanOrEqual(Math.min(end, seen.offlineUntil ?? Infinity))
      }),
      0.02,
    )
  })

  it('is public or denied while nobody is signed in, the account is locked or the session is being opened (OP-05)', () => {
    const shut = fc.constantFrom('SIGNED_OUT' as const, 'LOCKED' as const, 'RESTORING' as const)
    checkForAll(
      fc.property(rule, facts, shut, (given, seen, status) => {
        expect(answer(given, { ...seen, status }).allowed).toBe(given.public === true)
      }),
    )
  })

  it('survives a needed sign-in only where the rule says so (OP-05)', () => {
    checkForAll(
      fc.property(guardedRule, facts, (given, seen) => {
        const decision = answer(given, { ...seen, status: 'REAUTH_REQUIRED' })
        if (unless(!decision.allowed)) return
        expect([given.survivesReauth, decision.allowed && decision.via]).toEqual([true, 'offline'])
      }),
      0.02,
    )
  })

  it('is never widened by a further condition', () => {
    const conditions: fc.Arbitrary<Partial<GuardedRule>> = fc.oneof(
      span.map((stepUpEvery) => ({ stepUpEvery })),
      fc.constant({ permission: () => false }),
      fc.constant({ sensitivity: 'high' as const }),
      fc.constant({ survivesReauth: false }),
      fc.constant({ offlineFor: false as const, freshWithin: 0 }),
    )
    checkForAll(
      fc.property(guardedRule, facts, conditions, (given, seen, more) => {
        if (unless(answer(given, seen).allowed)) return
        expect(answer({ ...given, ...more }, seen).allowed).toBe(false)
      }),
      0.02,
    )
  })

  it('does not depend on other rules', () => {
    checkForAll(
      fc.property(rule, rule, facts, (given, other, seen) => {
        const both = defineCapabilities({ [name]: given, another: other }).decide(name, seen)
        expect(isSameDecision(both, answer(given, seen))).toBe(true)
      }),
    )
  })

  it('is never widened by a clock that is no longer trusted, nor by a later now (TM-04)', () => {
    checkForAll(
      fc.property(guardedRule, facts, moment, (given, seen, now) => {
        const tampered = { ...at(seen, Math.max(now, seen.now)), isClockTrusted: false }
        if (unless(answer(given, seen).allowed)) return
        expect(answer(given, tampered).allowed).toBe(false)
      }),
      0.02,
    )
  })
})
