import type { AccountHash } from '../../machines/facts.ts'
import { duration, type Instant } from '../../machines/time.ts'
import type { QueueProgress } from './api.ts'
import type { Desk } from './desk.ts'
import { holdsLane } from './item-state.ts'

/**
 * Counts from the moment the queue began to fill until it is empty; whoever drains it. What waits for the user is not on its
 * way: with it no count would ever come to its end. Looks only when asked.
 */
export function progressOf(desk: Desk): () => QueueProgress {
  let owner: AccountHash | null = null
  let unsentBefore = 0
  let deliveredBefore = 0
  let since: Instant = desk.host.clock.wall()
  let last: QueueProgress = Object.freeze({ sent: 0, total: 0, perSecond: null, remaining: null })

  return () => {
    const now = desk.host.clock.wall()
    const account = desk.host.owner()
    const book = account === null ? null : desk.book(account)
    const unsent = [...(book?.counts.byState ?? [])].reduce(
      (sum, [state, count]) => sum + (holdsLane(state) ? count : 0),
      0,
    )
    const delivered = book?.delivered ?? 0
    if (account !== owner || (unsentBefore === 0 && unsent > 0)) {
      owner = account
      deliveredBefore = delivered
      since = now
    }
    unsentBefore = unsent
    const sent = delivered - deliveredBefore
    // Waiting for the network is no pace: the count begins with what was sent first.
    if (sent === 0) since = now
    const elapsed = (now - since) / 1_000
    const perSecond = sent > 0 && elapsed > 0 ? sent / elapsed : null
    const remaining = perSecond === null ? null : duration(Math.round((unsent / perSecond) * 1_000))
    const next = { sent, total: sent + unsent, perSecond, remaining }
    if (last.sent !== next.sent || last.total !== next.total) last = Object.freeze(next)
    return last
  }
}
