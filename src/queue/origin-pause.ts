import type { Instant } from '../../machines/time.ts'

/**
 * A server that fell silent or asked for time pauses for all lanes. Once the pause is over, one request tries; the others
 * follow when it is answered. Stored beside the fence, so that the next drainer keeps to it.
 */
export interface OriginPause {
  readonly until: Instant
  /** When it was last prolonged: a clock that stands before that was set back since (QU-11). */
  readonly since: Instant
  readonly failures: number
  /** `asked`: by the server, and kept whatever happens. `silent`: by us; a server that answers again ends it. */
  readonly cause: 'asked' | 'silent'
  readonly revision: number
}

export type OriginPauses = ReadonlyMap<string, OriginPause>
