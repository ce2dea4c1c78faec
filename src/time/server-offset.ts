import { duration, type Duration } from '../../machines/time.ts'
import type { TimeSample } from '../ports/exchange.ts'

/** The last samples of one issuer, and one that waits for another to confirm it. */
export interface ServerOffset {
  readonly samples: readonly Duration[]
  readonly doubted: Duration | null
}

export const noOffset: ServerOffset = { samples: [], doubted: null }

/** Enough for a median that one odd answer can't move. */
const mostSamples = 5
/** A longer round trip says too little about when the server looked at its clock. */
const longestTrip = 10_000
/** A jump by more than this needs a second sample that says the same. */
const largestJump = 300_000

/** Takes one answer's time into account, against the middle of its request (TM-06). */
export function withSample(before: ServerOffset, { server, sentAt, receivedAt }: TimeSample): ServerOffset {
  const trip = receivedAt - sentAt
  const offset = duration(server - (sentAt + receivedAt) / 2)
  if (!(trip >= 0 && trip <= longestTrip) || !Number.isFinite(offset)) return before
  const known = medianOffset(before)
  if (before.samples.length === 0 || Math.abs(offset - known) <= largestJump) {
    return { samples: [...before.samples, offset].slice(-mostSamples), doubted: null }
  }
  const isConfirmed = before.doubted !== null && Math.abs(offset - before.doubted) <= largestJump
  // The clock was set, here or there: what was known before no longer counts.
  return isConfirmed ? { samples: [before.doubted, offset], doubted: null } : { ...before, doubted: offset }
}

/** The server's clock minus ours; zero while nothing is known. */
export function medianOffset({ samples }: ServerOffset): Duration {
  const sorted = samples.toSorted((a, b) => a - b)
  const upper = sorted[sorted.length >> 1]
  const lower = sorted[(sorted.length - 1) >> 1]
  return upper === undefined || lower === undefined ? duration(0) : duration((lower + upper) / 2)
}
