import { AuthError } from '../auth-error.ts'
import type { ActionResult, AuthQueue } from './api.ts'
import { bodyKey } from './body-row.ts'
import type { Book } from './book.ts'
import { changeItem, reload } from './change-item.ts'
import { announce, type Desk } from './desk.ts'
import { headKey } from './head-row.ts'
import { endSilences } from './end-silences.ts'
import { isTakenBack } from './item-state.ts'
import { editItem, resolveItem, revived } from './rewrite-item.ts'

export type ItemActions = Pick<AuthQueue, 'retry' | 'edit' | 'cancel' | 'discard' | 'resolve' | 'flush'>

/** What a user may do to an item, from any tab; the drainer learns it from the row. */
export function itemActions(desk: Desk): ItemActions {
  return {
    retry: (id) =>
      changeItem(desk, id, (head, opened) => {
        if (head.state === 'in_flight') return 'too_late'
        const next = revived(desk, head, opened)
        // What it needs isn't done, or nobody knows what the server calls it.
        const isHeldUp = next.to.state === 'blocked_dependency' || lacksAnId(head.dependsOn, opened.body.references)
        return isHeldUp ? 'not_possible' : next
      }),
    edit: (id, operation, variables) => editItem(desk, id, operation, variables),
    cancel: (id) =>
      changeItem(desk, id, (head) => {
        if (head.state === 'in_flight' || head.uncertain) return 'too_late'
        return isTakenBack(head.state) ? 'not_possible' : { to: { ...head, state: 'cancelled' } }
      }),
    discard: async (id) => {
      const account = desk.host.owner()
      if (account !== null && desk.book(account).unreadable.has(id)) return erase(desk, desk.book(account), id)
      return changeItem(desk, id, (head) =>
        head.state === 'in_flight' ? 'too_late' : { to: { ...head, state: 'cancelled' } },
      )
    },
    resolve: (id, resolution) => resolveItem(desk, id, resolution),
    async flush() {
      const account = desk.host.owner()
      if (account === null) return
      await desk.turn(() => endSilences(desk, account))
      const waiting = [...desk.book(account).heads()].filter(
        (head) => head.state === 'pending' && head.nextAttemptAt !== null,
      )
      for (const { id } of waiting) {
        await changeItem(desk, id, (head) =>
          head.state === 'pending' ? { to: { ...head, nextAttemptAt: null } } : 'not_possible',
        )
      }
      desk.host.flush()
    },
  }
}

function lacksAnId(dependsOn: readonly string[], references: readonly string[]): boolean {
  return references.some((item) => !dependsOn.includes(item))
}

/** A row that can't be opened has no revision to trust: it goes as it is, and whoever needs it is told. */
async function erase(desk: Desk, book: Book, id: string): Promise<ActionResult> {
  const { account } = book
  const done = await desk.turn(async () => {
    const keys = [headKey(account, id), bodyKey(account, id)]
    const gone = await desk.host.store.commit(
      [],
      keys.map((key) => ({ do: 'delete', key })),
    )
    if (gone.ok) await reload(book)
    return gone
  })
  if (!done.ok) throw new AuthError('storage_failed', { item: id, reason: done.failure.kind })
  announce(desk, account)
  desk.changed(account)
  return 'ok'
}
