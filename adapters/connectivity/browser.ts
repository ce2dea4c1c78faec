import { duration } from '../../machines/time.ts'
import type { Clock, Connectivity } from '../../src/ports/world.ts'
import { systemClock } from '../clock/system.ts'
import { hostReading, type PlatformReading } from './platform-reading.ts'
import { probeOver, type ProbeMarker } from './probe.ts'

/** What `browserConnectivity` takes. */
export interface BrowserConnectivityOptions {
  /** An address of the app's own origin that answers with the marker; elsewhere it needs CORS. None: no probe. */
  readonly probeUrl?: string
  /** Default: status 204, which no portal's login page has. */
  readonly marker?: ProbeMarker
  readonly fetch?: typeof globalThis.fetch
  /** Default: `navigator.onLine` and its events. */
  readonly platformReading?: PlatformReading
  readonly clock?: Pick<Clock, 'wall' | 'wakeAfter'>
}

/** A probe that takes longer tells a user nothing better than "not reachable". */
const patience = duration(5_000)

/** The browser's own reading of the network, and one cheap request that tells a portal from the internet. */
export function browserConnectivity(options: BrowserConnectivityOptions = {}): Connectivity {
  const reading = options.platformReading ?? hostReading()
  return {
    current: () => reading.current(),
    subscribe: (listener) => reading.subscribe(listener),
    probe:
      options.probeUrl === undefined
        ? null
        : probeOver({
            url: options.probeUrl,
            // Looked up at each call: an app may replace the global after this line ran.
            fetch: options.fetch ?? ((input, init) => globalThis.fetch(input, init)),
            marker: options.marker ?? { status: 204 },
            patience,
            clock: options.clock ?? systemClock(),
          }),
  }
}
