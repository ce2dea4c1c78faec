import type { AccountHash } from '../../machines/facts.ts'
import type { Duration, Generation, Instant } from '../../machines/time.ts'
import type { Json } from '../exchange/parse-json.ts'
import type { ItemState } from './item-state.ts'

/*
 * One queued request is two rows. The head changes with every claim and settle and says in clear columns what a planner
 * has to know; the body is what every attempt sends, byte by byte.
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
  /** Ids of items that have to be done before; each leaves the list in the transaction that finishes it. */
  readonly dependsOn: readonly string[]
  readonly nextAttemptAt: Instant | null
  /** When it was last put off, which set that moment; null: never, or by an earlier version, which did not keep it. */
  readonly postponedAt: Instant | null
  /** Attempts that spent the budget. */
  readonly attempts: number
  /** An attempt may have reached the server. Only a definite outcome clears it. */
  readonly uncertain: boolean
  /** Rejected, in conflict or dead it still holds its lane, instead of letting later items pass. */
  readonly halts: boolean
  /** Bytes of the request's body. */
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
  /** What the server answered to a conflict: its own version, where it sends one. */
  readonly theirs: Json
  /** How often the change was put on top of the server's version by the operation's own rule. */
  readonly rebases: number
}

/** How the latest attempt ended. */
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
  /** What the server said about single fields. */
  readonly fields: readonly FieldError[]
}

/** What the server said about one field. */
export interface FieldError {
  /** A field's name or a JSON pointer, as the server wrote it. */
  readonly field: string
  readonly message: string
}

/**
 * Sealed at enqueue, deleted with the head. Secret: what the user wrote. Written again, under a new key, only while no
 * attempt can have reached the server.
 */
export interface ItemBody {
  readonly operation: { readonly name: string; readonly version: number }
  readonly capability: string | null
  readonly lane: string
  readonly request: QueuedRequest
  readonly idempotencyKey: string
  readonly variables: Json
  /** The variables held files or bytes: only the request has their content. */
  readonly isPartial: boolean
  /** Items whose server-given id still has a stand-in in the request. */
  readonly references: readonly string[]
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

/** JSON is kept as text: parsing and writing it again might not give the same bytes. `bytes` are base64. */
export type QueuedBody =
  | { readonly kind: 'none' }
  | { readonly kind: 'json' | 'text'; readonly text: string }
  | { readonly kind: 'bytes'; readonly base64: string }
