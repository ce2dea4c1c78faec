import type { AccountHash } from '../../machines/facts.ts'
import type { Duration, Generation, Instant } from '../../machines/time.ts'
import type { Json } from '../exchange/parse-json.ts'
import type { ItemState } from './item-state.ts'

/*
 * One queued request is two rows. The head changes with every claim and settle and says in clear columns what a planner
 * has to know; the body is sealed once at enqueue and never written again, so every attempt sends the same bytes.
 */

export interface ItemHead {
  /** Rises with time, random; also the row's id. */
  readonly id: string
  readonly account: AccountHash
  /** The session it was accepted in. */
  readonly sessionId: string
  readonly revision: number
  /** The store's own order, the only one. */
  readonly seq: number
  readonly state: ItemState
  /** Hashed: what may not overtake each other. */
  readonly lane: string
  /** Hashed: where a pause of the server applies. */
  readonly origin: string
  /** Hashed; null where everybody may. */
  readonly capability: string | null
  /** Ids of items that have to be done before. */
  readonly dependsOn: readonly string[]
  readonly nextAttemptAt: Instant | null
  /** Attempts that spent the budget. */
  readonly attempts: number
  /** An attempt may have reached the server. Only a definite outcome clears it. */
  readonly uncertain: boolean
  /** UTF-8 bytes of the request's body. */
  readonly bytes: number
  /** Which holding of the drainer lock claimed it last. */
  readonly drainFence: number
  /** When the first attempt left: from then on the server's memory of the key runs out. */
  readonly firstSentAt: Instant | null
  /** Waiting that was planned after real answers; offline time doesn't count and no clock is asked. */
  readonly onlineFor: Duration
  /** The sealed trace as it lies in the row. */
  readonly trace: Uint8Array | null
}

/** What the attempts so far left behind. Sealed with the head; absent until there is something to remember. */
export interface Trace {
  readonly lastOutcome: LastOutcome | null
  /** How often the server said that the same key is still being worked on. */
  readonly inProgress: number
  /** How often the same server error came while other lanes succeeded. */
  readonly repeats: number
  /** The token that was refused, while blocked(auth). */
  readonly refused: { readonly sessionId: string; readonly generation: Generation } | null
}

export interface LastOutcome {
  readonly at: Instant
  /** Id of the row of the reply table that decided. */
  readonly row: string
  readonly status: number | null
  /** Why the item stands where it stands. */
  readonly reason: string | null
  /** The server's own code and text, cut at 200 characters. */
  readonly error: string | null
  readonly detail: string | null
  readonly codes: readonly string[]
}

/** Sealed at enqueue, deleted with the head. Secret: what the user wrote. */
export interface ItemBody {
  readonly operation: { readonly name: string; readonly version: number }
  readonly capability: string | null
  readonly lane: string
  readonly request: QueuedRequest
  readonly idempotencyKey: string
  readonly variables: Json
  /** Names of the hooks that show and take back the change; null where the operation has none. */
  readonly optimistic: { readonly apply: string | null; readonly rollback: string | null }
  readonly createdAt: Instant
}

export interface QueuedRequest {
  readonly method: 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: QueuedBody
}

/** JSON is kept as text: parsing and writing it again might not give the same bytes. */
export type QueuedBody = { readonly kind: 'none' } | { readonly kind: 'json' | 'text'; readonly text: string }
