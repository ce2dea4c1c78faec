import { instant, type Instant } from '../../machines/time.ts'

/*
 * Time that only rises. Elapsed = the most of what the wall clock, the monotonic clock and the persisted mark say
 * (TM-02): the monotonic clock stops while the device sleeps, the wall clock can be set back.
 */

export interface HighWater {
  /** The highest trusted moment so far. */
  readonly mark: Instant
  /** What the monotonic clock said then. */
  readonly monotonic: number
}

export interface ClockReading {
  readonly wall: number
  readonly monotonic: number
}

/** Clocks that the network sets drift by seconds; a person sets one back by more than this. */
const tolerance = 120_000

/** The mark after a look at both clocks. Never falls; a clock that says no number adds nothing. */
export function raise(before: HighWater, { wall, monotonic }: ClockReading): HighWater {
  const passed = Number.isFinite(monotonic) ? Math.max(0, monotonic - before.monotonic) : 0
  const lived = before.mark + passed
  const mark = Number.isFinite(wall) ? Math.max(wall, lived) : lived
  return { mark: instant(mark), monotonic: Number.isFinite(monotonic) ? monotonic : before.monotonic }
}

/** A mark from the record of an account: this device has seen that moment already. */
export function atLeast(before: HighWater, mark: number): HighWater {
  return Number.isFinite(mark) && mark > before.mark ? { ...before, mark: instant(mark) } : before
}

/** Whether the wall clock stands before what was seen: time nobody can count (TM-03). */
export function isRolledBack({ mark }: HighWater, { wall }: ClockReading): boolean {
  return !Number.isFinite(wall) || wall < mark - tolerance
}

/** A server's answer makes the wall clock of that moment good again (TM-05). */
export function restart({ wall, monotonic }: ClockReading): HighWater {
  return { mark: instant(Number.isFinite(wall) ? wall : 0), monotonic: Number.isFinite(monotonic) ? monotonic : 0 }
}
