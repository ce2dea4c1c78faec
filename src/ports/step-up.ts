import type { Instant } from '../../machines/time.ts'
import type { Json } from '../exchange/parse-json.ts'
import type { BoxMaker } from './box.ts'
import type { Outcome } from './outcome.ts'

/** One way to prove presence: WebAuthn, PIN, biometrics. */
export interface StepUp {
  /** Its name in grants, prompts and the record; one of a kind in `createAuth`. */
  readonly method: string
  /**
   * `key`: a success means that a key was opened or used, which nobody can claim. `word`: the platform says yes; counts for
   * the lowest sensitivity only (SU-04).
   */
  readonly proof: 'key' | 'word'
  /**
   * Given: what is stored of the account lies in a box that only this method's success opens. Several such methods open the
   * same box, made by the first of them. Absent: a success proves presence and opens nothing.
   */
  readonly boxes?: BoxMaker
  /** Whether this device can do it at all. Never rejects. */
  isSupported(): Promise<boolean>
  /** Makes it ready for this account and writes the row. Replaces what was enrolled before. */
  enroll(request: StepUpRequest): Promise<StepUpOutcome>
  /**
   * Asks for a proof. `ok` only after it was checked. Counts an attempt in the row, durably, before checking what can be
   * guessed. `unavailable`: not enrolled, or what was enrolled is gone (a changed set of fingerprints); never a yes (SU-07).
   */
  verify(request: StepUpRequest): Promise<StepUpOutcome>
}

/** How one method's asking for a proof ended. */
export type StepUpOutcome = Outcome<
  null,
  {
    readonly kind:
      | 'cancelled'
      | 'failed'
      /** The last allowed attempt failed: the account locks. */
      | 'exhausted'
      | 'unavailable'
  }
>

/** What a method is asked to prove, and for whom. */
export interface StepUpRequest {
  /** Account hash. */
  readonly account: string
  /** What the proof is for; null: to open the app. */
  readonly capability: string | null
  /** This method's sealed row of this account. */
  readonly row: StepUpRow
  /** The account's own key; null for a method without `boxes`. */
  readonly key: AccountKey | null
  /** Trusted time: no clock movement shortens a delay. */
  readonly now: () => Instant
  /** Puts a question to the user; null: cancelled. What it resolves to is secret. */
  readonly ask: (question: StepUpQuestion) => Promise<string | null>
  /** Tells the developer, and the app's listeners, that something is odd. */
  readonly suspect: (code: string) => void
  readonly signal: AbortSignal
}

/** The key that opens what is stored of an account. Its bytes are secret: they go into a wrapping and nowhere else. */
export interface AccountKey {
  /**
   * What an enrolment wraps: the key in use where it is known here, else a new one, in use from the moment the method's row
   * is written. Null: what is stored is shut, and has to be opened first.
   */
  take(): Promise<Uint8Array<ArrayBuffer> | null>
  /** True when these bytes are the key in use; from then on this context reads what is stored. */
  open(key: Uint8Array<ArrayBuffer>): Promise<boolean>
}

/** What a prompt shows. The method says what kind of text it wants. */
export interface StepUpQuestion {
  /** `prove`: what was chosen before. `choose`: something new. `repeat`: the new one once more. */
  readonly wants: 'prove' | 'choose' | 'repeat'
  /** Why it is asked again. */
  readonly problem: 'wrong' | 'too_soon' | 'too_weak' | 'different' | null
  readonly attemptsLeft: number | null
  /** An answer before this moment is not looked at. */
  readonly notBefore: Instant | null
}

/** One sealed row that survives restarts. */
export interface StepUpRow {
  /** `unreadable`: there is a row, and it is not what was written. */
  read(): Promise<StoredStepUp | 'none' | 'unreadable' | 'failed'>
  /**
   * Writes what `change` makes of the row as it stands; null deletes it. True once it is durable. Another tab's write in
   * between calls `change` again.
   */
  write(change: (stored: StoredStepUp | null) => Json | null): Promise<boolean>
}

/** What a method has stored, and whether that was under this login. */
export interface StoredStepUp {
  readonly value: Json
  /** False: a verified sign-in has happened since it was written. */
  readonly isOfThisLogin: boolean
}
