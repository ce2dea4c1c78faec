import type { Decision } from './decision.ts'
import type { boxOf } from './box-of.ts'
import type { PolicyFacts } from './facts.ts'
import type { PolicyHost, PolicyPart } from './part.ts'
import type { CheckedRule } from './rule.ts'

/** What may be done, by name. Made once by `defineCapabilities`, handed to `createAuth`. */
export interface Policy<Name extends string = string> {
  readonly kind: 'authchart.policy'
  readonly names: readonly Name[]
  /** The rule as it was read; null for a name that nobody defined. */
  ruleOf(capability: string): CheckedRule | null
  /** Pure: the same facts give the same answer. */
  decide(capability: string, facts: PolicyFacts): Decision
  /** For createAuth: an app without a policy carries none of it. */
  create(host: PolicyHost): PolicyPart
  /** For createAuth, like `create`. */
  readonly box: typeof boxOf
}
