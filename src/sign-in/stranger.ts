import type { AccountHash, UserFacts } from '../../machines/facts.ts'
import type { TokenGrant } from '../ports/identity.ts'

/** Whom the last sign-in met that expected somebody else. No token: what they were granted is revoked. */
export interface StrangerNote {
  note(account: AccountHash, grant: Pick<TokenGrant, 'subject' | 'profile'>): void
  met(): { readonly account: AccountHash; readonly user: UserFacts } | null
}

export function createStrangerNote(): StrangerNote {
  let met: ReturnType<StrangerNote['met']> = null
  return {
    note: (account, { subject, profile }) => {
      const { name = null, email = null, picture = null } = profile ?? {}
      met = { account, user: { id: subject.subject, name, email, picture } }
    },
    met: () => met,
  }
}
