import type { ActionResult } from './api.ts'
import type { Book } from './book.ts'
import { announce, type Desk } from './desk.ts'
import { AuthError } from '../auth-error.ts'
import { bodyKey } from './body-row.ts'
import { headKey } from './head-row.ts'
import type { ItemHead } from './item.ts'
import { isTakenBack, type ItemState } from './item-state.ts'
import { open, type Opened } from './prepare.ts'
import { tellChange } from './tell-change.ts'

/** The drainer may be at the same item; it finishes its step, then this one looks again. */
const mostConflicts = 20

export interface ItemActions {
  retry(id: string): Promise<ActionResult>
  cancel(id: string): Promise<ActionResult>
  discard(id: string): Promise<ActionResult>
  flush(): Promise<void>
}

const retryable: ReadonlySet<ItemState> = new Set([
  'pending',
  'blocked_auth',
  'blocked_policy',
  'blocked_dependency',
  'blocked_upgrade',
  'rejected',
  'conflict',
  'dead',
])

/** What a user may do to an item, from any tab; the drainer learns it from the row. */
export function itemActions(desk: Desk): ItemActions {
  return {
    retry: (id) =>
      act(desk, id, (head) =>
        head.state === 'in_flight' ? 'too_late' : retryable.has(head.state) ? revived(head) : 'not_possible',
      ),
    cancel: (id) =>
      act(desk, id, (head) => {
        if (head.state === 'in_flight' || head.uncertain) return 'too_late'
        return isTakenBack(head.state) ? 'not_possible' : { ...head, state: 'cancelled' }
      }),
    discard: async (id) => {
      const account = desk.host.owner()
      if (account !== null && desk.book(account).unreadable.has(id)) return erase(desk, desk.book(account), id)
      return act(desk, id, (head) => (head.state === 'in_flight' ? 'too_late' : { ...head, state: 'cancelled' }))
    },
    async flush() {
      const account = desk.host.owner()
      if (account === null) return
      const waiting = [...desk.book(account).heads()].filter(
        (head) => head.state === 'pending' && head.nextAttemptAt !== null,
      )
      for (const { id } of waiting)
        await act(desk, id, (head) => (head.state === 'pending' ? { ...head, nextAttemptAt: null } : 'not_possible'))
      desk.host.flush()
    },
  }
}

/** At its old place, with its old key: a server that acted on an earlier attempt answers as it did. */
function revived(head: ItemHead): ItemHead {
  return { ...head, state: 'pending', attempts: 0, nextAttemptAt: null, onlineFor: 0 as ItemHead['onlineFor'] }
}

type Decide = (head: ItemHead) => ItemHead | Exclude<ActionResult, 'ok' | 'not_found'>

async function act(desk: Desk, id: string, decide: Decide): Promise<ActionResult> {
  const account = desk.host.owner()
  if (account === null) return 'not_found'
  const book = desk.book(account)
  const result = await desk.turn(() => change(desk, book, id, decide))
  if (result.kind !== 'changed') return result.kind
  const { from, to, opened } = result
  if (isTakenBack(from.state) && to.state === 'pending') void desk.runHook('apply', id, opened.body)
  tellChange(desk, { from, to, body: opened.body, reason: null })
  announce(desk, account)
  desk.changed(account)
  return 'ok'
}

type Changed =
  | { readonly kind: Exclude<ActionResult, 'ok'> }
  | { readonly kind: 'changed'; readonly from: ItemHead; readonly to: ItemHead; readonly opened: Opened }

async function change(desk: Desk, book: Book, id: string, decide: Decide): Promise<Changed> {
  for (let conflicts = 0; conflicts < mostConflicts; conflicts += 1) {
    if (!book.loaded || conflicts > 0) await reload(book)
    const from = book.get(id)
    if (from === undefined || book.unreadable.has(id)) return { kind: 'not_found' }
    const to = decide(from)
    if (typeof to === 'string') return { kind: to }
    const opened = await open(desk, from)
    if (opened === 'moved') continue
    if (opened === 'failed') throw new AuthError('storage_failed', { item: id })
    if (opened === 'unreadable') {
      book.setAside(id)
      return { kind: 'not_found' }
    }
    // Given another chance, the item is judged anew; what the server said stays to be shown.
    const trace = to.state === 'pending' ? { ...opened.trace, inProgress: 0, repeats: 0, refused: null } : opened.trace
    const written = await book.write([{ from, to, trace }], { fence: null })
    if (written.kind === 'written') return { kind: 'changed', from, to, opened }
    if (written.kind === 'failed') throw new AuthError('storage_failed', { item: id, reason: written.failure.kind })
  }
  return { kind: 'too_late' }
}

async function reload(book: Book): Promise<void> {
  const failure = await book.load()
  if (failure !== null) throw new AuthError('storage_failed', { reason: failure.kind })
}

/** A row that can't be opened has no revision to trust: it goes as it is. */
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
