import type { Instant } from '../../../machines/time.ts'
import type { Row } from '../../../src/ports/store.ts'

/** What outlives a `memory()` store opened on it: lets several contexts, or one context's next start, share rows. */
export interface MemoryDisk {
  readonly rows: Map<string, Row>
  readonly keys: Map<string, CryptoKey>
  /** Keys that newer ones have replaced and that still open, and since when. */
  readonly oldKeys: Map<string, { readonly key: CryptoKey; readonly since: Instant }>
  /** Pairs that tokens are bound to, by their ids. */
  readonly proofs: Map<string, CryptoKeyPair>
  /** The last `seq` given out. */
  lastSeq: number
}

/** Rows that outlive the stores over them, for a while. */
export function memoryDisk(): MemoryDisk {
  return { rows: new Map(), keys: new Map(), oldKeys: new Map(), proofs: new Map(), lastSeq: 0 }
}
