import type { Keys } from './keys.ts'
import type { Outcome } from './outcome.ts'

/** What a row is. `index` lists the accounts of the device; `login` holds redirect transactions; `cache` is not secret. */
export type RowKind =
  | 'index'
  | 'session'
  | 'intent'
  | 'breaker'
  | 'marks'
  | 'step_up'
  | 'fence'
  | 'queue'
  /** What a queue row sends. Written once, so that it is the same on every attempt. */
  | 'queue_body'
  /** What the server called a finished item. */
  | 'queue_result'
  | 'permissions'
  /** The app's rules as they were when the server last answered. */
  | 'policy'
  | 'revocation'
  | 'login'
  /** Which key pair a session's tokens are bound to; filed under the device until they are somebody's. */
  | 'proof'
  | 'cache'

/** Rows that belong to no account are filed under this name. */
export const device = 'device'

/** `account`: a hashed account, or `device`. `id`: '' where the account has one row of the kind. */
export interface RowKey {
  readonly kind: RowKind
  readonly account: string
  readonly id: string
}

/** A value a transaction must read without a key. Never a secret, never personal data. */
export type ClearValue = string | number | boolean | null | readonly string[]

/** One row of the store. */
export interface Row {
  readonly key: RowKey
  /** Random per login: tells a re-created session from the old one. '' for device rows. */
  readonly sessionId: string
  /** +1 at every write of this row, and part of its AAD. The first write is 1. */
  readonly revision: number
  readonly clear: Readonly<Record<string, ClearValue>>
  readonly sealed: Uint8Array | null
  /** The store's own order: `append` sets it, `put` keeps the stored one, whatever this says. Null for rows never appended. */
  readonly seq: number | null
}

/** True only while the row stands as it was read. `revision: 0` means: no such row. */
export interface Check {
  readonly key: RowKey
  readonly sessionId: string
  readonly revision: number
}

/** One write of a commit. */
export type Write =
  | { readonly do: 'put'; readonly row: Row }
  /** Puts and assigns the next `seq` of the store: strictly rising in commit order, never reused. */
  | { readonly do: 'append'; readonly row: Row }
  | { readonly do: 'delete'; readonly key: RowKey }

/** Which rows to read. */
export type RowQuery =
  | { readonly by: 'key'; readonly key: RowKey }
  /**
   * All rows of a kind and account: first those with a `seq`, in its order, then the others by id. A row that can't be
   * read comes with nothing but its key and `revision: 0`, which no row that was written has.
   */
  | {
      readonly by: 'account'
      readonly kind: RowKind
      readonly account: string
      /** Only rows after this `seq`. */
      readonly after?: number
      readonly limit?: number
    }

/** Why the store could not answer. */
export type StoreFailure =
  /** A check did not hold: nothing was written. `key` is the first one. */
  | { readonly kind: 'conflict'; readonly key: RowKey }
  /** The platform's store is locked for now: retry after a wake. */
  | { readonly kind: 'locked' }
  | { readonly kind: 'quota' }
  | { readonly kind: 'corrupted' }
  /** Another context holds an older version open, or this version is older than the data. Writes are refused. */
  | { readonly kind: 'blocked' }
  /** The connection went away twice in a row. Nothing was reported written; it may have been: check by revision. */
  | { readonly kind: 'closed' }
  | { readonly kind: 'timeout' }
  /** There is no such store here (private mode, no IndexedDB). */
  | { readonly kind: 'impossible' }

/** What a store can and can't do. */
export interface StoreTraits {
  /** `sealed`: keys can't leave the platform. `plaintext`: a person with the device reads the values. */
  readonly protection: 'sealed' | 'plaintext' | 'memory'
  /** All checks and writes of a commit happen together, also against other contexts. */
  readonly atomic: boolean
  readonly survivesRestart: boolean
  readonly survivesReinstall: boolean
  readonly maxValueBytes: number | null
  /** Other contexts (tabs) see the same rows. */
  readonly sharedBetweenContexts: boolean
}

/** What a commit has written. */
export interface CommitReceipt {
  /** `seq` of each `append`, in the order of the writes. */
  readonly seqs: readonly number[]
}

/** Rows that survive the app. Knows nothing of tokens or sessions; sealing happens before a row arrives here. */
export interface Store {
  readonly traits: StoreTraits
  /** The keys that come with this store; an app may give its own. */
  readonly keys: Keys
  /** One consistent read. A missing row is absent from the answer, not a failure. */
  read(queries: readonly RowQuery[]): Promise<Outcome<readonly Row[], StoreFailure>>
  /**
   * All or nothing: every check holds and every write happens, or nothing does. Resolves when the transaction is
   * complete and durable (IndexedDB: `complete`, strict), never on a request's success (RC-03).
   */
  commit(
    checks: readonly Check[],
    writes: readonly Write[],
    options?: { readonly durability?: 'strict' | 'relaxed' },
  ): Promise<Outcome<CommitReceipt, StoreFailure>>
  /** Deletes everything of an account, or all rows. Verified by reading back (ST-21). */
  wipe(scope: { readonly account: string } | 'everything'): Promise<Outcome<null, StoreFailure>>
  /** Closes connections. Later calls answer `closed`. */
  dispose(): void
}
