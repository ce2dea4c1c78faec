import { asSecretsFailure, fieldOf } from './apple-keychain.ts'
import { SecretsFailure, type Secrets } from './secrets.ts'

/** What is used of `react-native-keychain`: `import * as Keychain from 'react-native-keychain'`. */
export interface ReactNativeKeychain<Accessible = unknown, Storage = unknown> {
  readonly ACCESSIBLE: { readonly AFTER_FIRST_UNLOCK_THIS_DEVICE_ONLY: Accessible }
  readonly STORAGE_TYPE: { readonly AES_GCM_NO_AUTH: Storage }
  setGenericPassword(
    username: string,
    password: string,
    options: { service: string; accessible: Accessible; storage: Storage },
  ): Promise<unknown>
  getGenericPassword(options: { service: string }): Promise<false | { readonly password: string }>
  resetGenericPassword(options: { service: string }): Promise<boolean>
}

/** What `keychainSecrets` takes. */
export interface KeychainSecretsOptions {
  /** What the items' service names begin with. Default `authchart`. */
  readonly service?: string
}

/**
 * The keychain of iOS, and on Android values sealed by its Keystore, as `react-native-keychain` gives them. Readable from the
 * first unlock on and never copied to another device (ST-14). On iOS the items outlive the app: see `installMarker`.
 */
export function keychainSecrets<Accessible, Storage>(
  keychain: ReactNativeKeychain<Accessible, Storage>,
  { service = 'authchart' }: KeychainSecretsOptions = {},
): Secrets {
  const serviceOf = (name: string): string => `${service}/${name}`
  const call = async <Value>(work: () => Promise<Value>): Promise<Value> => {
    try {
      return await work()
    } catch (error) {
      throw error instanceof SecretsFailure ? error : asSecretsFailure(error)
    }
  }
  return {
    maxBytes: 2_048,
    protection: 'sealed',
    survivesReinstall: true,
    read: (name) =>
      call(async () => {
        try {
          const found = await keychain.getGenericPassword({ service: serviceOf(name) })
          return found === false ? null : found.password
        } catch (error) {
          // Android's Keystore has another key by now, as after a restored backup: nobody opens this any more.
          if (fieldOf(error, 'code') === 'E_CRYPTO_FAILED') return null
          throw error
        }
      }),
    write: (name, value) =>
      call(async () => {
        const written = await keychain.setGenericPassword(name, value, {
          service: serviceOf(name),
          accessible: keychain.ACCESSIBLE.AFTER_FIRST_UNLOCK_THIS_DEVICE_ONLY,
          storage: keychain.STORAGE_TYPE.AES_GCM_NO_AUTH,
        })
        if (written === false) throw new SecretsFailure('closed')
      }),
    remove: (name) => call(async () => void (await keychain.resetGenericPassword({ service: serviceOf(name) }))),
  }
}
