import { after, type Duration, type Instant } from '../../machines/time.ts'
import type { StepUpGrantFacts } from '../../machines/outcomes.ts'
import type { CheckedRule } from '../policy/rule.ts'

/** A proof for a rule that sets no span of its own: the time of one task at a counter. */
const grantLasts = 900_000 as Duration

export interface Rules {
  readonly names: readonly string[]
  ruleOf(capability: string): CheckedRule | null
}

/**
 * What a proof is good for, and how long: the capability it was given for, and those that ask for one no more often and
 * are not of high sensitivity. A proof that opens the app covers each of those for the shortest of their spans.
 */
export function grantFor(rules: Rules, proof: Proof): StepUpGrantFacts {
  const { method, capability, at } = proof
  const own = capability === null ? null : (spanOf(rules, capability) ?? grantLasts)
  const others = rules.names.flatMap((name) => {
    const span = spanOf(rules, name)
    const isCovered = name !== capability && span !== null && !isHigh(rules, name) && (own === null || span >= own)
    return isCovered ? [{ name, span }] : []
  })
  const lasts = own ?? shortest(others.map(({ span }) => span))
  const names = others.map(({ name }) => name)
  return { method, capabilities: capability === null ? names : [capability, ...names], until: after(at, lasts) }
}

interface Proof {
  readonly method: string
  readonly capability: string | null
  readonly at: Instant
}

/** Whether a platform's bare yes is enough here: for the lowest sensitivity, and to open the app (SU-04). */
export function takesWord(rules: Rules, capability: string | null): boolean {
  if (capability === null) return true
  const rule = rules.ruleOf(capability)
  return rule !== null && !rule.public && rule.sensitivity === 'low'
}

function spanOf(rules: Rules, name: string): Duration | null {
  const rule = rules.ruleOf(name)
  return rule === null || rule.public ? null : rule.stepUpEvery
}

function isHigh(rules: Rules, name: string): boolean {
  const rule = rules.ruleOf(name)
  return rule !== null && !rule.public && rule.sensitivity === 'high'
}

function shortest(spans: readonly Duration[]): Duration {
  return spans.reduce((least, span) => (span < least ? span : least), grantLasts)
}
