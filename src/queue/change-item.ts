import { AuthError } from '../auth-error.ts'
import type { ActionResult } from './api.ts'
import type { Book, Change } from './book.ts'
import { announce, type Desk } from './desk.ts'
import type { ItemBody, ItemHead, Trace } from './item.ts'
import { isTakenBack } from './item-state.ts'
import { open, type Opened } from './open-item.ts'
import { tellChange, tellDependants } from './tell-change.ts'

/** The drainer may be at the same item; it finishes its step, then this one looks again. */
const mostConflicts = 20

type Refusal = Exclude<ActionResult, 'ok' | 'not_found'>

/** What an item becomes; with `body`, a request written anew. */
export interface Rewrite {
  readonly to: ItemHead
  readonly trace?: Trace
  readonly body?: ItemBody
}

export type Decide = (head: ItemHead, opened: Opened) => Promise<Rewrite | Refusal> | Rewrite | Refusal

/** Changes one item of the shown account as somebody decides, from any tab. Rejects with `storage_failed`. */
export async function changeItem(desk: Desk, id: string, decide: Decide): Promise<ActionResult> {
  const account = desk.host.owner()
  if (account === null) return 'not_found'
  const book = desk.book(account)
  const result = await desk.turn(() => write(desk, book, id, decide))
  if (typeof result === 'string') return result
  const { change, opened } = result
  const { from, to, body } = change
  tellDependants(desk, result.dependants)
  if (body === undefined) {
    if (isTakenBack(from.state) && to.state === 'pending') void desk.runHook('apply', id, opened.body)
    tellChange(desk, { from, to, body: opened.body, reason: null })
  } else {
    if (!isTakenBack(from.state)) void desk.runHook('rollback', id, opened.body)
    void desk.runHook('apply', id, body)
    desk.tell('edited', { item: id, operation: body.operation.name, state: to.state, reason: null })
  }
  announce(desk, account)
  desk.changed(account)
  return 'ok'
}

interface Changed {
  readonly change: Change
  readonly opened: Opened
  readonly dependants: readonly Change[]
}

async function write(
  desk: Desk,
  book: Book,
  id: string,
  decide: Decide,
): Promise<Changed | Exclude<ActionResult, 'ok'>> {
  for (let conflicts = 0; conflicts < mostConflicts; conflicts += 1) {
    if (!book.loaded || conflicts > 0) await reload(book)
    const from = book.get(id)
    if (from === undefined || book.unreadable.has(id)) return 'not_found'
    const opened = await open(desk, from)
    if (opened === 'moved') continue
    if (opened === 'failed') throw new AuthError('storage_failed', { item: id })
    if (opened === 'unreadable') {
      book.setAside(id)
      return 'not_found'
    }
    const decided = await decide(from, opened)
    if (typeof decided === 'string') return decided
    const { to, trace = opened.trace, body } = decided
    const change: Change = body === undefined ? { from, to, trace } : { from, to, trace, body }
    const written = await book.write([change], { fence: null })
    if (written.kind === 'written') return { change, opened, dependants: written.dependants }
    if (written.kind === 'failed') throw new AuthError('storage_failed', { item: id, reason: written.failure.kind })
  }
  return 'too_late'
}

export async function reload(book: Book): Promise<void> {
  const failure = await book.load()
  if (failure !== null) throw new AuthError('storage_failed', { reason: failure.kind })
}
