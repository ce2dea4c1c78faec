import type { AccountHash } from '../../machines/facts.ts'
import type { Generation } from '../../machines/time.ts'
import { AuthError } from '../auth-error.ts'
import type { SignInOptions, SignInResult } from '../auth.ts'
import type { StepUpChallenge } from '../exchange/step-up-challenge.ts'
import type { AccessSource, AccessToken } from '../ports/access.ts'

/** How the app wants the user asked; null: not at all, and the caller gets the 401. */
export type OnChallenge = (
  challenge: StepUpChallenge,
) => Omit<SignInOptions, 'acrValues' | 'maxAge'> | null | Promise<Omit<SignInOptions, 'acrValues' | 'maxAge'> | null>

interface ChallengeTerms {
  readonly onChallenge: OnChallenge | null
  access(): Promise<AccessToken>
  signIn(options: SignInOptions): Promise<SignInResult>
  /** The account shown here. */
  account(): AccountHash | null
}

/**
 * Answers a resource server's wish for a stronger or fresher authentication (RFC 9470): once, however many requests met it.
 * Requests that come back with a token from before the answer are sent again without another question.
 */
export function createChallenges(terms: ChallengeTerms): NonNullable<AccessSource['challenged']> {
  const { onChallenge, access, signIn, account } = terms
  let asking: Promise<SignInResult | null> | null = null
  /** Generations of one account say nothing about another's. */
  let answered: { readonly account: AccountHash | null; readonly by: Generation } | null = null

  const ask = async (challenge: StepUpChallenge): Promise<SignInResult | null> => {
    const wanted = (await onChallenge?.(challenge)) ?? null
    if (wanted === null) return null
    const { acrValues, maxAge } = challenge
    const result = await signIn({
      ...wanted,
      ...(acrValues.length === 0 ? {} : { acrValues }),
      // A challenge that names neither still asks for the user.
      ...(maxAge === null && acrValues.length > 0 ? {} : { maxAge: maxAge ?? 0 }),
    })
    if (result.status === 'signed_in') {
      const { generation: by } = await access()
      answered = { account: account(), by }
    }
    return result
  }

  return async ({ challenge, generation: used }) => {
    if (answered !== null && answered.account === account() && used < answered.by) return access()
    asking ??= ask(challenge).finally(() => {
      asking = null
    })
    const result = await asking
    switch (result?.status) {
      case 'signed_in':
        return access()
      case 'cancelled':
        throw new AuthError('step_up_cancelled')
      case 'failed':
        throw new AuthError('step_up_failed', { reason: result.problem })
      case 'redirecting':
      case undefined:
        return null
      default:
        return result satisfies never
    }
  }
}
