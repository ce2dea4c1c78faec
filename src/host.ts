import type { AuthEvent } from '../machines/events.ts'
import type { AccountHash } from '../machines/facts.ts'
import type { Duration } from '../machines/time.ts'
import type { AuthEvents } from './auth.ts'
import type { CallContext, IdentityProvider } from './ports/identity.ts'
import type { PermissionSource } from './ports/authorization.ts'
import type { Store } from './ports/store.ts'
import type { Platform, TabMessage } from './ports/world.ts'
import type { HeldTokens } from './vault/held-tokens.ts'

/** What the logic of the chart's actors works with. Made once by `createAuth`. */
export interface Host {
  readonly identity: IdentityProvider
  readonly platform: Platform
  /** The given store, or the volatile one once the given one turned out to be impossible. */
  store(): Store
  useVolatileStore(): void
  readonly held: HeldTokens
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
  /** What an identity call gets: network, clock, and a signal that also ends after `timeout`. */
  call(timeout: Duration | null, signal?: AbortSignal): CallContext
  /** Waits on the clock; ends early when this context is disposed. */
  sleep(span: number): Promise<void>
  isDisposed(): boolean
}
