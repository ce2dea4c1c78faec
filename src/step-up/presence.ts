import type { DenialReason } from '../policy/decision.ts'
import type { StepUpQuestion } from '../ports/step-up.ts'

/** How asking for a proof ended. Only `granted` lets anything happen. */
export type StepUpResult =
  | { readonly status: 'granted' }
  | { readonly status: 'cancelled' }
  /** The proof was not good. */
  | { readonly status: 'failed' }
  /** Nothing here can prove it: not enrolled, or what was enrolled is gone. */
  | { readonly status: 'unavailable' }
  /** The last allowed attempt failed: the account is locked. */
  | { readonly status: 'locked' }
  /** A proof would not help. */
  | { readonly status: 'denied'; readonly reason: DenialReason }

/** What the app has to draw while the user is asked. */
export interface StepUpPrompt {
  readonly purpose: 'action' | 'unlock' | 'enroll'
  /** What the proof is for; null: for the app as a whole. */
  readonly capability: string | null
  readonly method: string
  /** Others to choose from, this one included. */
  readonly methods: readonly string[]
  /** Null while the platform asks by itself, or an answer is being checked. */
  readonly question: StepUpQuestion | null
}

/** Frozen, and the same object until something in it changes. */
export interface PresenceState {
  /** The local lock is closed: nothing may be shown but what is public. */
  readonly isShut: boolean
  /**
   * What is stored of the account can't be read here before the proof: after a start, or after a sign-in that a forgotten
   * PIN made necessary. Work from before waits with it.
   */
  readonly isSealed: boolean
  readonly prompt: StepUpPrompt | null
}

/** A way to prove presence, as it stands on this device. */
export interface EnrolledMethod {
  readonly method: string
  readonly isSupported: boolean
  readonly isEnrolled: boolean
}

/** How setting a method up, or removing it, ended. */
export type EnrollResult =
  | { readonly status: 'enrolled' | 'removed' }
  | { readonly status: 'cancelled' | 'failed' | 'unavailable' }
  /** The first method is set up with the server at hand: else whoever holds the device could set up their own. */
  | { readonly status: 'online_required' }

/** Proofs of presence, and the local lock. */
export interface Presence {
  readonly state: PresenceState
  subscribe(listener: () => void): () => void
  /** Answers the prompt's question. Never stored, never in the chart. */
  answer(text: string): void
  /** Goes on with another method of the prompt. */
  choose(method: string): void
  cancel(): void
  /** Opens the local lock, and what is stored, by a proof. */
  unlock(): Promise<StepUpResult>
  /** Closes the local lock; does nothing without one, or with nothing enrolled to open it again. */
  lock(): void
  /** Somebody is there: the idle time begins again. */
  touch(): void
  methods(): Promise<readonly EnrolledMethod[]>
  /** Sets a method up, or anew; that takes a proof by what is enrolled, or a sign-in of the last minutes. */
  enroll(method: string): Promise<EnrollResult>
  remove(method: string): Promise<EnrollResult>
}
