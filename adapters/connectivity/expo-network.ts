import type { NetworkReading } from '../../src/ports/world.ts'
import { lastReading } from './last-reading.ts'
import type { PlatformReading } from './platform-reading.ts'

interface State {
  readonly isConnected?: boolean
}

/** What is used of `expo-network`: `import * as Network from 'expo-network'`. */
export interface ExpoNetwork {
  getNetworkStateAsync(): Promise<State>
  addNetworkStateListener(listener: (state: State) => void): unknown
}

/**
 * What the phone believes of its network. `isInternetReachable` is not asked: on Android a captive portal counts as
 * unreachable there, which a probe knows better.
 */
export function expoNetwork(network: ExpoNetwork): PlatformReading {
  const read = ({ isConnected }: State): NetworkReading =>
    isConnected === undefined ? 'unknown' : isConnected ? 'online' : 'offline'
  return lastReading((tell) => {
    let isNewer = false
    network.addNetworkStateListener((state) => {
      isNewer = true
      tell(read(state))
    })
    // A change that came meanwhile is the newer of the two.
    network.getNetworkStateAsync().then(
      (state) => isNewer || tell(read(state)),
      () => {},
    )
  })
}
