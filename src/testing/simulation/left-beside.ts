import type { StoredSession } from './stored-sessions.ts'
import type { Tab } from './tab.ts'

/** Which sessions a tab's user left alone when signing out there, because the tab showed another one (MA-02). */
export interface LeftBeside {
  /** The tab's user signs out. */
  note(tab: Tab): void
  /** Whether the tab shows nobody because its user left, and nobody has signed in on the device since. */
  isWhy(tab: Tab): boolean
}

export function leftBeside(sessions: ReadonlyMap<string, StoredSession>): LeftBeside {
  const beside = new Map<Tab, Set<string>>()
  return {
    note(tab) {
      const { account, persistence } = tab.auth.actor.getSnapshot().context
      if (account === null) return
      const known = beside.get(tab) ?? new Set()
      for (const [owner, { sessionId, isTombstone }] of sessions) {
        const isShown = persistence === 'durable' && owner === account
        if (isShown) known.delete(sessionId)
        else if (!isTombstone) known.add(sessionId)
      }
      beside.set(tab, known)
    },
    isWhy(tab) {
      const { state } = tab.auth
      if (state.status !== 'SIGNED_OUT' || state.reason !== 'user') return false
      const left = [...sessions.values()].filter(({ isTombstone }) => !isTombstone)
      return left.length > 0 && left.every(({ sessionId }) => beside.get(tab)?.has(sessionId) === true)
    },
  }
}
