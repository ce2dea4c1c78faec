import { useCallback } from 'react'
import { isAuthError } from '../../../src/auth-error.ts'
import { denialReasons, type Decision } from '../../../src/policy/decision.ts'
import { useCan, useStepUp } from '../../../src/react/index.ts'
import { policyWords as words } from '../words/policy-en.ts'
import type { FieldCapability } from './capabilities.ts'
import type { PresenceSetUp } from './set-up.ts'

export interface Gate<Arguments extends readonly unknown[], Result> {
  readonly decision: Decision
  readonly isPending: boolean
  /** Does it once it may be done: asks for a proof where one is needed, and for a way to give one where there is none. */
  readonly run: (...given: Arguments) => Promise<Awaited<Result>>
}

/** An action of the app behind its capability. */
export function useGate<Arguments extends readonly unknown[], Result>(
  capability: FieldCapability,
  act: (...given: Arguments) => Result,
  setUp: PresenceSetUp,
): Gate<Arguments, Result> {
  const decision = useCan(capability)
  const { run: attempt, isPending } = useStepUp(act, { capability })
  const run = useCallback(
    async (...given: Arguments): Promise<Awaited<Result>> => {
      try {
        return await attempt(...given)
      } catch (error) {
        const isMissing = isAuthError(error) && error.code === 'step_up_unavailable'
        if (!isMissing || !(await setUp.ask())) throw error
        return await attempt(...given)
      }
    },
    [attempt, setUp],
  )
  return { decision, isPending, run }
}

/** Why it wasn't done, in a sentence; empty for what has no word of its own. */
export function refusalOf(error: unknown): string {
  if (!isAuthError(error)) return ''
  const { code } = error
  if (code === 'step_up_cancelled') return words.cancelled
  if (code === 'step_up_failed') return words.proofFailed
  if (code === 'step_up_unavailable') return words.noProof
  const reason = denialReasons.find((known) => known === code)
  return reason === undefined ? '' : words.reason[reason]
}
