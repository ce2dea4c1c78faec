import { comparePlaces } from './by-place.ts'
import type { ItemHead } from './item.ts'
import { needsAttention } from './item-state.ts'

/** What one item's change does to another that depends on it. */
export interface Consequence {
  readonly from: ItemHead
  readonly to: ItemHead
  /** Items it no longer has to wait for. */
  readonly finished: readonly string[]
}

/** The heads as they stand, and who needs whom. */
export interface Known {
  get(id: string): ItemHead | undefined
  needing(id: string): readonly ItemHead[]
}

/**
 * Who is held up, let go or cleared by these changes, and by what follows from them. A dependant waits while what it
 * needs may still be done, and is blocked while that needs the user or is gone. Pure.
 */
export function consequences(known: Known, changes: readonly { readonly to: ItemHead }[]): readonly Consequence[] {
  const work = changes.map(({ to }) => to)
  const changed = new Set(work.map(({ id }) => id))
  const now = new Map(work.map((to) => [to.id, to]))
  const find = (id: string): ItemHead | undefined => now.get(id) ?? known.get(id)
  const affected = new Map<string, { readonly from: ItemHead; readonly finished: readonly string[] }>()

  for (let cause = work.shift(); cause !== undefined; cause = work.shift()) {
    const { id, state } = cause
    for (const from of known.needing(id)) {
      const head = now.get(from.id) ?? from
      if (changed.has(from.id) || !head.dependsOn.includes(id)) continue
      const rest = state === 'done' ? head.dependsOn.filter((one) => one !== id) : head.dependsOn
      const finished = affected.get(from.id)?.finished ?? []
      affected.set(from.id, { from, finished: state === 'done' ? [...finished, id] : finished })
      const next = placed({ ...head, dependsOn: rest }, find)
      now.set(head.id, next)
      if (next.state !== head.state) work.push(next)
    }
  }
  return [...affected.values()]
    .map(({ from, finished }) => ({ from, to: now.get(from.id) ?? from, finished }))
    .filter(({ from, to }) => !same(from, to))
    .toSorted((left, right) => comparePlaces(left.from, right.from))
}

/** Whether what the item needs can still be done; true where it needs nothing. */
export function canBeMet(head: Pick<ItemHead, 'dependsOn'>, find: (id: string) => ItemHead | undefined): boolean {
  return head.dependsOn.every((id) => {
    const needed = find(id)
    return needed !== undefined && needed.state !== 'cancelled' && !needsAttention(needed.state)
  })
}

function placed(head: ItemHead, find: (id: string) => ItemHead | undefined): ItemHead {
  if (head.state !== 'pending' && head.state !== 'blocked_dependency') return head
  return { ...head, state: canBeMet(head, find) ? 'pending' : 'blocked_dependency' }
}

function same(from: ItemHead, to: ItemHead): boolean {
  return from.state === to.state && from.dependsOn.length === to.dependsOn.length
}
