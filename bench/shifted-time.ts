/** The host's time, which can be moved forward, such as past the end of a token. */
export interface ShiftedTime {
  /** Milliseconds since the epoch. */
  readonly now: () => number
  readonly monotonic: () => number
  readonly timer: (callback: () => void, milliseconds: number) => () => void
  readonly skip: (milliseconds: number) => void
}

export function shiftedTime(): ShiftedTime {
  let skipped = 0
  return {
    now: () => Date.now() + skipped,
    monotonic: () => performance.now(),
    timer: (callback, milliseconds) => {
      const id = setTimeout(callback, milliseconds)
      return () => clearTimeout(id)
    },
    skip: (milliseconds) => {
      skipped += milliseconds
    },
  }
}
