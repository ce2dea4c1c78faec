import type { AccountHash } from '../../machines/facts.ts'

/** One sign-out that could not be written. `sessionId` null: the store could not even say which session it was. */
export interface LeftSession {
  readonly sessionId: string | null
}

/** What sign-outs have left behind in a store that refused to write them: one per account, the last one. */
export interface LeftSessions {
  add(account: AccountHash, left: LeftSession): void
  get(account: AccountHash): LeftSession | null
  has(account: AccountHash, sessionId: string): boolean
  /** Somebody else's that stood there when the user left here: no news for this tab, whether it goes on or ends. */
  passOver(account: AccountHash, sessionId: string): void
  isPassedOver(account: AccountHash, sessionId: string): boolean
  /** It is closed now, or somebody has signed in again. */
  clear(account: AccountHash): void
  /** Resolves when that is the case next. */
  cleared(account: AccountHash): Promise<void>
  /** A sign-out could not even read who was signed in: until it can, nobody is opened here. */
  leaveUnread(mark: object): void
  isUnread(mark: object): boolean
  /** It is known by now, or somebody has signed in here. */
  clearUnread(): void
}

export function createLeftSessions(): LeftSessions {
  const sessions = new Map<AccountHash, LeftSession>()
  let unread: object | null = null
  const passed = new Map<AccountHash, string>()
  const waiting = new Map<AccountHash, { readonly promise: Promise<void>; readonly resolve: () => void }>()
  return {
    passOver: (account, sessionId) => void passed.set(account, sessionId),
    isPassedOver: (account, sessionId) => passed.get(account) === sessionId,
    add: (account, left) => void sessions.set(account, left),
    get: (account) => sessions.get(account) ?? null,
    has: (account, sessionId) => {
      const left = sessions.get(account)
      return unread !== null || (left !== undefined && (left.sessionId === null || left.sessionId === sessionId))
    },
    clear: (account) => {
      sessions.delete(account)
      waiting.get(account)?.resolve()
      waiting.delete(account)
    },
    cleared: (account) => {
      const known = waiting.get(account)
      if (known !== undefined) return known.promise
      let resolve = (): void => {}
      const promise = new Promise<void>((done) => {
        resolve = done
      })
      waiting.set(account, { promise, resolve })
      return promise
    },
    leaveUnread: (mark) => {
      unread = mark
    },
    isUnread: (mark) => unread === mark,
    clearUnread: () => {
      unread = null
    },
  }
}
