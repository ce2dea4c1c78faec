import type { AccountHash } from '../../machines/facts.ts'
import { duration, type Instant } from '../../machines/time.ts'
import type { QueueProgress } from './api.ts'
import type { Desk } from './desk.ts'
import { isUnsent } from './item-state.ts'

/** Counts from the moment the queue began to fill until it is empty; whoever drains it. Looks only when asked. */
export function progressOf(desk: Desk): () => QueueProgress {
  let owner: AccountHash | null = null
  let known = new Set<string>()
  let sent = 0
  let since: Instant = desk.host.clock.wall()
  let last: QueueProgress = Object.freeze({ sent: 0, total: 0, perSecond: null, remaining: null })

  return () => {
    const now = desk.host.clock.wall()
    const account = desk.host.owner()
    const heads = account === null ? [] : [...desk.book(account).heads()]
    const unsent = new Set(heads.filter(({ state }) => isUnsent(state)).map(({ id }) => id))
    if (account !== owner || (known.size === 0 && unsent.size > 0)) {
      owner = account
      known = new Set()
      sent = 0
      since = now
    }
    const standing = new Set(heads.map(({ id }) => id))
    for (const id of known) if (!standing.has(id) && !desk.givenUp.has(id)) sent += 1
    known = unsent
    const elapsed = (now - since) / 1_000
    const perSecond = sent > 0 && elapsed > 0 ? sent / elapsed : null
    const remaining = perSecond === null ? null : duration(Math.round((unsent.size / perSecond) * 1_000))
    const next = { sent, total: sent + unsent.size, perSecond, remaining }
    if (last.sent !== next.sent || last.total !== next.total) last = Object.freeze(next)
    return last
  }
}
