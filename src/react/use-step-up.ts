'use client'
import { useCallback } from 'react'
import { AuthError, isAuthError } from '../auth-error.ts'
import type { Auth } from '../auth.ts'
import type { StepUpResult } from '../step-up/presence.ts'
import { useProvided } from './auth-context.ts'
import type { RegisteredCapability } from './register.ts'
import { usePending } from './use-pending.ts'

/** What `useStepUp` answers. */
export interface SteppedUp<Arguments extends readonly unknown[], Result> {
  /**
   * Does it; where presence has to be proven first, asks for that and then does it, once. Rejects with `step_up_cancelled`,
   * `step_up_failed`, `step_up_unavailable`, or the reason that a proof would not help.
   */
  readonly run: (...given: Arguments) => Promise<Awaited<Result>>
  readonly isPending: boolean
}

/** An action that asks for a proof of presence by itself. `<StepUpHost>` has to stand somewhere to draw the prompt. */
export function useStepUp<Arguments extends readonly unknown[], Result>(
  act: (...given: Arguments) => Result,
  { capability }: { readonly capability: RegisteredCapability },
): SteppedUp<Arguments, Result> {
  const { auth } = useProvided()
  const [isPending, during] = usePending()
  const run = useCallback(
    (...given: Arguments) => during(() => withProof(auth, capability, () => act(...given))),
    [auth, capability, act, during],
  )
  return { run, isPending }
}

async function withProof<Result>(auth: Auth, capability: string, act: () => Result): Promise<Awaited<Result>> {
  try {
    return await auth.guard(capability, act)
  } catch (error) {
    if (!isAuthError(error) || error.code !== 'step_up_required') throw error
    const refusal = refusalOf(await auth.stepUp(capability), capability)
    if (refusal !== null) throw refusal
    return await auth.guard(capability, act)
  }
}

function refusalOf(result: StepUpResult, capability: string): AuthError | null {
  switch (result.status) {
    case 'granted':
      return null
    case 'cancelled':
      return new AuthError('step_up_cancelled', { capability })
    case 'failed':
      return new AuthError('step_up_failed', { capability })
    case 'unavailable':
      return new AuthError('step_up_unavailable', { capability })
    case 'locked':
      return new AuthError('locked', { capability })
    case 'denied':
      return new AuthError(result.reason, { capability })
    default:
      return result satisfies never
  }
}
