import type { AccountHash } from '../../machines/facts.ts'

/** What a sign-out has left behind in a store that refused to write it. */
export interface LeftSessions {
  /** `sessionId` null: the store could not even say which session it was. */
  add(account: AccountHash, sessionId: string | null): void
  has(account: AccountHash, sessionId: string): boolean
  /** It is closed now, or somebody has signed in again. */
  clear(account: AccountHash): void
}

export function createLeftSessions(): LeftSessions {
  const left = new Map<AccountHash, string | null>()
  return {
    add: (account, sessionId) => void left.set(account, sessionId),
    has: (account, sessionId) => {
      const found = left.get(account)
      return found === null || found === sessionId
    },
    clear: (account) => void left.delete(account),
  }
}
