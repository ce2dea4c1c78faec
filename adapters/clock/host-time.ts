/** What the host knows of time. `systemClock` is the only reader; tests hand in their own. */
export interface HostTime {
  now(): number
  monotonic(): number
  /** A one-shot timer. Returns its cancel. */
  timer(callback: () => void, milliseconds: number): () => void
}

export function hostTime(): HostTime {
  return {
    now: () => Date.now(),
    monotonic: () => performance.now(),
    timer(callback, milliseconds) {
      const id = setTimeout(callback, milliseconds)
      return () => clearTimeout(id)
    },
  }
}
