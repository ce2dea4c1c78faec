import type { Duration, Instant } from '../../machines/time.ts'

/** One request that is to be proven. `token`: the bound access token it goes with; null where there is none yet. */
export interface ProvenRequest {
  readonly method: string
  readonly url: string
  readonly token: string | null
  /** Its body can be read only once: a wish for a nonce is then learnt and left to the caller. */
  readonly isOnce?: boolean
  readonly signal: AbortSignal
}

/**
 * A key pair that tokens are bound to, at work: signs requests so that a stolen token is worth nothing without the key
 * (RFC 9449). Remembers each origin's nonce. No two requests carry the same proof.
 */
export interface Possession {
  /** Names the public half to the authorization server (§10); null where the key can't be used. */
  thumbprint(): Promise<string | null>
  /**
   * Sends with the headers that prove it. `transmit` is called a second time where the server refused the first proof for its
   * nonce or its time and said which would be right (§8, §9); nothing of the request was done then. Rejects with what
   * `transmit` rejects with, and where the key can't be used.
   */
  send(
    request: ProvenRequest,
    transmit: (headers: Readonly<Record<string, string>>) => Promise<Response>,
  ): Promise<Response>
}

/** Binds an identity provider's tokens to keys of this device; `dpop()`. */
export interface TokenBinding {
  /** `now`: the server's time as far as it is known. */
  possession(pair: CryptoKeyPair, terms: { readonly now: () => Instant }): Possession
}

/** What a stored session says about its key. */
export interface Bound {
  readonly deviceKeyId: string | null
  /** The server's clock minus ours. */
  readonly serverTimeOffset: Duration
}
