import fc from 'fast-check'
import { instant } from '../../machines/time.ts'
import type { GrantFacts, PolicyFacts } from '../../src/policy/facts.ts'
import type { CapabilityRule, GuardedRule } from '../../src/policy/rule.ts'

/** The capability every generated rule is for. */
export const name = 'order.touch'
export const start = 1_767_225_600_000

/** Short spans, so that moments meet; long ones, so that they are far apart. */
export const span: fc.Arbitrary<number> = fc.oneof(
  fc.integer({ min: 0, max: 20 }),
  fc.integer({ min: 0, max: 700_000_000 }),
)
export const moment: fc.Arbitrary<number> = span.map((after) => start + after)

/** One in five: each condition more makes an allowance rarer, and a property about allowances needs some. */
const perhaps = <Key extends string, Value>(key: Key, value: fc.Arbitrary<Value>) =>
  fc
    .oneof({ weight: 4, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: value })
    .map((found) => (found === null ? {} : { [key]: found }) as { [name in Key]?: Value })

const tier: fc.Arbitrary<GuardedRule['offlineFor']> = fc.oneof(
  fc.constant(false as const),
  span,
  span,
  fc.tuple(span, span).map(([max, more]) => ({ max, absolute: max + more })),
)

export const guardedRule: fc.Arbitrary<GuardedRule> = fc
  .tuple(
    tier,
    perhaps('freshWithin', span),
    perhaps('stepUpEvery', span),
    perhaps('sensitivity', fc.constantFrom('low' as const, 'normal' as const, 'high' as const)),
    perhaps('permission', fc.constantFrom(technician, technician, nobody, broken)),
    fc.record({ queue: fc.boolean(), survivesReauth: fc.boolean(), readOnlyAfterExpiry: fc.boolean() }),
  )
  .map(([offlineFor, ...parts]) => Object.assign({ offlineFor }, ...parts) as GuardedRule)

export const rule: fc.Arbitrary<CapabilityRule> = fc.oneof(
  { weight: 1, arbitrary: fc.constant({ public: true } as const) },
  { weight: 9, arbitrary: guardedRule },
)

export const grant: fc.Arbitrary<GrantFacts> = fc.record({
  capabilities: fc.constantFrom([name], ['another'], [], ['another', name]),
  until: moment.map(instant),
  proof: fc.constantFrom('key' as const, 'word' as const),
})

const statuses = [
  'ACTIVE',
  'REFRESHING',
  'OFFLINE_STALE',
  'REAUTH_REQUIRED',
  'SIGNED_OUT',
  'LOCKED',
  'RESTORING',
] as const

export const facts: fc.Arbitrary<PolicyFacts> = fc.record({
  status: fc.oneof(fc.constantFrom(...statuses), fc.constant('OFFLINE_STALE' as const)),
  isOnline: fc.boolean(),
  isShut: fc.oneof({ weight: 1, arbitrary: fc.boolean() }, { weight: 3, arbitrary: fc.constant(false) }),
  worksOffline: fc.oneof({ weight: 1, arbitrary: fc.boolean() }, { weight: 4, arbitrary: fc.constant(true) }),
  now: moment.map(instant),
  isClockTrusted: fc.oneof({ weight: 1, arbitrary: fc.boolean() }, { weight: 4, arbitrary: fc.constant(true) }),
  lastServerContactAt: fc.oneof(moment.map(instant), fc.constant(instant(start)), fc.constant(null)),
  offlineUntil: fc.oneof({ weight: 3, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: moment.map(instant) }),
  nextAttemptAt: fc.option(moment.map(instant), { nil: null }),
  permissions: fc.option(fc.constant({ roles: ['technician'], scopes: [], at: instant(start) }), {
    nil: null,
    freq: 4,
  }),
  grants: fc.array(grant, { maxLength: 3 }),
})

/** Working without the server: the part of the facts in which only time goes on. */
export const offlineFacts: fc.Arbitrary<PolicyFacts> = facts.map((given) => ({
  ...given,
  isOnline: false,
  lastServerContactAt: instant(start),
}))

export function technician({ roles }: { readonly roles: readonly string[] }): boolean {
  return roles.includes('technician')
}
export function nobody(): boolean {
  return false
}
function broken(): boolean {
  throw new Error('a predicate of the app')
}
