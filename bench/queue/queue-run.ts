import type { Samples } from '../rounds.ts'

export interface DrainRun {
  readonly lanes: number
  readonly answerTime: number
  readonly items: number
  readonly samples: Samples
}

export interface LongRun {
  readonly items: number
  /** Milliseconds per item, by tenths of the drain. */
  readonly tenths: readonly number[]
  readonly longestTask: number
  readonly longTasks: number
  /** Milliseconds from `createAuth` to the first request that leaves. */
  readonly bootFull: readonly number[]
  readonly bootOne: readonly number[]
  /** What 10,000 waiting items hold of the heap. */
  readonly heapBytes: number
}

/** What the page measured. */
export interface QueueRun {
  readonly enqueue: Samples
  readonly many: Samples
  readonly drains: readonly DrainRun[]
  /** Read-write transactions for each item, from `enqueue` to the end of its delivery. */
  readonly transactionsPerItem: number
  readonly long: LongRun
}
