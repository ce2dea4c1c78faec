import { AuthError } from '../auth-error.ts'
import type { PolicyApi } from './api.ts'
import type { Decision } from './decision.ts'

const unknown: Decision = Object.freeze({
  allowed: false,
  reason: 'unknown_capability',
  remedy: 'none',
  retryAt: null,
  changesAt: null,
  readOnly: false,
})

/** What an app without a policy is told: nobody has defined anything, so nothing may be done. */
export const noPolicy: PolicyApi = {
  can: () => unknown,
  guard: (capability) => {
    throw new AuthError('unknown_capability', { capability })
  },
  stepUp: () => Promise.resolve({ status: 'denied', reason: 'unknown_capability' }),
  onFlip: () => () => {},
  decisions: () => [],
  presence: null,
}
