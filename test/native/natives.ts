import { DeviceEventEmitter } from 'react-native'
import { DatabaseSync, type SQLInputValue } from 'node:sqlite'

/** The native halves of an app's modules; their JavaScript is the published one, but for expo-sqlite's. */
export interface Natives {
  /** The keychain, by service and name. */
  readonly secrets: Map<string, string>
  /** What was opened, by file name. It stays when the app is closed. */
  readonly databases: Map<string, DatabaseSync>
  network: 'wifi' | 'none'
}

export const natives: Natives = { secrets: new Map(), databases: new Map(), network: 'wifi' }

/** Everything the phone keeps is gone, and it is online. */
export function newPhone(): void {
  natives.secrets.clear()
  natives.databases.clear()
  natives.network = 'wifi'
}

/** As the connectivity manager tells it: type, connection and, on Android, whether the internet answers. */
function networkState(): object {
  const isConnected = natives.network === 'wifi'
  return { type: natives.network, isConnected, isInternetReachable: isConnected, details: isConnected ? {} : null }
}

export function switchNetwork(to: Natives['network']): void {
  natives.network = to
  DeviceEventEmitter.emit('netInfo.networkStatusDidChange', networkState())
}

export function switchApp(to: 'active' | 'inactive' | 'background'): void {
  DeviceEventEmitter.emit('appStateDidChange', { app_state: to })
}

/** expo-modules-core's way to a native module; ExpoSecureStore as `expo-secure-store` 57.0.4 calls it. */
export function requireNativeModule(name: string): object {
  if (name !== 'ExpoSecureStore') throw new Error(`This phone has no ${name}`)
  const place = (key: string, { keychainService = 'app' }: { keychainService?: string }): string =>
    `${keychainService}-${key}`
  return {
    AFTER_FIRST_UNLOCK_THIS_DEVICE_ONLY: 3,
    getValueWithKeyAsync: async (key: string, options: object) => natives.secrets.get(place(key, options)) ?? null,
    setValueWithKeyAsync: async (value: string, key: string, options: object) =>
      void natives.secrets.set(place(key, options), value),
    deleteValueWithKeyAsync: async (key: string, options: object) => void natives.secrets.delete(place(key, options)),
  }
}

/** `expo-sqlite`, over the SQLite that Node brings. */
export async function openDatabaseAsync(name: string): Promise<object> {
  const database = natives.databases.get(name) ?? new DatabaseSync(':memory:')
  natives.databases.set(name, database)
  return {
    // Statements run on a thread of their own: the answer is another turn's.
    getAllAsync: async (sql: string, values: SQLInputValue[]) => {
      await Promise.resolve()
      return database.prepare(sql).all(...values)
    },
    closeAsync: async () => {},
  }
}

/** React Native's own AppState asks this module. */
export const appState = {
  getConstants: () => ({ initialAppState: 'active' }),
  getCurrentAppState: (tell: (state: object) => void) => tell({ app_state: 'active' }),
  addListener: () => {},
  removeListeners: () => {},
}

/** What `@react-native-community/netinfo` 12.0.1 asks its native half for. */
export const netInfo = {
  configure: () => {},
  getCurrentState: async () => networkState(),
  addListener: () => {},
  removeListeners: () => {},
}
