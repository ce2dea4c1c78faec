import type { AccountHash } from '../../machines/facts.ts'
import type {
  DrainerLockInput,
  DrainerLockOutcome,
  DrainInput,
  DrainOutcome,
  PendingChoice,
  QueueFacts,
  RecheckInput,
  RecheckOutcome,
} from '../../machines/outcomes.ts'
import type { AccessSource } from '../ports/access.ts'
import type { Store, Write } from '../ports/store.ts'
import type { Clock, Random, Tabs } from '../ports/world.ts'
import type { AuthQueue, ExportedItem } from './api.ts'

/** What createAuth lends a queue. */
export interface QueueHost {
  readonly store: Store
  readonly clock: Clock
  readonly random: Random
  readonly tabs: Tabs
  readonly fetch: typeof globalThis.fetch
  /** The access token of the session and its one shared refresh. */
  readonly access: AccessSource
  /** The account whose work is accepted and shown here, also while it has to sign in again; null when nobody's is. */
  owner(): AccountHash | null
  /** The account that is signed in here and its session, or null. Read it again after every await. */
  current(): { readonly account: AccountHash; readonly sessionId: string } | null
  /** Whether work may be accepted in the chart's present state; the reason otherwise. */
  admits(): { readonly ok: true } | { readonly ok: false; readonly reason: 'signed_out' | 'locked' | 'restoring' }
  /**
   * Asks the server about the account and what it may do, with this token: the permission source, else userinfo, else the
   * refresh flight. `answered` confirms the session; `failed` says when to ask again.
   */
  confirm(signal: AbortSignal): Promise<'answered' | 'silent' | 'portal'>
  /** Whether the user may do this now, by policy and the newest permission snapshot. Without a policy everything is. */
  permits(capability: string): boolean
  /** Tells the chart that the user wants waiting work sent now. */
  flush(): void
  /** Tells the chart that the queue changed. Call it after the transaction is complete. */
  changed(facts: QueueFacts): void
  /** Tells the developer about something that is wrong in the app or in an adapter. */
  report(code: string): void
}

/** What a queue brings into createAuth. */
export interface QueuePart {
  readonly api: AuthQueue
  /** Where the account's queue stands on disk. */
  facts(account: AccountHash): Promise<QueueFacts>
  /** How many items of any account are on disk, decided or not, read anew: another context may have changed them. */
  held(account: AccountHash): Promise<number>
  /** Any account's work, for its removal. Rejects with `storage_failed`. */
  exportOf(account: AccountHash): Promise<readonly ExportedItem[]>
  drainerLock(input: DrainerLockInput, signal: AbortSignal): Promise<DrainerLockOutcome>
  recheck(input: RecheckInput, signal: AbortSignal): Promise<RecheckOutcome>
  drain(input: DrainInput, signal: AbortSignal): Promise<DrainOutcome>
  /** Lets another tab drain. */
  release(): void
  /** What a `discard` may delete from now on: what was handed over and nothing else; null: everything. */
  handedOver(account: AccountHash, exported: readonly ExportedItem[] | null): void
  /** Writes that a sign-out makes in its own transaction: `discard` deletes the account's items, `keep` leaves them parked. */
  atSignOut(account: AccountHash, choice: PendingChoice): Promise<readonly Write[]>
  /** Re-reads after another tab changed the queue. */
  reread(): void
  dispose(): void
}

/** Hand this to `createAuth({queue})`. */
export interface QueueFactory {
  create(host: QueueHost): QueuePart
}
