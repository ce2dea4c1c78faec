'use client'
import { useCallback, useSyncExternalStore } from 'react'
import type { Decision } from '../policy/decision.ts'
import { useProvided } from './auth-context.ts'
import type { RegisteredCapability } from './register.ts'

/** What the server renders and hydration repeats: nothing is known yet, so nothing may be done. */
const unknown: Decision = Object.freeze({
  allowed: false,
  reason: 'restoring',
  remedy: 'wait',
  retryAt: null,
  changesAt: null,
  readOnly: false,
})

/**
 * Whether this may be done now, why not, and until when; renders when the answer changes, at its exact moment too.
 * Advisory: what is done is guarded by `auth.guard`.
 */
export function useCan(capability: RegisteredCapability): Decision {
  const { auth } = useProvided()
  const subscribe = useCallback((listener: () => void) => auth.onFlip([capability], listener), [auth, capability])
  return useSyncExternalStore(
    subscribe,
    () => auth.can(capability),
    () => unknown,
  )
}
