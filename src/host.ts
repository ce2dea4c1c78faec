import type { AuthEvent } from '../machines/events.ts'
import type { AccountHash } from '../machines/facts.ts'
import type { Duration } from '../machines/time.ts'
import type { AuthEvents } from './auth.ts'
import type { IdentityFailure } from './ports/exchange.ts'
import type { CallContext, IdentityProvider } from './ports/identity.ts'
import type { Outcome } from './ports/outcome.ts'
import type { Bound } from './ports/possession.ts'
import type { PermissionSource } from './ports/authorization.ts'
import type { Store, StoreFailure } from './ports/store.ts'
import type { Platform, TabMessage } from './ports/world.ts'
import type { UnwrittenEndings } from './refresh/unwritten-endings.ts'
import type { Deliveries } from './revocation/deliveries.ts'
import type { StrangerNote } from './sign-in/stranger.ts'
import type { LeftSessions } from './sign-out/left-sessions.ts'
import type { SignOutReports } from './sign-out/report.ts'
import type { Boxes } from './vault/boxes.ts'
import type { HeldTokens } from './vault/held-tokens.ts'
import type { Possessions } from './vault/possessions.ts'

/** What the logic of the chart's actors works with. Made once by `createAuth`. */
export interface Host {
  readonly identity: IdentityProvider
  readonly platform: Platform
  /** The given store, or the volatile one once the given one turned out to be impossible. */
  store(): Store
  /** The given store, also while memory serves in its place. */
  givenStore(): Store
  /** The boxes in that store; null where no step-up method makes any. */
  boxes(): Boxes | null
  /** Not while this context holds tokens of the given store: that one is asked again instead. */
  useVolatileStore(failure: 'impossible' | 'dead'): void
  /** Why the given store can't be used, for whoever is told that memory serves instead. */
  noteStoreFailure(failure: StoreFailure['kind']): void
  storeFailure(): StoreFailure['kind'] | null
  /** Back to the given store, where it was only dead for a while and nothing is held in memory. */
  retryGivenStore(): void
  isGivenPossible(): boolean
  /** The sign-ins that are under way. */
  readonly signingIn: Set<AbortSignal>
  readonly held: HeldTokens
  /** The keys that tokens are bound to. */
  readonly possessions: Possessions
  readonly permissions: PermissionSource | null
  readonly offlineFor: Duration | false
  readonly refreshBefore: Duration
  readonly refreshRetryDelay: ((failures: number) => Duration) | null
  /** This context's fixed place in [0, 1), so that tabs don't come due together. */
  readonly chance: number
  /** Sends to the chart; nothing happens after dispose. */
  send(event: AuthEvent): void
  tell<Type extends keyof AuthEvents>(type: Type, event: AuthEvents[Type]): void
  announce(kind: TabMessage['kind'], account: AccountHash | '', generation?: number): void
  /**
   * One call to the identity provider: network, clock, and a signal that also ends after `timeout`. Settles soon after
   * that, also where the adapter ignores its signal; rejects only where the adapter throws.
   */
  call<Value>(work: IdentityCall<Value>, bounds: CallBounds): Promise<Outcome<Value, IdentityFailure>>
  /** Waits on the clock; ends early when this context is disposed. */
  sleep(span: number): Promise<void>
  /** Reads the record again and tells the chart what it finds, as after a hint from another tab. */
  look(): Promise<void>
  /** A sign-out begins: what was on its way before must not bring a session back. */
  depart(): void
  /** Sessions that the user left and whose record could not be closed yet: they are not opened again. */
  readonly left: LeftSessions
  /** Sessions that ended and whose record could not be told yet. */
  readonly unwritten: UnwrittenEndings
  readonly deliveries: Deliveries
  /** Who signed in where somebody else was expected. */
  readonly stranger: StrangerNote
  /** What the sign-outs of this context did. */
  readonly signOuts: SignOutReports
  /** How many sign-outs began in this context. */
  departures(): number
  isDisposed(): boolean
  readonly disposal: AbortSignal
}

export type IdentityCall<Value> = (context: CallContext) => Promise<Outcome<Value, IdentityFailure>>

export interface CallBounds {
  /** Null: as long as the person at a popup needs. */
  readonly timeout: Duration | null
  readonly signal?: AbortSignal
  /** The session the call is for: where its tokens are bound to a key, the call is given that, or is not made. */
  readonly session?: Bound
}
