import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decide } from '../../src/policy/decide.ts'
import { defineCapabilities } from '../../src/policy/define-capabilities.ts'
import { narrowRule, type KeptRule } from '../../src/policy/narrow-rule.ts'
import type { CapabilityRule, CheckedRule } from '../../src/policy/rule.ts'
import { facts, name, rule } from './generated.ts'

describe('a narrowed rule', () => {
  const checked = (given: CapabilityRule): CheckedRule => {
    const found = defineCapabilities({ [name]: given }).ruleOf(name)
    if (found === null) throw new Error('A rule that was defined is missing')
    return found
  }
  const keptOf = (found: CheckedRule): KeptRule =>
    found.public ? found : { ...found, permission: found.permission !== null }

  it('allows only what both rules allow, for no longer than either (OP-06)', () => {
    let allowances = 0
    fc.assert(
      fc.property(rule, rule, facts, (now, before, seen) => {
        const narrow = decide(name, narrowRule(checked(now), keptOf(checked(before))), seen)
        if (!narrow.allowed) return
        allowances += 1
        const until = narrow.until ?? Number.POSITIVE_INFINITY
        for (const one of [checked(now), checked(before)]) {
          // Of a permission from before only its being there is known; where both have one, the new one decides.
          const free: CheckedRule = one.public ? one : { ...one, permission: null }
          const alone = decide(name, free, seen)
          expect(alone.allowed).toBe(true)
          expect(alone.allowed && until <= (alone.until ?? Number.POSITIVE_INFINITY)).toBe(true)
          expect(alone.allowed && narrow.willQueue && !alone.willQueue && !one.public).toBe(false)
        }
      }),
      { numRuns: Number(process.env['PROPERTY_RUNS'] ?? 9_000) },
    )
    expect(allowances).toBeGreaterThan(0)
  })

  it('of two equal rules is that rule', () => {
    fc.assert(
      fc.property(rule, facts, (given, seen) => {
        const own = checked(given)
        expect(decide(name, narrowRule(own, keptOf(own)), seen)).toEqual(decide(name, own, seen))
      }),
    )
  })
})
