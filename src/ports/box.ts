type Bytes = Uint8Array<ArrayBuffer>

/**
 * Sealing by halves: whoever has the lid can put something in, only the key takes it out. So a context that was never
 * given the proof can still write down what it must not lose, such as a rotated token set.
 */
export interface BoxMaker {
  /** A new pair. The key is secret: it goes into a wrapping and nowhere else. */
  make(): Promise<{ readonly lid: Bytes; readonly key: Bytes }>
  /** The box of this lid, shut. Never rejects for bytes that are no lid: such a box seals nothing and opens nothing. */
  box(lid: Bytes): Box
}

/** One account's box in this context. Calls never reject. */
export interface Box {
  readonly isOpen: boolean
  /** Null where the platform can't. */
  seal(plain: Bytes, aad: Bytes): Promise<Bytes | null>
  /** `shut`: the key is needed. Null: these are not the bytes, the box or the AAD that were sealed. What this context sealed itself it can open. */
  open(sealed: Bytes, aad: Bytes): Promise<Bytes | 'shut' | null>
  /** True when this is the key of the lid; from then on everything opens here. */
  unlock(key: Bytes): Promise<boolean>
  /** The key, to be wrapped anew; null while shut. */
  key(): Promise<Bytes | null>
  /** Forgets the key, and what this context could open without it. */
  shut(): void
}
