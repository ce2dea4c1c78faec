import type { ExpoSecureStore } from '../../../adapters/storage/expo.ts'
import type { Phone } from './phone.ts'

/** Some iOS releases refused longer values (docs.expo.dev, SecureStore, "Large payloads can be rejected"). */
const mostBytes = 2_048

const [afterFirstUnlock, whenUnlocked] = [1, 5]

/** `expo-secure-store` 57.0.4 on a phone. Native lines are of its `ios/` and `android/` folders. */
export function secureStoreOn(phone: Phone): ExpoSecureStore {
  const { items } = phone
  const check = (name: string): void => {
    // src/SecureStore.ts, isValidKey.
    if (!/^[\w.-]+$/.test(name)) throw new Error('Invalid key provided to SecureStore')
  }
  /** ios/SecureStoreExceptions.swift, KeyChainException: errSecInteractionNotAllowed; the first half is expo-modules-core's. */
  const locked = (call: string): Error =>
    new Error(`Calling the '${call}' function has failed\n→ Caused by: User interaction is not allowed.`)
  /** createKeychainAwareKey in android/…/SecureStoreModule.kt; ios: kSecAttrService and kSecAttrAccount. */
  const place = (name: string, options: { keychainService?: string } | undefined): string =>
    `${options?.keychainService ?? 'app'}-${name}`

  return {
    AFTER_FIRST_UNLOCK_THIS_DEVICE_ONLY: afterFirstUnlock,
    async getItemAsync(name, options) {
      check(name)
      const found = items.get(place(name, options))
      if (found === undefined) return null
      if (!phone.opens(found.accessible)) throw locked('getValueWithKeyAsync')
      if (phone.isLost(found)) {
        // SecureStoreModule.kt, readJSONEncodedItem: after BadPaddingException or without a KeyStore entry the item is
        // deleted and null returned; after KeyPermanentlyInvalidatedException null is returned.
        items.delete(place(name, options))
        return null
      }
      return found.value
    },
    async setItemAsync(name, value, options) {
      check(name)
      if (new TextEncoder().encode(value).length > mostBytes) throw new Error('I/O error.')
      // ios/SecureStoreModule.swift, set: without the option the item is readable while the phone is unlocked only.
      const isEarly = (options?.keychainAccessible ?? whenUnlocked) === afterFirstUnlock
      const accessible = isEarly ? 'after first unlock' : 'when unlocked'
      if (!phone.opens(accessible)) throw locked('setValueWithKeyAsync')
      // SecureStoreModule.kt, setItemImpl: what saveEncryptedItem returns, whether `commit()` wrote, is looked at by nobody.
      if (!phone.losesWrites) items.set(place(name, options), { value, accessible })
    },
    async deleteItemAsync(name, options) {
      check(name)
      items.delete(place(name, options))
    },
  }
}
