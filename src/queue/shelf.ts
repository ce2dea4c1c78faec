import type { AccountHash } from '../../machines/facts.ts'
import type { ItemContent, QueueCounts, QueueFilter, QueueItem } from './api.ts'
import type { Book } from './book.ts'
import type { Desk } from './desk.ts'
import type { ItemHead } from './item.ts'
import { needsAttention } from './item-state.ts'
import { open, type Opened } from './open-item.ts'

/** What screens look at: the queue of the account that is shown, opened as far as somebody has looked. */
export interface Shelf {
  items(filter?: QueueFilter): readonly QueueItem[]
  counts(): QueueCounts
}

interface Shown {
  readonly revision: number
  readonly item: QueueItem
}

const nothing: readonly QueueItem[] = Object.freeze([])

export function shelf(desk: Desk): Shelf {
  const contents = new Map<string, { readonly revision: number; readonly content: ItemContent }>()
  const shown = new Map<string, Shown>()
  const lists = new Map<string, readonly QueueItem[]>()
  const opening = new Set<string>()
  let listsOf = ''
  let openings = 0

  const show = (head: ItemHead): QueueItem => {
    const known = contents.get(head.id)
    const before = shown.get(head.id)
    const content = known?.content ?? null
    if (before !== undefined && before.revision === head.revision && before.item.content === content) return before.item
    const { id, state, uncertain, attempts, nextAttemptAt, dependsOn, bytes } = head
    const item = Object.freeze({ id, state, content, uncertain, attempts, nextAttemptAt, dependsOn, bytes })
    shown.set(id, { revision: head.revision, item })
    return item
  }

  const all = (account: AccountHash): readonly QueueItem[] => {
    const book = desk.book(account)
    return [...[...book.heads()].map(show), ...[...book.unreadable].map(unreadable)]
  }

  /** Opens what has not been opened yet, one after the other, and tells once. */
  const openRest = async (account: AccountHash): Promise<void> => {
    const book = desk.book(account)
    const wanted = [...book.heads()].filter(
      (head) => contents.get(head.id)?.revision !== head.revision && !opening.has(key(head)),
    )
    if (wanted.length === 0) return
    for (const head of wanted) opening.add(key(head))
    let isNews = false
    for (const head of wanted) {
      // In turn, so that nothing of this context is half written; another one's change is met by `moved`.
      const opened = await desk.turn(() => open(desk, head))
      opening.delete(key(head))
      // What can't be read for now is asked again with the next change: asked at once, it would be asked for ever.
      isNews ||= opened !== 'failed'
      if (opened === 'unreadable') book.setAside(head.id)
      if (typeof opened !== 'string') contents.set(head.id, { revision: head.revision, content: contentOf(opened) })
    }
    for (const id of [...contents.keys()]) if (book.get(id) === undefined) contents.delete(id)
    for (const id of [...shown.keys()]) if (book.get(id) === undefined) shown.delete(id)
    if (!isNews) return
    openings += 1
    desk.shown()
  }

  const load = async (account: AccountHash): Promise<void> => {
    const book = desk.book(account)
    if (!book.loaded && (await desk.turn(() => book.load())) === null) desk.shown()
  }

  return {
    items(filter = {}) {
      const account = desk.host.owner()
      if (account === null) return nothing
      const book = desk.book(account)
      const state = `${account} ${book.version} ${openings}`
      if (listsOf !== state) {
        listsOf = state
        lists.clear()
        void (book.loaded ? openRest(account) : load(account))
      }
      const name = JSON.stringify([filter.states ?? null, filter.operation ?? null])
      const list = lists.get(name) ?? Object.freeze(all(account).filter((item) => fits(item, filter)))
      lists.set(name, list)
      return list
    },
    counts() {
      const account = desk.host.owner()
      return account === null ? noCounts : countsOf(desk.book(account))
    },
  }
}

const noCounts: QueueCounts = { total: 0, unsent: 0, needsAttention: 0, bytes: 0, byState: {} }

function countsOf({ counts: { total, unsent, bytes, byState }, unreadable: { size } }: Book): QueueCounts {
  const states: readonly (readonly [QueueItem['state'], number])[] = [
    ...byState,
    ...(size === 0 ? [] : [['unreadable', size] as const]),
  ]
  const attention = states.filter(([state]) => state === 'unreadable' || needsAttention(state))
  return {
    total: total + size,
    unsent,
    needsAttention: attention.reduce((sum, [, count]) => sum + count, 0),
    bytes,
    byState: Object.fromEntries(states),
  }
}

function contentOf({ body, trace }: Opened): ItemContent {
  const { operation, capability, lane, variables, createdAt } = body
  return Object.freeze({
    operation: operation.name,
    version: operation.version,
    capability,
    lane,
    variables,
    createdAt,
    lastOutcome: trace.lastOutcome,
    theirs: trace.theirs,
  })
}

function key({ id, revision }: ItemHead): string {
  return `${id} ${revision}`
}

function unreadable(id: string): QueueItem {
  return {
    id,
    state: 'unreadable',
    content: null,
    uncertain: false,
    attempts: 0,
    nextAttemptAt: null,
    dependsOn: [],
    bytes: 0,
  }
}

function fits({ state, content }: QueueItem, { states, operation }: QueueFilter): boolean {
  return (
    (states === undefined || states.includes(state)) && (operation === undefined || content?.operation === operation)
  )
}
