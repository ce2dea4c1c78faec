import type { AccountHash, UserFacts } from '../../machines/facts.ts'
import type { SignInOptions, SignInResult } from '../auth.ts'
import type { ExportedItem } from '../queue/api.ts'

/** Somebody this device knows. Frozen, JSON-safe; carries no token. */
export interface KnownAccount {
  /** What `switchTo` and `remove` take. */
  readonly account: AccountHash
  /** Null where nothing of the account can be read: signed out for good, or its key is lost. */
  readonly user: UserFacts | null
  /** This context shows it. Other tabs may show another. */
  readonly isShown: boolean
  /** Whether it opens by `switchTo` alone; `signed_out` has to sign in, with `add`. */
  readonly standing: 'signed_in' | 'reauth_required' | 'locked' | 'signed_out'
  /** Work of this account on the device, unsent or waiting for the user; it stays put until the account is shown again. */
  readonly pending: number
}

/** Who signed in where somebody else was expected. Nothing of theirs was kept. */
export interface Stranger {
  readonly account: AccountHash
  readonly user: UserFacts
  /** True: `switchTo(account)` may do. False: `add({ loginHint })` signs them in beside the account that was asked for. */
  readonly isKnown: boolean
}

/**
 * `signed_out`: it has to sign in first. `unknown`: this device does not know it any more. In both, nothing has happened.
 * `failed`: the store does not answer; nobody is shown until it does, and then the account that was picked.
 */
export type SwitchResult = { readonly status: 'switched' | 'signed_out' | 'unknown' | 'failed' }

/** What becomes of an account's unsent work when it is removed. */
export interface RemoveOptions {
  /** What happens to unsent work. Without it a removal with unsent work asks back. `export` hands it over and discards it. */
  readonly pending?: 'keep' | 'discard' | 'export'
}

/** How removing an account ended. */
export type RemoveResult =
  /** `kept`: the account stays in the list, because its work does. */
  | { readonly status: 'removed' | 'kept'; readonly exported?: readonly ExportedItem[] }
  /** Nothing has happened: the user has to choose what happens to unsent work. */
  | { readonly status: 'needs_decision'; readonly pending: number }
  | { readonly status: 'unknown' }
  /** The store refused; whatever it had written is finished at the next start. */
  | { readonly status: 'failed' }

/** Several people on one device. Each has a key, rows and work of their own; one is shown at a time. */
export interface AuthAccounts {
  /** In the order they came. Frozen; the same array until something in it changes. Empty while the first read is under way. */
  list(): readonly KnownAccount[]
  /** Set while a sign-in has just ended with `account_mismatch`; null otherwise. */
  stranger(): Stranger | null
  /** Called after every change that `list()` or `stranger()` would show. Returns an unsubscribe. */
  subscribe(listener: () => void): () => void
  /**
   * Signs one more person in, and shows them; the one shown now stays signed in and comes back where that fails. Asks who
   * is there (`prompt: 'login'`) unless told otherwise. Rejects with `disposed` or `server_side`.
   */
  add(options?: SignInOptions): Promise<SignInResult>
  /** Shows another account of this device; a renewal under way lands where it belongs. New tabs open with it. */
  switchTo(account: AccountHash): Promise<SwitchResult>
  /** Signs the account out for good, shown or not, and forgets it. Rejects with `disposed`, `server_side`, `storage_failed`. */
  remove(account: AccountHash, options?: RemoveOptions): Promise<RemoveResult>
}
