import type { QueueFacts } from '../../machines/outcomes.ts'
import { after, earliest, instant, type Instant } from '../../machines/time.ts'
import { ahead, ownWait } from './ahead.ts'
import { comparePlaces } from './by-place.ts'
import type { ItemHead } from './item.ts'
import type { Lanes } from './lanes.ts'
import type { OriginPauses } from './origin-pause.ts'

/** More parallel requests don't help a phone and look like an attack to a server. */
const mostLanes = 4
/** A blocked item whose look was planned under another clock: soon, and no loop where nothing can be read. */
const lookSoon = 5_000

export interface Surroundings {
  readonly now: Instant
  readonly pauses: OriginPauses
}

export interface Plan extends Omit<QueueFacts, 'pending'> {
  /** What may be claimed now, at most one a lane, oldest first. */
  readonly ready: readonly ItemHead[]
}

/** Lanes keep the store's order, whatever any clock says. Pure. */
export function plan(lanes: Lanes, { now, pauses }: Surroundings): Plan {
  const busyOrigins = new Set([...lanes.flying.values()].map(({ origin }) => origin))
  const ready: ItemHead[] = []
  /** Half open: one request tries an origin that failed. */
  const tries = new Map<string, ItemHead>()
  let sendable = 0
  let nextAttemptAt: Instant | null = null

  const offer = (head: ItemHead): void => {
    const { origin } = head
    if (!pauses.has(origin)) {
      ready.push(head)
      sendable += 1
    } else if (!busyOrigins.has(origin)) {
      const first = tries.get(origin)
      if (first === undefined || comparePlaces(head, first) < 0) tries.set(origin, head)
    }
  }

  for (const head of lanes.waiting.values()) {
    const due = latest(waitOf(head, now), ahead(pauses.get(head.origin), now))
    if (due !== null) nextAttemptAt = earliest(nextAttemptAt, due)
    else if (head.state === 'pending') offer(head)
  }
  for (const [origin, heads] of lanes.open) {
    const pause = pauses.get(origin)
    const until = ahead(pause, now)
    if (until !== null) {
      nextAttemptAt = earliest(nextAttemptAt, until)
      continue
    }
    heads.slice(0, mostLanes).forEach(offer)
    if (pause === undefined) sendable += Math.max(heads.length - mostLanes, 0)
  }
  sendable += tries.size
  const oldest = [...ready, ...tries.values()].sort(comparePlaces)
  return { ready: oldest.slice(0, Math.max(mostLanes - lanes.flying.size, 0)), sendable, nextAttemptAt }
}

/** Nothing but a look lets a blocked item go on, so one that a set clock has made void is not simply over. */
function waitOf(head: ItemHead, now: Instant): Instant | null {
  const own = ahead(ownWait(head), now)
  const isVoid = own === null && head.nextAttemptAt !== null && head.nextAttemptAt > now
  return isVoid && head.state !== 'pending' ? after(now, lookSoon) : own
}

function latest(left: Instant | null, right: Instant | null): Instant | null {
  return left === null ? right : right === null ? left : instant(Math.max(left, right))
}
