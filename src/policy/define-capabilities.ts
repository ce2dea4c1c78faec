import type { Duration } from '../../machines/time.ts'
import { AuthError } from '../auth-error.ts'
import { parseDuration } from '../time/parse-duration.ts'
import { boxOf } from './box-of.ts'
import { createPolicy } from './create-policy.ts'
import { decide } from './decide.ts'
import type { Policy } from './policy.ts'
import type { CapabilityRule, CheckedRule, GuardedRule } from './rule.ts'

/** Reads the rules once and refuses what can't be meant. Throws `invalid_option` or `invalid_duration` with the rule's name. */
export function defineCapabilities<const Rules extends Readonly<Record<string, CapabilityRule>>>(
  rules: Rules,
): Policy<Extract<keyof Rules, string>> {
  if (typeof rules !== 'object' || rules === null) refuse('capabilities', 'an object of rules')
  const checked = new Map(
    Object.entries(rules).map(([name, rule]) => [name, Object.freeze(check(name, rule))] as const),
  )
  const ruleOf = (capability: string): CheckedRule | null => checked.get(capability) ?? null
  const policy: Policy<Extract<keyof Rules, string>> = {
    kind: 'authchart.policy',
    names: Object.freeze(Object.keys(rules) as Extract<keyof Rules, string>[]),
    ruleOf,
    decide: (capability, facts) => decide(capability, ruleOf(capability), facts),
    create: (host) => createPolicy(policy, host),
    box: boxOf,
  }
  return Object.freeze(policy)
}

const publicKeys = ['public']
const flags = ['queue', 'survivesReauth', 'readOnlyAfterExpiry'] as const
const guardedKeys = ['public', 'offlineFor', 'freshWithin', 'stepUpEvery', 'sensitivity', 'permission', ...flags]

function check(name: string, rule: CapabilityRule): CheckedRule {
  if (typeof rule !== 'object' || rule === null) refuse(name, 'a rule')
  const keys = rule.public === true ? publicKeys : guardedKeys
  const stranger = Object.keys(rule).find((key) => !keys.includes(key))
  if (stranger !== undefined) refuse(`${name}.${stranger}`, keys.join(', '))
  return rule.public === true ? { public: true } : checkGuarded(name, rule)
}

function checkGuarded(name: string, rule: GuardedRule): CheckedRule {
  const { freshWithin, stepUpEvery, sensitivity = 'normal', permission } = rule
  if (!('offlineFor' in rule)) refuse(`${name}.offlineFor`, "a duration such as '7d', or false")
  if (sensitivity !== 'low' && sensitivity !== 'normal' && sensitivity !== 'high')
    refuse(`${name}.sensitivity`, 'low, normal or high')
  if (permission !== undefined && typeof permission !== 'function') refuse(`${name}.permission`, 'a function')
  const odd = flags.find((flag) => rule[flag] !== undefined && typeof rule[flag] !== 'boolean')
  if (odd !== undefined) refuse(`${name}.${odd}`, 'true or false')
  const fresh = freshWithin === undefined ? null : parseDuration(freshWithin, `${name}.freshWithin`)
  return {
    public: false,
    offline: spanOf(name, rule.offlineFor, fresh),
    isOnlineTier: rule.offlineFor === false,
    stepUpEvery: stepUpEvery === undefined ? null : parseDuration(stepUpEvery, `${name}.stepUpEvery`),
    queue: rule.queue ?? false,
    survivesReauth: rule.survivesReauth ?? false,
    readOnlyAfterExpiry: rule.readOnlyAfterExpiry ?? false,
    sensitivity,
    permission: permission ?? null,
  }
}

type Span = { readonly max: Duration; readonly absolute: Duration } | null

function spanOf(name: string, given: GuardedRule['offlineFor'], fresh: Duration | null): Span {
  if (given === false) return fresh === null ? null : { max: fresh, absolute: fresh }
  if (given === null) refuse(`${name}.offlineFor`, "a duration such as '7d', or false")
  const isPair = typeof given === 'object'
  const max = parseDuration(isPair ? given.max : given, `${name}.offlineFor`)
  const absolute = isPair ? parseDuration(given.absolute, `${name}.offlineFor.absolute`) : max
  if (absolute < max) refuse(`${name}.offlineFor.absolute`, 'at least max')
  return fresh === null ? { max, absolute } : { max: shorter(max, fresh), absolute: shorter(absolute, fresh) }
}

function shorter(a: Duration, b: Duration): Duration {
  return a < b ? a : b
}

function refuse(option: string, expected: string): never {
  throw new AuthError('invalid_option', { option, expected })
}
