import type { AccountHash } from '../../machines/facts.ts'
import type { VerifyInput, VerifyOutcome } from '../../machines/outcomes.ts'
import type { Duration } from '../../machines/time.ts'
import type { AuthEvent } from '../../machines/events.ts'
import type { AuthEvents } from '../auth.ts'
import type { PermissionSnapshot } from '../ports/authorization.ts'
import type { StepUp } from '../ports/step-up.ts'
import type { Store } from '../ports/store.ts'
import type { Clock } from '../ports/world.ts'
import type { Boxes } from '../vault/boxes.ts'
import type { AuthView } from '../view.ts'
import type { AuthSnapshot } from '../view-of.ts'
import type { PolicyApi } from './api.ts'

/** When the app closes by itself; null: never for that reason. */
export interface LocalLock {
  readonly idleFor: Duration | null
  readonly backgroundFor: Duration | null
}

/** What createAuth lends a policy. */
export interface PolicyHost {
  store(): Store
  boxes(): Boxes | null
  readonly clock: Clock
  snapshot(): AuthSnapshot
  view(): AuthView
  /** Calls back after every step of the chart. Returns an unsubscribe. */
  watch(listener: () => void): () => void
  /** What the token answer said of the account's roles and scopes; null where no token is held. */
  rolesOf(account: AccountHash): PermissionSnapshot | null
  /** Asks the app's permission source; null where it gave no answer. Null as a whole: there is no source. */
  readonly askPermissions: ((signal: AbortSignal) => Promise<PermissionSnapshot | null>) | null
  readonly worksOffline: boolean
  readonly stepUp: readonly StepUp[]
  readonly localLock: LocalLock | null
  send(event: AuthEvent): void
  tell<Type extends keyof AuthEvents>(type: Type, event: AuthEvents[Type]): void
  /** What is stored of the account has become readable here, or unreadable elsewhere: whoever holds it looks again. */
  boxChanged(account: AccountHash, how: 'opened' | 'made'): void
  /** Throws where this context can't act: disposed, or rendering on a server. */
  expect(): void
}

/** What a policy brings into createAuth. */
export interface PolicyPart {
  readonly api: PolicyApi
  /** Reads what the account's rows say, before the chart shows the account. */
  load(account: AccountHash): Promise<void>
  /** The permission source has answered. */
  notePermissions(account: AccountHash, snapshot: PermissionSnapshot): void
  /** Whether queued work may be sent now (OP-08). */
  permits(capability: string): boolean
  verify(input: VerifyInput, signal: AbortSignal): Promise<VerifyOutcome>
  dispose(): void
}
