'use client'
import { useCallback } from 'react'
import type { Decision } from '../policy/decision.ts'
import { useProvided } from './auth-context.ts'
import type { RegisteredCapability } from './register.ts'
import { useCan } from './use-can.ts'
import { usePending } from './use-pending.ts'

/** What `useGuard` answers. */
export interface Guarded<Arguments extends readonly unknown[], Result> {
  /** Does it if it may be done at that moment; else rejects with an AuthError whose code is the reason, and nothing was done. */
  readonly run: (...given: Arguments) => Promise<Awaited<Result>>
  readonly decision: Decision
  readonly isPending: boolean
}

/** An action behind a capability: decided again when it runs, whatever the button showed. */
export function useGuard<Arguments extends readonly unknown[], Result>(
  capability: RegisteredCapability,
  act: (...given: Arguments) => Result,
): Guarded<Arguments, Result> {
  const { auth } = useProvided()
  const decision = useCan(capability)
  const [isPending, during] = usePending()
  const run = useCallback(
    (...given: Arguments) =>
      during(async (): Promise<Awaited<Result>> => {
        const done: Awaited<Result> = await auth.guard<Result>(capability, () => act(...given))
        return done
      }),
    [auth, capability, act, during],
  )
  return { run, decision, isPending }
}
