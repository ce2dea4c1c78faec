import type { ItemHead } from './item.ts'
import { needsAttention } from './item-state.ts'

/** What one item's change does to another that depends on it. */
export interface Consequence {
  readonly from: ItemHead
  readonly to: ItemHead
  /** Items it no longer has to wait for. */
  readonly finished: readonly string[]
}

/**
 * Who is held up, let go or cleared by these changes, and by what follows from them. A dependant waits while what it
 * needs may still be done, and is blocked while that needs the user or is gone (QU-10). Pure.
 */
export function consequences(
  heads: Iterable<ItemHead>,
  changes: readonly { readonly to: ItemHead }[],
): readonly Consequence[] {
  const all = [...heads]
  // Nearly always: nobody depends on anybody.
  if (all.every(({ dependsOn }) => dependsOn.length === 0)) return []
  const before = new Map(all.map((head) => [head.id, head]))
  const now = new Map(before)
  const finished = new Map<string, string[]>()
  const work = changes.map(({ to }) => to)
  const changed = new Set(work.map(({ id }) => id))
  for (const to of work) now.set(to.id, to)

  for (let cause = work.shift(); cause !== undefined; cause = work.shift()) {
    const { id, state } = cause
    for (const head of [...now.values()]) {
      if (changed.has(head.id) || !head.dependsOn.includes(id)) continue
      const rest = state === 'done' ? head.dependsOn.filter((one) => one !== id) : head.dependsOn
      if (state === 'done') finished.set(head.id, [...(finished.get(head.id) ?? []), id])
      const next = placed({ ...head, dependsOn: rest }, now)
      now.set(head.id, next)
      if (next.state !== head.state) work.push(next)
    }
  }
  return [...before.values()].flatMap((from) => {
    const to = now.get(from.id) ?? from
    return changed.has(from.id) || to === from || same(from, to)
      ? []
      : [{ from, to, finished: finished.get(from.id) ?? [] }]
  })
}

/** Whether what the item needs can still be done; true where it needs nothing. */
export function canBeMet(head: Pick<ItemHead, 'dependsOn'>, find: (id: string) => ItemHead | undefined): boolean {
  return head.dependsOn.every((id) => {
    const needed = find(id)
    return needed !== undefined && needed.state !== 'cancelled' && !needsAttention(needed.state)
  })
}

function placed(head: ItemHead, now: ReadonlyMap<string, ItemHead>): ItemHead {
  if (head.state !== 'pending' && head.state !== 'blocked_dependency') return head
  const state = canBeMet(head, (id) => now.get(id)) ? 'pending' : 'blocked_dependency'
  return { ...head, state }
}

function same(from: ItemHead, to: ItemHead): boolean {
  return from.state === to.state && from.dependsOn.length === to.dependsOn.length
}
