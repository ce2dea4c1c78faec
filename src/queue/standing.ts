import type { ItemHead } from './item.ts'
import { isUnsent, type ItemState } from './item-state.ts'
import { openLanes, type Lanes } from './lanes.ts'

/** An account's heads in memory, with what every step asks about them kept up to date instead of counted anew. */
export interface Standing {
  /** Those that can be read, in the order they were put. */
  heads(): Iterable<ItemHead>
  get(id: string): ItemHead | undefined
  /** Those that depend on this one. */
  needing(id: string): readonly ItemHead[]
  put(head: ItemHead): void
  remove(id: string): void
  /** It can't be read: it stands, and takes part in nothing. */
  hide(id: string): void
  readonly hidden: ReadonlySet<string>
  /** Of those that can be read. */
  readonly lanes: Lanes
  readonly counts: Counts
}

export interface Counts {
  readonly total: number
  readonly unsent: number
  readonly bytes: number
  readonly byState: ReadonlyMap<ItemState, number>
}

export function openStanding(heads: Iterable<ItemHead>, unreadable: Iterable<string>): Standing {
  const entries = new Map<string, ItemHead>()
  const hidden = new Set<string>(unreadable)
  const needing = new Map<string, Set<string>>()
  const byState = new Map<ItemState, number>()
  const lanes = openLanes()
  let [total, unsent, bytes] = [0, 0, 0]

  const count = (head: ItemHead, by: 1 | -1): void => {
    total += by
    bytes += by * head.bytes
    if (isUnsent(head.state)) unsent += by
    const inState = (byState.get(head.state) ?? 0) + by
    if (inState === 0) byState.delete(head.state)
    else byState.set(head.state, inState)
  }

  const leave = (id: string): void => {
    const head = entries.get(id)
    if (head === undefined) return
    for (const needed of head.dependsOn) needing.get(needed)?.delete(id)
    if (hidden.has(id)) return
    lanes.remove(head)
    count(head, -1)
  }

  const put = (head: ItemHead): void => {
    leave(head.id)
    entries.set(head.id, head)
    for (const needed of head.dependsOn) needing.set(needed, (needing.get(needed) ?? new Set()).add(head.id))
    if (hidden.has(head.id)) return
    lanes.add(head)
    count(head, 1)
  }

  for (const head of heads) put(head)

  return {
    heads: () => (hidden.size === 0 ? entries.values() : [...entries.values()].filter(({ id }) => !hidden.has(id))),
    get: (id) => entries.get(id),
    needing: (id) => [...(needing.get(id) ?? [])].flatMap((one) => entries.get(one) ?? []),
    put,
    remove(id) {
      leave(id)
      entries.delete(id)
      if (needing.get(id)?.size === 0) needing.delete(id)
    },
    hide(id) {
      const head = entries.get(id)
      leave(id)
      hidden.add(id)
      // What it needs still knows it.
      if (head !== undefined) put(head)
    },
    hidden,
    lanes,
    get counts() {
      return { total, unsent, bytes, byState }
    },
  }
}
