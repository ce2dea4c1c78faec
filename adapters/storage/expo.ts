import { asSecretsFailure } from './apple-keychain.ts'
import type { Secrets } from './secrets.ts'

/** What is used of `expo-secure-store`: `import * as SecureStore from 'expo-secure-store'`. */
export interface ExpoSecureStore {
  readonly AFTER_FIRST_UNLOCK_THIS_DEVICE_ONLY: number
  getItemAsync(key: string, options?: SecureStoreOptions): Promise<string | null>
  setItemAsync(key: string, value: string, options?: SecureStoreOptions): Promise<void>
  deleteItemAsync(key: string, options?: SecureStoreOptions): Promise<void>
}

interface SecureStoreOptions {
  keychainService?: string
  keychainAccessible?: number
}

/** What `expoSecrets` takes. */
export interface ExpoSecretsOptions {
  /** iOS: the items' service; Android: the alias of the key that seals them. Default `authchart`. */
  readonly service?: string
}

/**
 * The keychain of iOS, and on Android values sealed by its Keystore, as `expo-secure-store` gives them. Readable from the first
 * unlock on and never copied to another device, so that a renewal in the background finds its token (ST-14). On iOS the
 * items outlive the app: see `installMarker`.
 */
export function expoSecrets(secureStore: ExpoSecureStore, { service = 'authchart' }: ExpoSecretsOptions = {}): Secrets {
  const options = (): SecureStoreOptions => ({
    keychainService: service,
    // Read when it is needed: the native module's constants may be there later than its import.
    keychainAccessible: secureStore.AFTER_FIRST_UNLOCK_THIS_DEVICE_ONLY,
  })
  const call = async <Value>(work: () => Promise<Value>): Promise<Value> => {
    try {
      return await work()
    } catch (error) {
      throw asSecretsFailure(error)
    }
  }
  return {
    // Some iOS releases refused longer ones; the module itself has no limit since SDK 55.
    maxBytes: 2_048,
    protection: 'sealed',
    survivesReinstall: true,
    read: (name) => call(() => secureStore.getItemAsync(name, options())),
    write: (name, value) => call(() => secureStore.setItemAsync(name, value, options())),
    remove: (name) => call(() => secureStore.deleteItemAsync(name, options())),
  }
}
