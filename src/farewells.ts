import type { Host } from './host.ts'

/** A context that is over tries this often more to write what it owes, further apart each time: what only it has would be lost with it. */
const mostFarewells = 5

export interface Patience {
  /** Waits before the next try. Ends early when the context is disposed, and waits on after that; false: it has tried enough. */
  rest(pause: number): Promise<boolean>
}

export function patienceOf({ sleep, isDisposed, platform: { clock } }: Host): Patience {
  let farewells = 0
  return {
    async rest(pause) {
      if (!isDisposed()) {
        await sleep(pause)
        return true
      }
      farewells += 1
      if (farewells > mostFarewells) return false
      await new Promise<void>((resolve) => void clock.wakeAfter(farewells * 1_000, resolve))
      return true
    },
  }
}
