import { after, type Instant } from '../../machines/time.ts'
import type { ItemHead } from './item.ts'

/** An hour is the most that a server may ask for, and a little of this client's own comes on top. */
export const furthest = 4_000_000

/** Clocks that the network sets drift by seconds; a person sets one back by more than this. */
export const tolerance = 120_000

interface Wait {
  readonly until: Instant | null
  /** Some moment at or before which it was decided. */
  readonly since: Instant | null
}

/**
 * The moment that is still waited for. A clock set back keeps nobody waiting: neither longer than any schedule does, nor for
 * what was decided in what is the future now (QU-11).
 */
export function ahead(wait: Wait | undefined, now: Instant): Instant | null {
  const until = wait?.until ?? null
  if (until === null || until <= now || until - now > furthest) return null
  return (wait?.since ?? now) <= now + tolerance ? until : null
}

/** An item's own wait, from now on. */
export function putOff(now: Instant, delay: number): Pick<ItemHead, 'nextAttemptAt' | 'postponedAt'> {
  return { nextAttemptAt: after(now, delay), postponedAt: now }
}

/**
 * An item's own wait; an earlier version's row says of its beginning only that the first attempt lay before it. Where that
 * attempt lies ahead, no wait makes an uncertain item fit to be sent again: what it becomes is decided at once.
 */
export function ownWait({ state, uncertain, nextAttemptAt, postponedAt, firstSentAt }: ItemHead): Wait {
  const decided = postponedAt ?? firstSentAt
  const isDoubted =
    state === 'pending' && uncertain && firstSentAt !== null && firstSentAt > (postponedAt ?? firstSentAt)
  return { until: nextAttemptAt, since: isDoubted ? firstSentAt : decided }
}
