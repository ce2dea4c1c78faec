import type { Decision } from './decision.ts'
import type { StepUp } from '../ports/step-up.ts'
import type { Store } from '../ports/store.ts'
import type { Boxes } from '../vault/boxes.ts'
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
  /** The store with the accounts' boxes in it, and those; null where no step-up method makes any. */
  box(store: Store, stepUp: readonly StepUp[]): { readonly store: Store; readonly boxes: Boxes } | null
}
