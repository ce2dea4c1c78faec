import type { Samples } from '../rounds.ts'

/** What the page measured with one size of burst. */
export interface BurstRun {
  readonly calls: number
  /** What the token endpoint took to answer, in milliseconds. */
  readonly answerTime: number
  readonly samples: Samples
  /** Token requests the server counted, by contestant, over all its timed bursts; without coalescing, of one burst. */
  readonly requests: Readonly<Record<string, number>>
  readonly rounds: number
}
