import type { ReactNativeAppState } from '../../../adapters/clock/app-state.ts'
import type { ExpoNetwork } from '../../../adapters/connectivity/expo-network.ts'
import type { NetInfo } from '../../../adapters/connectivity/netinfo.ts'

/** What React Native tells of an app: https://reactnative.dev/docs/appstate. */
export interface NativeApp {
  readonly appState: ReactNativeAppState
  become(state: 'active' | 'inactive' | 'background'): void
  readonly listeners: () => number
}

export function nativeApp(): NativeApp {
  const listeners = new Set<(state: string) => void>()
  return {
    appState: {
      addEventListener(_, listener) {
        const own = (state: string): void => listener(state)
        listeners.add(own)
        return { remove: () => void listeners.delete(own) }
      },
    },
    become: (state) => {
      for (const listener of [...listeners]) listener(state)
    },
    listeners: () => listeners.size,
  }
}

/** A phone's network, as two modules tell of it. */
export interface PhoneNetwork {
  /** Null: the module doesn't know yet. */
  become(isConnected: boolean | null): void
  readonly netInfo: NetInfo
  readonly expoNetwork: ExpoNetwork
}

export function phoneNetwork(first: boolean | null = true): PhoneNetwork {
  let isConnected = first
  const netInfoListeners = new Set<Parameters<NetInfo['addEventListener']>[0]>()
  const expoListeners = new Set<Parameters<ExpoNetwork['addNetworkStateListener']>[0]>()
  /** expo-network 57.0.2, Network.types.d.ts: what isn't known is left out. */
  const state = (): { isConnected?: boolean } => (isConnected === null ? {} : { isConnected })
  return {
    become(next) {
      isConnected = next
      for (const listener of netInfoListeners) listener({ isConnected })
      for (const listener of expoListeners) listener(state())
    },
    netInfo: {
      // netinfo 12.0.1, src/internal/state.ts, add: the latest state at once, where there is one.
      addEventListener(listener) {
        netInfoListeners.add(listener)
        listener({ isConnected })
        return () => void netInfoListeners.delete(listener)
      },
    },
    expoNetwork: {
      getNetworkStateAsync: async () => state(),
      addNetworkStateListener(listener) {
        expoListeners.add(listener)
        return { remove: () => void expoListeners.delete(listener) }
      },
    },
  }
}
