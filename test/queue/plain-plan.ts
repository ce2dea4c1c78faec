import type { QueueFacts } from '../../machines/outcomes.ts'
import { earliest, instant, type Instant } from '../../machines/time.ts'
import type { ItemHead } from '../../src/queue/item.ts'
import { holdsLane, isUnsent, needsAttention } from '../../src/queue/item-state.ts'
import { furthest, tolerance } from '../../src/queue/ahead.ts'
import type { Surroundings } from '../../src/queue/planner.ts'

/** The planner's rules read from all heads, item by item: slow, and short enough to be believed. */
export function plainPlan(
  heads: readonly ItemHead[],
  { now, pauses }: Surroundings,
): { readonly ready: readonly string[]; readonly facts: QueueFacts } {
  const flying = heads.filter(({ state }) => state === 'in_flight')
  const busyOrigins = new Set(flying.map(({ origin }) => origin))
  const held = new Set(flying.map(({ lane }) => lane))
  const ready: string[] = []
  let nextAttemptAt: Instant | null = null
  for (const head of heads.toSorted((left, right) => left.seq - right.seq)) {
    const holds = holdsLane(head.state) || (head.halts && needsAttention(head.state))
    if (!holds || held.has(head.lane)) continue
    held.add(head.lane)
    if (head.state === 'pending' && head.dependsOn.length > 0) continue
    const pause = pauses.get(head.origin)
    const stands = (until: number, begun: number): boolean =>
      until > now && until - now <= furthest && begun - now <= tolerance
    const decided = head.postponedAt ?? head.firstSentAt ?? 0
    const isDoubted = head.state === 'pending' && head.uncertain
    const since = isDoubted ? Math.max(decided, head.firstSentAt ?? 0) : decided
    const own = head.nextAttemptAt ?? 0
    const isLookVoid = head.state !== 'pending' && own > now && !stands(own, since)
    const due = Math.max(
      isLookVoid ? now + 5_000 : -Infinity,
      ...[[own, since] as const, [pause?.until ?? 0, pause?.since ?? 0] as const].map(([until, begun]) =>
        stands(until, begun) ? until : -Infinity,
      ),
    )
    if (due > now) nextAttemptAt = earliest(nextAttemptAt, instant(due))
    else if (head.state === 'pending' && !(pause !== undefined && busyOrigins.has(head.origin))) {
      ready.push(head.id)
      if (pause !== undefined) busyOrigins.add(head.origin)
    }
  }
  const pending = heads.filter(({ state }) => isUnsent(state)).length
  return {
    ready: ready.slice(0, Math.max(4 - flying.length, 0)),
    facts: { pending, sendable: ready.length, nextAttemptAt },
  }
}
