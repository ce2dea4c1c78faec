import type { QueueFacts } from '../../machines/outcomes.ts'
import { earliest, instant, type Instant } from '../../machines/time.ts'
import type { ItemHead } from './item.ts'
import { holdsLane, isUnsent, needsAttention } from './item-state.ts'
import type { OriginPauses } from './origin-pause.ts'

/** More parallel requests don't help a phone and look like an attack to a server. */
const mostLanes = 4

export interface Surroundings {
  readonly now: Instant
  readonly pauses: OriginPauses
}

/** The heads in store order; lanes keep that order, whatever any clock says. Pure. */
export interface Plan {
  /** What may be claimed now, at most one a lane, oldest first. */
  readonly ready: readonly ItemHead[]
  readonly facts: QueueFacts
}

export function plan(heads: Iterable<ItemHead>, { now, pauses }: Surroundings): Plan {
  const all = [...heads]
  const flying = all.filter(({ state }) => state === 'in_flight')
  const busyOrigins = new Set(flying.map(({ origin }) => origin))
  const held = new Set<string>()
  const ready: ItemHead[] = []
  let pending = 0
  let nextAttemptAt: Instant | null = null

  for (const head of all) {
    if (isUnsent(head.state)) pending += 1
    if (!holdsItsLane(head) || held.has(head.lane)) continue
    held.add(head.lane)
    if (head.state === 'in_flight') continue
    // It is let go in the transaction that finishes what it needs.
    if (head.state === 'pending' && head.dependsOn.length > 0) continue
    const pause = pauses.get(head.origin)
    const due = latest(head.nextAttemptAt, pause?.until ?? null)
    if (due !== null && due > now) nextAttemptAt = earliest(nextAttemptAt, due)
    else if (head.state === 'pending' && !(pause !== undefined && busyOrigins.has(head.origin))) {
      ready.push(head)
      // Half open: one request tries an origin that failed.
      if (pause !== undefined) busyOrigins.add(head.origin)
    }
  }
  return {
    ready: ready.slice(0, Math.max(mostLanes - flying.length, 0)),
    facts: { pending, sendable: ready.length, nextAttemptAt },
  }
}

function holdsItsLane({ state, halts }: ItemHead): boolean {
  return holdsLane(state) || (halts && needsAttention(state))
}

function latest(left: Instant | null, right: Instant | null): Instant | null {
  return left === null ? right : right === null ? left : instant(Math.max(left, right))
}
