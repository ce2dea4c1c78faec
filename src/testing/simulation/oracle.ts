import type { Attempts } from './attempts.ts'
import type { Presented, TokenSet } from './authorization-server.ts'
import { diskLosses, diskTroubles, type Nemesis } from './nemesis.ts'
import type { Rotation } from './rotation.ts'

/** The library promises its first repetition after 0.25 s; slower than this is too late to count as "at once". */
const promptly = 1_500

/**
 * Whether a client that behaves could have kept this session. A loss is unavoidable only if the server had rotated, no
 * live context or disk ever held the new token, and the grace had closed. Null: unavoidable; else the reason it was not.
 */
export function whyAvoidable(
  { set, at, isGhost }: Presented,
  children: readonly TokenSet[],
  world: { readonly rotation: Rotation; readonly attempts: Attempts; readonly nemeses: ReadonlySet<Nemesis> },
): string | null {
  const { rotation, attempts, nemeses } = world
  if (isGhost) return null
  const diskWasLost = diskLosses.some((nemesis) => nemeses.has(nemesis))
  if (children.some(({ wasStored }) => wasStored) && !diskWasLost) return 'the disk held the newer token'
  if (children.some(({ holders }) => [...holders].some(({ alive }) => alive)))
    return 'a live context held the newer token'
  if (rotation.name === 'none' || rotation.name === 'parent always')
    return 'this provider lets the parent be used again'
  const grace = rotation.profile.reuseGrace ?? 0
  const isTroubled = [...diskTroubles, 'sleeps' as const].some((nemesis) => nemeses.has(nemesis))
  if (grace <= 2_000 || set.spentAt === null || isTroubled) return null
  const all = attempts.of(set)
  const lost = all.findIndex(
    ({ end, settledAt }) => end === 'maybe' && settledAt !== null && settledAt >= (set.spentAt ?? at),
  )
  const first = all[lost]
  const next = all[lost + 1]
  if (first === undefined || first.settledAt === null || !first.tab.wasAwakeUntil(first.settledAt + promptly))
    return null
  const wasInTime = first.settledAt + promptly < set.spentAt + grace - 2_000
  const wasRepeated = next !== undefined && next.sentAt - first.settledAt <= promptly
  return wasInTime && !wasRepeated ? 'nobody asked again while the grace was open' : null
}
