import type { Platform } from '../../src/ports/world.ts'
import { systemClock } from '../clock/system.ts'
import { browserConnectivity } from '../connectivity/browser.ts'
import type { ProbeMarker } from '../connectivity/probe.ts'
import { browserLocation } from '../navigation/browser-location.ts'
import { systemRandom } from '../random/system.ts'
import { memory } from '../storage/memory.ts'
import { singleTab } from '../tabs/single-tab.ts'
import { webLocks } from '../tabs/web-locks.ts'

/** Any port can be given instead of the browser's own. */
export interface BrowserOptions extends Partial<Platform> {
  /** Apps with the same name on one origin share locks and hints. Default `authchart`. */
  readonly name?: string
  /** An address of the app's own origin that answers with the marker. None: portals are not recognised by a probe. */
  readonly probeUrl?: string
  /** What `probeUrl` answers. Default: status 204. */
  readonly probeMarker?: ProbeMarker
}

/** Everything a browser brings. During server rendering the same call says `server: true` and touches nothing. */
export function browser(options: BrowserOptions = {}): Platform {
  const { name, probeUrl, probeMarker, ...given } = options
  const server = given.server ?? typeof document === 'undefined'
  const clock = given.clock ?? systemClock()
  // Looked up at each call: an app may replace the global after this line ran.
  const fetch: typeof globalThis.fetch = given.fetch ?? ((input, init) => globalThis.fetch(input, init))
  return {
    clock,
    random: given.random ?? systemRandom(),
    tabs: given.tabs ?? (server ? singleTab({ clock }) : webLocks({ clock, ...(name === undefined ? {} : { name }) })),
    connectivity:
      given.connectivity ??
      browserConnectivity({
        clock,
        fetch,
        ...(probeUrl === undefined ? {} : { probeUrl }),
        ...(probeMarker === undefined ? {} : { marker: probeMarker }),
        ...(server ? { platformReading: { current: () => 'unknown', subscribe: () => () => {} } } : {}),
      }),
    navigation: given.navigation === undefined ? (server ? null : browserLocation()) : given.navigation,
    fetch,
    volatile: given.volatile ?? (() => memory()),
    server,
  }
}
