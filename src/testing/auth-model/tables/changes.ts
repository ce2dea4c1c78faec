import { initialContext, type AuthContext } from '../../../../machines/context.ts'
import { instant } from '../../../../machines/time.ts'
import type { AuthStep } from '../auth-place.ts'
import { known, momentOf, said, sessionIn } from './facts.ts'
import type { Remembered } from './row.ts'

/* What several lines leave behind. */

/** Everything that is somebody's: a chart that nobody is signed in to has it as it was on the first day. */
const somebodys = [
  'account',
  'user',
  'generation',
  'accessTokenExpiresAt',
  'refreshDueAt',
  'refreshTokenExpiresAt',
  'lastServerContactAt',
  'offlineLimitAt',
  'lastAttemptAt',
  'confirmed',
  'unsealed',
  'offlineSince',
  'warnAt',
  'report',
  'grants',
  'capability',
  'pending',
  'sendable',
  'queueNextAt',
  'fence',
  'retryAt',
  'retryNotBefore',
] as const satisfies readonly (keyof AuthContext)[]

const firstDay = initialContext({ at: instant(0), offline: false, chance: 0 })

export const wiped: Remembered = Object.fromEntries(somebodys.map((field) => [field, firstDay[field]]))

/** Nobody is signed in any more, and why. */
export const left = (signedOutReason: unknown): Remembered => ({ ...wiped, signInProblem: null, signedOutReason })

/** The screen belongs to another account now. */
export function turned(step: AuthStep, account: unknown): Remembered {
  return { ...wiped, account, viewEpoch: known(step).viewEpoch + 1, nextAccount: null, signInProblem: null }
}

export function adopted(step: AuthStep): Remembered {
  const session = sessionIn(step)
  const { account, generation } = known(step)
  // What a sign-in begins is another session, and counts anew.
  const isAnother = session?.account !== account || step.move.label === 'signIn signed_in'
  return session !== null && (isAnother || session.generation >= generation) ? session : {}
}

/** The server has answered for this session. */
export function confirmed(step: AuthStep): Remembered {
  return {
    ...adopted(step),
    confirmed: true,
    report: null,
    offlineSince: null,
    warnAt: null,
    retryAt: null,
    retryNotBefore: null,
    signInProblem: null,
    nextAccount: null,
    lastAttemptAt: momentOf(step),
  }
}

/** The session is over; who it was stays on the screen. */
export const over: Remembered = { confirmed: false, report: null, offlineSince: null, warnAt: null, retryAt: null }

/** What every finding of the store says. */
export function found(step: AuthStep): Remembered {
  return { pending: said(step, 'pending'), confirmed: false, unsealed: false, nextAccount: null }
}

export function offlineIn(step: AuthStep): { readonly [Field in 'reason' | 'retryAt' | 'retryNotBefore']?: unknown } {
  const offline = said(step, 'offline')
  return typeof offline === 'object' && offline !== null ? offline : {}
}

/** The stored session, as the last run left it. */
export function restored(step: AuthStep): Remembered {
  const { reason = 'network_unavailable', retryAt = null, retryNotBefore = null } = offlineIn(step)
  return { ...found(step), ...sessionIn(step), offlineReason: reason, retryAt, retryNotBefore }
}
