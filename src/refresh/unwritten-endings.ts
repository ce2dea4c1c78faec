import type { AccountHash } from '../../machines/facts.ts'
import type { SessionColumns } from '../vault/account-rows.ts'
import type { commitEnding } from './commit.ts'

export interface UnwrittenEnding {
  readonly target: Parameters<typeof commitEnding>[0]
  readonly ending: Parameters<typeof commitEnding>[1]
}

/** How sessions ended whose record could not say so yet: their stored tokens are spent, and never sent again (RC-09). */
export interface UnwrittenEndings {
  add(unwritten: UnwrittenEnding): void
  get(account: AccountHash): UnwrittenEnding | null
  clear(account: AccountHash): void
  /** The columns as they will be once the ending is written. */
  over(account: AccountHash, columns: SessionColumns): SessionColumns
}

export function createUnwrittenEndings(): UnwrittenEndings {
  const endings = new Map<AccountHash, UnwrittenEnding>()
  return {
    add: (unwritten) => void endings.set(unwritten.target.account, unwritten),
    get: (account) => endings.get(account) ?? null,
    clear: (account) => void endings.delete(account),
    over: (account, columns) => {
      const known = endings.get(account)
      if (known === undefined || known.target.sessionId !== columns.sessionId || columns.tombstone) return columns
      // Another context wrote a newer set, or an ending, after all.
      if (columns.generation > known.target.generation || columns.stateClass !== 'live') return columns
      return { ...columns, stateClass: known.ending.stateClass, reason: known.ending.reason }
    },
  }
}
