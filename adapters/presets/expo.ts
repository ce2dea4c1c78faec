import type { Platform } from '../../src/ports/world.ts'
import { appState, type ReactNativeAppState } from '../clock/app-state.ts'
import { systemClock } from '../clock/system.ts'
import { browserConnectivity } from '../connectivity/browser.ts'
import type { PlatformReading } from '../connectivity/platform-reading.ts'
import type { ProbeMarker } from '../connectivity/probe.ts'
import { systemRandom, type SystemRandomOptions } from '../random/system.ts'
import { memory } from '../storage/memory.ts'
import { singleTab } from '../tabs/single-tab.ts'

/** Any port can be given instead of these. */
export interface ExpoOptions extends Partial<Platform> {
  /** `AppState` of `react-native`: timers stand still in the background, and coming back is when things are looked at again. */
  readonly appState: ReactNativeAppState
  /** `expoNetwork(Network)` or `netInfo(NetInfo)`. None: only requests tell whether there is a network. */
  readonly network?: PlatformReading
  /** An address of your own server that answers with the marker. None: portals are not recognised by a probe. */
  readonly probeUrl?: string
  /** What `probeUrl` answers. Default: status 204. */
  readonly probeMarker?: ProbeMarker
  /** Default: the global one. */
  readonly crypto?: NonNullable<SystemRandomOptions['crypto']>
}

const noReading: PlatformReading = { current: () => 'unknown', subscribe: () => () => {} }

/** Everything a React Native app brings, with Expo or without. It is one context, and has no address bar. */
export function expo(options: ExpoOptions): Platform {
  const { appState: state, network, probeUrl, probeMarker, crypto, ...given } = options
  const clock = given.clock ?? systemClock({ wakes: appState(state) })
  // Looked up at each call: an app may replace the global after this line ran.
  const fetch: typeof globalThis.fetch = given.fetch ?? ((input, init) => globalThis.fetch(input, init))
  return {
    clock,
    random: given.random ?? systemRandom(crypto === undefined ? {} : { crypto }),
    tabs: given.tabs ?? singleTab({ clock }),
    connectivity:
      given.connectivity ??
      browserConnectivity({
        clock,
        fetch,
        platformReading: network ?? noReading,
        ...(probeUrl === undefined ? {} : { probeUrl }),
        ...(probeMarker === undefined ? {} : { marker: probeMarker }),
      }),
    navigation: given.navigation ?? null,
    fetch,
    volatile: given.volatile ?? (() => memory()),
    server: given.server ?? false,
  }
}
