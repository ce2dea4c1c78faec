import type { AccountHash } from '../../machines/facts.ts'
import type { QueueFacts } from '../../machines/outcomes.ts'
import { earliest, type Instant } from '../../machines/time.ts'
import type { Row } from '../ports/store.ts'
import { hash } from '../vault/account-hash.ts'
import { openBook, type Book, type Change } from './book.ts'
import type { QueueEvent, QueueEventType } from './api.ts'
import type { AnyOperation } from './define-operation.ts'
import { hookRunner, type RunHook } from './hooks.ts'
import { oneAtATime, type Turn } from './one-at-a-time.ts'
import type { ItemBody } from './item.ts'
import type { QueueHost } from './part.ts'
import type { QueueSettings } from './settings.ts'

/** What the parts of one context's queue work with. */
export interface Desk {
  readonly host: QueueHost
  readonly settings: QueueSettings
  /** Reading and writing of books goes through here, so that memory and store never disagree within a context. */
  readonly turn: Turn
  /** Drains and rechecks: one has to be at rest before the next may look at what was left in flight. */
  readonly drains: Turn
  book(account: AccountHash): Book
  operation(name: string): AnyOperation | undefined
  /** Tells listeners, the chart and other tabs. Only after the transaction is complete. */
  changed(account: AccountHash): void
  /** Tells listeners alone: more of what is there can be shown. */
  shown(): void
  tell(type: QueueEventType, event: Omit<QueueEvent, 'at'>): void
  readonly runHook: RunHook
  /** Definite answers whose bookkeeping the store has refused so far. */
  readonly owed: Map<string, Change>
  /** Rows of standing sessions, as they were last read. */
  readonly sessions: Map<AccountHash, Row>
  /** Where a check has just read everything under this fence, the drain that follows need not read it again. */
  readonly checked: Map<AccountHash, number>
  /** When the next drain of an account is due that the store, or the session, put off: its book may not show why. */
  readonly postponed: Map<AccountHash, Instant>
  /** Accounts whose left-overs this context has looked through. */
  readonly recovered: Set<AccountHash>
  /** What has been delivered in this context, and how much of that each failing item has seen. */
  readonly deliveries: { count: number; readonly seenBy: Map<string, number> }
  /** Items whose change is shown in this context, by what was shown. */
  readonly applied: Map<string, ItemBody>
  /** Hidden names by their plain ones; in memory alone. */
  readonly names: Map<string, string>
  subscribe(listener: () => void): () => void
  on(type: QueueEventType, listener: (event: QueueEvent) => void): () => void
}

export function openDesk(host: QueueHost, settings: QueueSettings): Desk {
  const books = new Map<AccountHash, Book>()
  const listeners = new Set<() => void>()
  const eventListeners = new Map<QueueEventType, Set<(event: QueueEvent) => void>>()
  const operations = new Map(settings.operations.map((operation) => [operation.name, operation]))

  const postponed = new Map<AccountHash, Instant>()
  const applied = new Map<string, ItemBody>()
  const runHook = hookRunner(host, (name) => operations.get(name))

  const safely = (work: () => void): void => {
    try {
      work()
    } catch {
      host.report('queue_listener_failed')
    }
  }

  const shown = (): void => {
    for (const listener of [...listeners]) safely(listener)
  }

  return {
    host,
    settings,
    turn: oneAtATime(),
    drains: oneAtATime(),
    book(account) {
      const book = books.get(account) ?? openBook(account, host)
      books.set(account, book)
      return book
    },
    operation: (name) => operations.get(name),
    changed(account) {
      const book = books.get(account)
      if (book !== undefined && host.owner() === account)
        host.changed(withPostponed(book.facts(), postponed.get(account)))
      shown()
    },
    shown,
    tell(type, event) {
      const at = host.clock.wall()
      for (const listener of [...(eventListeners.get(type) ?? [])]) safely(() => listener({ ...event, at }))
    },
    runHook: (which, item, body) => {
      if (which === 'apply') applied.set(item, body)
      else applied.delete(item)
      return runHook(which, item, body)
    },
    owed: new Map(),
    sessions: new Map(),
    checked: new Map(),
    postponed,
    recovered: new Set(),
    applied,
    names: new Map(),
    deliveries: { count: 0, seenBy: new Map() },
    subscribe(listener) {
      const entry = (): void => listener()
      listeners.add(entry)
      return () => {
        listeners.delete(entry)
      }
    },
    on(type, listener) {
      const entry = (event: QueueEvent): void => listener(event)
      const set = eventListeners.get(type) ?? new Set()
      eventListeners.set(type, set.add(entry))
      return () => {
        set.delete(entry)
      }
    },
  }
}

/** A claim whose end this context has not seen looks like work that somebody else is at. */
function withPostponed(facts: QueueFacts, until: Instant | undefined): QueueFacts {
  const waits = until !== undefined && facts.pending > 0 && facts.sendable === 0
  return waits ? { ...facts, nextAttemptAt: earliest(facts.nextAttemptAt, until) } : facts
}

/** Tells other tabs that the rows on disk have changed. */
export function announce({ host }: Desk, account: AccountHash): void {
  host.tabs.announce({ version: 1, kind: 'queue_changed', account, generation: 0 })
}

/** As many lanes as anybody looks at in a day; then the memory starts anew. */
const mostNames = 2_000

/** Names that may not say what they are for, different for every account. */
export async function hidden({ host, names }: Desk, account: AccountHash, name: string): Promise<string> {
  const plain = `${account.length}:${account}${name}`
  const known = names.get(plain)
  if (known !== undefined) return known
  if (names.size >= mostNames) names.clear()
  const made = await hash(host.store.keys, plain)
  names.set(plain, made)
  return made
}
