import type { Attempt, Attempts } from './attempts.ts'
import type { Presented, TokenSet } from './authorization-server.ts'
import { diskLosses, diskTroubles, type Nemesis } from './nemesis.ts'
import type { Rotation } from './rotation.ts'

/** The library promises its first repetition after 0.25 s; slower than this is too late to count as "at once". */
const promptly = 1_500
/** A round of attempts is over after this long: other tabs wait for its lock. What it left open is tried on a schedule. */
const roundBudget = 20_000

/**
 * Whether a client that behaves could have kept this session. A loss is unavoidable only if the server had rotated, no
 * live context or disk ever held the new token, and the grace had closed. A promise of our own comes on top of that: who
 * hears no answer asks again at once, as long as its round lasts.
 */
export function judgeLoss(
  { set, at, isGhost }: Presented,
  children: readonly TokenSet[],
  world: { readonly rotation: Rotation; readonly attempts: Attempts; readonly nemeses: ReadonlySet<Nemesis> },
): { readonly avoidable: string } | { readonly unavoidable: string } {
  const { rotation, attempts, nemeses } = world
  const unavoidable = { unavoidable: rotation.name }
  if (isGhost) return { unavoidable: `${rotation.name}, doubled or delayed by the network` }
  const diskWasLost = diskLosses.some((nemesis) => nemeses.has(nemesis))
  if (children.some(({ wasStored }) => wasStored) && !diskWasLost) return { avoidable: 'the disk held the newer token' }
  if (children.some(({ holders }) => [...holders].some(({ alive }) => alive)))
    return { avoidable: 'a live context held the newer token' }
  if (rotation.name === 'none' || rotation.name === 'parent always')
    return { avoidable: 'this provider lets the parent be used again' }
  const grace = rotation.profile.reuseGrace ?? 0
  const isTroubled = [...diskTroubles, 'sleeps' as const].some((nemesis) => nemeses.has(nemesis))
  if (grace <= 2_000 || set.spentAt === null || isTroubled) return unavoidable
  const all = attempts.of(set)
  const lost = all.findIndex(
    ({ end, settledAt }) => end === 'maybe' && settledAt !== null && settledAt >= (set.spentAt ?? at),
  )
  const first = all[lost]
  const next = all[lost + 1]
  if (first === undefined || first.settledAt === null || !first.tab.wasAwakeUntil(first.settledAt + promptly))
    return unavoidable
  // A request that the network keeps for many seconds rotates after the round that sent it has given up.
  if (first.settledAt + promptly >= roundBegan(all, lost) + roundBudget) {
    return { unavoidable: `${rotation.name}, unanswered for a whole round` }
  }
  const wasInTime = first.settledAt + promptly < set.spentAt + grace - 2_000
  const wasRepeated = next !== undefined && next.sentAt - first.settledAt <= promptly
  return wasInTime && !wasRepeated ? { avoidable: 'nobody asked again while the grace was open' } : unavoidable
}

/** When the first of the attempts left that followed each other without a pause up to this one. */
function roundBegan(all: readonly Attempt[], place: number): number {
  const sentAt = all[place]?.sentAt ?? Infinity
  const settledAt = all[place - 1]?.settledAt ?? null
  return settledAt !== null && sentAt - settledAt <= promptly ? roundBegan(all, place - 1) : sentAt
}
