import type { AuthContext } from '../../../machines/context.ts'
import { accountHash, type AccountHash, type SessionFacts, type UserFacts } from '../../../machines/facts.ts'
import { after, generation, instant, type Generation, type Instant } from '../../../machines/time.ts'

/* What the cases of events and of outcomes have in common. */

/** What a case may be built from. */
export interface Seen {
  readonly context: AuthContext
  readonly now: Instant
}

export const accountA: AccountHash = accountHash('account-a')
export const accountB: AccountHash = accountHash('account-b')
export const user: UserFacts = { id: 'u1', name: 'Ada', email: null, picture: null }

export const second = 1_000
const day = 86_400 * second
export const longAgo: Instant = instant(1)

export function session(now: Instant, given: Partial<SessionFacts> = {}): SessionFacts {
  return {
    account: accountA,
    user,
    generation: generation(1),
    accessTokenExpiresAt: after(now, 3_600 * second),
    refreshDueAt: after(now, 3_000 * second),
    refreshTokenExpiresAt: null,
    lastServerContactAt: now,
    offlineLimitAt: after(now, 7 * day),
    persistence: 'durable',
    ...given,
  }
}

export const newer = (context: AuthContext): Generation => generation(context.generation + 1)
export const own = (context: AuthContext): { account: AccountHash } => ({ account: context.account ?? accountA })
