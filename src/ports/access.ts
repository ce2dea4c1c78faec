import type { Duration, Generation } from '../../machines/time.ts'
import type { StepUpChallenge } from '../exchange/step-up-challenge.ts'
import type { Possession } from './possession.ts'

/** An access token in use, and which token set it is from. Secret. */
export interface AccessToken {
  readonly token: string
  readonly generation: Generation
  /** Absent: a bearer token. `cookie`: no token at all, but the name of the session that the browser's cookie must be of. */
  readonly carrier?: 'cookie'
  /** The key it is bound to: the token goes nowhere without a proof. Absent: whoever has the token may use it. */
  readonly possession?: Possession
}

/** What an HTTP client needs to send requests as the signed-in user. */
export interface AccessSource {
  /** A token that lives at least `minTtl` longer. Rejects with an AuthError where there is none. */
  access(options?: { readonly minTtl?: Duration }): Promise<AccessToken>
  /**
   * Reports that a resource answered 401 to this generation. Answers with a newer token: the stored one when there is
   * one already, else after one shared refresh; null when the 401 should go to the caller. Callers in parallel share one answer.
   */
  rejected(use: {
    readonly generation: Generation
    readonly origin: string
    /** The server said that the browser's cookie is of another session by now: asked again, however young this one is. */
    readonly otherSession?: boolean
  }): Promise<AccessToken | null>
  /**
   * Reports that a resource asked this generation for a stronger or fresher authentication (RFC 9470). Answers with the token
   * to send the request again with, once; null when the 401 should go to the caller. Rejects with `step_up_cancelled` or
   * `step_up_failed`. Absent: every challenge goes to the caller.
   */
  challenged?(use: {
    readonly generation: Generation
    readonly challenge: StepUpChallenge
  }): Promise<AccessToken | null>
  /**
   * Reports an answer in this origin's name that was somebody else's: a captive portal, a proxy. The network is looked at
   * once, and a portal ends sending until it is gone. Absent: nobody is told.
   */
  suspected?(use: { readonly origin: string }): void
  /** Origins that may receive the token. */
  readonly origins: readonly string[]
  /** Ends when this session's requests must stop: sign-out, end of session, account switch. Read it per request. */
  readonly signal: AbortSignal
}
