import type { Instant } from '../../../machines/time.ts'
import type { TokenSet } from './authorization-server.ts'
import type { Tab } from './tab.ts'

/** A refresh request as the client lived it. */
export interface Attempt {
  readonly set: TokenSet
  readonly tab: Tab
  readonly sentAt: Instant
  /** When the client learned how it ended; null while it waits, or died waiting. */
  settledAt: Instant | null
  end: 'granted' | 'refused' | 'maybe' | 'nothing' | null
  granted: TokenSet | null
}

export interface Attempts {
  readonly all: readonly Attempt[]
  begin(set: TokenSet, tab: Tab, at: Instant): Attempt
  of(set: TokenSet): readonly Attempt[]
}

export function attempts(): Attempts {
  const all: Attempt[] = []
  const byToken = new Map<string, Attempt[]>()
  return {
    all,
    begin(set, tab, sentAt) {
      const attempt: Attempt = { set, tab, sentAt, settledAt: null, end: null, granted: null }
      all.push(attempt)
      const same = byToken.get(set.refreshToken) ?? []
      byToken.set(set.refreshToken, same)
      same.push(attempt)
      return attempt
    },
    of: (set) => byToken.get(set.refreshToken) ?? [],
  }
}
