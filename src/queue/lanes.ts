import { insertInPlace, removeFromPlace } from './by-place.ts'
import type { ItemHead } from './item.ts'
import { holdsLane, needsAttention } from './item-state.ts'

/**
 * The heads by lane, kept so that a plan looks at fronts alone: with ten thousand items waiting each step still costs the
 * same. The front of a lane is the oldest that holds it; a lane with an item on its way has none.
 */
export interface Lanes {
  add(head: ItemHead): void
  /** Takes away exactly what was added. */
  remove(head: ItemHead): void
  /** On their way. */
  readonly flying: ReadonlyMap<string, ItemHead>
  /** Fronts that wait for nothing of their own, by origin, in store order. */
  readonly open: ReadonlyMap<string, readonly ItemHead[]>
  /** Fronts that wait for a moment, a sign-in, a newer app or the user, by lane. */
  readonly waiting: ReadonlyMap<string, ItemHead>
}

export function openLanes(): Lanes {
  const lanes = new Map<string, ItemHead[]>()
  const flying = new Map<string, ItemHead>()
  const open = new Map<string, ItemHead[]>()
  const waiting = new Map<string, ItemHead>()

  const frontOf = (lane: string): ItemHead | undefined => {
    const front = lanes.get(lane)?.[0]
    // An earlier one that was given another chance may stand before the one on its way; one at a time all the same.
    return front === undefined || [...flying.values()].some((head) => head.lane === lane) ? undefined : front
  }

  const withdraw = (lane: string): void => {
    waiting.delete(lane)
    const front = frontOf(lane)
    const heads = front === undefined ? undefined : open.get(front.origin)
    if (front === undefined || heads === undefined) return
    removeFromPlace(heads, front)
    if (heads.length === 0) open.delete(front.origin)
  }

  const present = (lane: string): void => {
    const front = frontOf(lane)
    if (front === undefined) return
    if (front.state === 'pending' && front.nextAttemptAt === null) {
      // It is let go in the transaction that finishes what it needs.
      if (front.dependsOn.length === 0) insertInPlace(listIn(open, front.origin), front)
    } else if (front.state !== 'pending' || front.dependsOn.length === 0) waiting.set(lane, front)
  }

  const around = (head: ItemHead, work: (heads: ItemHead[]) => void): void => {
    if (!holdsItsLane(head)) return
    withdraw(head.lane)
    const heads = listIn(lanes, head.lane)
    work(heads)
    if (heads.length === 0) lanes.delete(head.lane)
    present(head.lane)
  }

  return {
    flying,
    open,
    waiting,
    add: (head) =>
      around(head, (heads) => {
        insertInPlace(heads, head)
        if (head.state === 'in_flight') flying.set(head.id, head)
      }),
    remove: (head) =>
      around(head, (heads) => {
        removeFromPlace(heads, head)
        flying.delete(head.id)
      }),
  }
}

function listIn(lists: Map<string, ItemHead[]>, name: string): ItemHead[] {
  const known = lists.get(name)
  if (known !== undefined) return known
  const made: ItemHead[] = []
  lists.set(name, made)
  return made
}

function holdsItsLane({ state, halts }: ItemHead): boolean {
  return holdsLane(state) || (halts && needsAttention(state))
}
