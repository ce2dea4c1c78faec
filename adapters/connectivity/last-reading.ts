import type { NetworkReading } from '../../src/ports/world.ts'
import type { PlatformReading } from './platform-reading.ts'

/** A reading that native code tells when it likes: remembered, and passed on when it is another. */
export function lastReading(watch: (tell: (reading: NetworkReading) => void) => void): PlatformReading {
  const listeners = new Set<(reading: NetworkReading) => void>()
  let last: NetworkReading = 'unknown'
  watch((reading) => {
    if (reading === last) return
    last = reading
    for (const listener of [...listeners]) listener(reading)
  })
  return {
    current: () => last,
    subscribe(listener) {
      const own = (reading: NetworkReading): void => listener(reading)
      listeners.add(own)
      return () => void listeners.delete(own)
    },
  }
}
