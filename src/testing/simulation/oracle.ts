import type { Attempt, Attempts } from './attempts.ts'
import type { Presented, TokenSet } from './authorization-server.ts'
import { diskLosses, diskTroubles, type Nemesis } from './nemesis.ts'
import type { Rotation } from './rotation.ts'

/** What a journal on a slow disk may add to a pause between two attempts. */
const slack = 1_250
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
  if (first === undefined || first.settledAt === null) return unavoidable
  const { began, count } = roundOf(all, lost)
  const due = first.settledAt + pauseAfter(count) + slack
  // A request that the network keeps for many seconds rotates when the round that sent it is over.
  if (due >= began + Math.min(roundBudget, grace - 2_000)) {
    return { unavoidable: `${rotation.name}, unanswered for a whole round` }
  }
  const isGone = !first.tab.wasAwakeUntil(due)
  const isLate = due >= set.spentAt + grace - 2_000
  const wasRepeated = next !== undefined && next.sentAt <= due
  return isGone || isLate || wasRepeated ? unavoidable : { avoidable: 'nobody asked again while the grace was open' }
}

/** The round that an attempt belongs to: its begin, and how many attempts it had by then. */
function roundOf(all: readonly Attempt[], place: number): { readonly began: number; readonly count: number } {
  let began = all[0]?.sentAt ?? Infinity
  let count = 1
  for (let index = 1; index <= place; index += 1) {
    const attempt = all[index]
    const settledAt = all[index - 1]?.settledAt ?? null
    if (attempt === undefined) break
    const isSame = settledAt !== null && attempt.sentAt <= settledAt + pauseAfter(count) + slack
    count = isSame ? count + 1 : 1
    if (!isSame) began = attempt.sentAt
  }
  return { began, count }
}

/** What the library promises between the attempts of a round: 0.25, 0.5, 1 s … */
function pauseAfter(count: number): number {
  return 250 * 2 ** (count - 1)
}
