import type { Presence, StepUpResult } from '../step-up/presence.ts'
import type { AuditEntry } from './audit.ts'
import type { Decision } from './decision.ts'

/** What an app asks before it does something. */
export interface PolicyApi<Capability extends string = string> {
  /** Whether this may be done now, why not, and until when. The same object until the answer changes. Advisory: a button's business. */
  can(capability: Capability): Decision
  /** Runs `act` if this may be done at this moment; else throws an AuthError with the reason as its code, and nothing has run. */
  guard<Result>(capability: Capability, act: () => Result): Result
  /** Asks the user for a proof of presence, where the capability needs one now. One prompt at a time; callers share it. */
  stepUp(capability: Capability): Promise<StepUpResult>
  /** Calls back when the answer about one of the capabilities changes, by an event or at its exact moment. One timer serves all. */
  onFlip(capabilities: readonly Capability[], listener: () => void): () => void
  /** The last decisions that something depended on, oldest first. */
  decisions(): readonly AuditEntry[]
  /** Proofs of presence and the local lock; null where createAuth was given no step-up. */
  readonly presence: Presence | null
}
