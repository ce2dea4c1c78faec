import { lastReading } from './last-reading.ts'
import type { PlatformReading } from './platform-reading.ts'

/** What is used of `@react-native-community/netinfo`. */
export interface NetInfo {
  /** Calls back at once with what is known, then with every change. */
  addEventListener(listener: (state: { readonly isConnected: boolean | null }) => void): () => void
}

/**
 * What the phone believes of its network. `isInternetReachable` is not asked: it is a request to an address of NetInfo's own,
 * and tells of that one only.
 */
export function netInfo({ addEventListener }: NetInfo): PlatformReading {
  return lastReading((tell) => {
    addEventListener(({ isConnected }) => tell(isConnected === null ? 'unknown' : isConnected ? 'online' : 'offline'))
  })
}
