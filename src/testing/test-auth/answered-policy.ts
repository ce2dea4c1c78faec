import { AuthError } from '../../auth-error.ts'
import type { PolicyApi } from '../../policy/api.ts'
import type { Decision } from '../../policy/decision.ts'

const allowed: Decision = Object.freeze({ allowed: true, via: 'online', willQueue: false, until: null })

const denied: Decision = Object.freeze({
  allowed: false,
  reason: 'not_permitted',
  remedy: 'ask_admin',
  retryAt: null,
  changesAt: null,
  readOnly: false,
})

/** A policy of ready answers: true, false, or the whole decision. What isn't named is denied. */
export function answeredPolicy<Capability extends string>(
  answers: Readonly<Partial<Record<Capability, boolean | Decision>>> | undefined,
): PolicyApi<Capability> {
  const can = (capability: Capability): Decision => {
    const answer = answers?.[capability] ?? false
    return typeof answer === 'object' ? answer : answer ? allowed : denied
  }
  return {
    can,
    guard: (capability, act) => {
      const decision = can(capability)
      if (!decision.allowed) throw new AuthError(decision.reason, { capability })
      return act()
    },
    stepUp: () => Promise.resolve({ status: 'granted' }),
    onFlip: () => () => {},
    decisions: () => [],
    presence: null,
  }
}
