import type { AccountHash } from './facts.ts'
import type { OfflineReason } from './reasons.ts'
import type { Generation, Instant } from './time.ts'

/** What the chart tells the outside by itself. Payloads carry no secret and no name. */
export type AuthEmitted =
  | {
      readonly type: 'offline.entered'
      readonly at: Instant
      readonly reason: OfflineReason
      readonly lastServerContactAt: Instant | null
      readonly hasToken: boolean
      readonly tokenExpiresAt: Instant | null
    }
  | {
      readonly type: 'offline.exited'
      readonly at: Instant
      readonly networkRestored: boolean
      readonly lastServerContactAt: Instant | null
      readonly generation: Generation
    }
  | {
      readonly type: 'warning'
      readonly at: Instant
      readonly kind: 'extended_offline'
      readonly since: Instant | null
    }
  /** An actor broke. A bug of ours or of an adapter, never something the world did. */
  | { readonly type: 'fault'; readonly at: Instant; readonly actor: string }
  /** The record has to say what the chart decided: the offline limit ended the session, or attempts ran out. */
  | {
      readonly type: 'record.end'
      readonly at: Instant
      readonly account: AccountHash | null
      /** The token set the chart decided about: a newer one is another story. */
      readonly generation: Generation
      readonly reason: 'offline_limit' | 'too_many_attempts'
    }
  | { readonly type: 'drainer.release'; readonly at: Instant }
