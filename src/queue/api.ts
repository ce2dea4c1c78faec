import type { Duration, Instant } from '../../machines/time.ts'
import type { Operation, Resolution } from './define-operation.ts'
import type { LastOutcome, QueuedRequest } from './item.ts'
import type { ItemState } from './item-state.ts'

/** What `enqueue` answers once the item is stored. */
export interface Receipt {
  /** The item's id. */
  readonly id: string
  /** `durable`: survives a crash from here on. `memory`: only where `allowMemory` was given. */
  readonly durability: 'durable' | 'memory'
  /** It was joined with an item that waited already; `id` is that one's. */
  readonly coalesced: boolean
}

/** What an item waits for besides its turn. */
export interface EnqueueOptions {
  /** Ids of items that have to be done before. `referenceTo(id)` in the variables becomes what the server called it. */
  readonly dependsOn?: readonly string[]
}

/** An item as a screen may show it. Frozen, and the same object until something in it changes. */
export interface QueueItem {
  readonly id: string
  /** `unreadable`: its row can't be opened. It stays on the device until it is discarded. */
  readonly state: ItemState | 'unreadable'
  /** Null until the sealed part has been opened, a moment after the first look. */
  readonly content: ItemContent | null
  /** An attempt may have reached the server. */
  readonly uncertain: boolean
  /** Attempts that spent the budget. */
  readonly attempts: number
  readonly nextAttemptAt: Instant | null
  /** Ids of items that have to be done before. */
  readonly dependsOn: readonly string[]
  readonly bytes: number
}

/** What an item says once it has been opened. */
export interface ItemContent {
  readonly operation: string
  readonly version: number
  readonly capability: string | null
  readonly lane: string
  /** What was given to `enqueue`, as JSON. */
  readonly variables: unknown
  readonly createdAt: Instant
  readonly lastOutcome: LastOutcome | null
  /** In a conflict: what the server answered, its own version where it sends one. */
  readonly theirs: unknown
}

/** Which items to list. */
export interface QueueFilter {
  readonly states?: readonly QueueItem['state'][]
  readonly operation?: string
}

/** How many items there are, by what has to happen to them. */
export interface QueueCounts {
  /** Everything the queue holds. */
  readonly total: number
  /** Not decided by the server yet. */
  readonly unsent: number
  /** Waiting for the user: rejected, in conflict, dead, blocked by policy, unreadable. */
  readonly needsAttention: number
  readonly bytes: number
  readonly byState: Readonly<Partial<Record<QueueItem['state'], number>>>
}

/** How far the queue has come. */
export interface QueueProgress {
  /** Delivered since the queue was last empty. */
  readonly sent: number
  readonly total: number
  /** Null until something was sent. */
  readonly perSecond: number | null
  /** How long the rest takes at that rate. */
  readonly remaining: Duration | null
}

/** An item as it may leave the device in a file of the user's. JSON-safe. */
export interface ExportedItem {
  readonly id: string
  readonly state: QueueItem['state']
  /** Null where the item can't be read. */
  readonly content:
    | (Pick<ItemContent, 'operation' | 'version' | 'lane' | 'variables' | 'createdAt' | 'lastOutcome'> & {
        readonly request: QueuedRequest
        readonly uncertain: boolean
      })
    | null
}

/** What happened to an item. */
export interface QueueEvent {
  readonly at: Instant
  readonly item: string
  /** Null where the row can't be read. */
  readonly operation: string | null
  readonly state: ItemState
  /** Why, for blocked, rejected, conflict and dead. */
  readonly reason: string | null
  /** For `settled`: the server's JSON answer. */
  readonly result?: unknown
}

/** The types of what can happen to an item. */
export type QueueEventType =
  | 'enqueued'
  | 'edited'
  | 'claimed'
  | 'sent'
  | 'settled'
  | 'postponed'
  | 'blocked'
  | 'rejected'
  | 'conflict'
  | 'dead'
  | 'recovered'
  | 'cancelled'

/** `too_late`: it is being sent, or may have been. `not_possible`: not in a state that allows it. */
export type ActionResult = 'ok' | 'not_found' | 'too_late' | 'not_possible'

/** Work that waits for the network: durable, encrypted, in order, sent as its author. */
export interface AuthQueue {
  /**
   * Resolves once the item is stored for good; only then its `apply` runs. Rejects with an AuthError: `unknown_operation`,
   * `invalid_operation`, `signed_out`, `locked`, `restoring`, `queue_full`, `quota_exceeded`, `queue_unavailable`.
   */
  enqueue<Variables>(operation: Operation<Variables>, variables: Variables, options?: EnqueueOptions): Promise<Receipt>
  /** All of them or none, in one transaction and in their order. */
  enqueueMany<Variables>(
    operation: Operation<Variables>,
    variables: readonly Variables[],
    options?: EnqueueOptions,
  ): Promise<readonly Receipt[]>
  /** Frozen; the same array until something in it changes. Empty while the first read is under way. */
  items(filter?: QueueFilter): readonly QueueItem[]
  counts(): QueueCounts
  /** Tries again what was blocked, rejected, in conflict or dead, at its old place and with its old key. */
  retry(id: string): Promise<ActionResult>
  /** Other variables for an item that no attempt has left with: a new request and a new key, at the old place. */
  edit<Variables>(id: string, operation: Operation<Variables>, variables: Variables): Promise<ActionResult>
  /** Ends a conflict: mine (again, on top of the server's version), theirs or discard (given up), or something merged. */
  resolve(id: string, resolution: Resolution<unknown>): Promise<ActionResult>
  /** Takes back an item of which no attempt can have reached the server. */
  cancel(id: string): Promise<ActionResult>
  /** Gives an item up, whatever may have become of it; not while it is being sent. */
  discard(id: string): Promise<ActionResult>
  /** Tries waiting items now, except where the server asked for time. */
  flush(): Promise<void>
  /** How far the queue has come. The same object while nothing has changed. */
  progress(): QueueProgress
  /** All items with what they would send, without tokens and keys, for the user to keep. Rejects with `storage_failed`. */
  export(): Promise<readonly ExportedItem[]>
  /** Called after every change that `items()` or `counts()` would show. Returns an unsubscribe. */
  subscribe(listener: () => void): () => void
  /** What happens to items in this context. Returns an unsubscribe. */
  on(type: QueueEventType, listener: (event: QueueEvent) => void): () => void
}
