import type { Row } from '../../../src/ports/store.ts'

/** What outlives a `memory()` store opened on it: lets several contexts, or one context's next start, share rows. */
export interface MemoryDisk {
  readonly rows: Map<string, Row>
  readonly keys: Map<string, CryptoKey>
  /** The last `seq` given out. */
  lastSeq: number
}

export function memoryDisk(): MemoryDisk {
  return { rows: new Map(), keys: new Map(), lastSeq: 0 }
}
