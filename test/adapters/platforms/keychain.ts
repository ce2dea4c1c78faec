import type { ReactNativeKeychain } from '../../../adapters/storage/keychain.ts'
import type { Phone } from './phone.ts'

/** `react-native-keychain` 10.0.0 on a phone. Native lines are of its `ios/` and `android/` folders. */
export function keychainOn(phone: Phone): ReactNativeKeychain<string, string> {
  const { items } = phone
  /** RNKeychainManager.m, codeForError and messageForError. */
  const locked = (): Error => Object.assign(new Error('User interaction is not allowed.'), { code: '-25308' })
  return {
    ACCESSIBLE: { AFTER_FIRST_UNLOCK_THIS_DEVICE_ONLY: 'AccessibleAfterFirstUnlockThisDeviceOnly' },
    STORAGE_TYPE: { AES_GCM_NO_AUTH: 'KeystoreAESGCM_NoAuth' },
    async setGenericPassword(_username, value, { service, accessible: given }) {
      const accessible = given.includes('AfterFirstUnlock') ? 'after first unlock' : 'when unlocked'
      // RNKeychainManager.m, setGenericPasswordForOptions: the old item is deleted first, and adding the new one may fail.
      if (phone.platform === 'ios') items.delete(service)
      if (!phone.opens(accessible)) throw locked()
      if (!phone.losesWrites) items.set(service, { value, accessible })
      return { service, storage: 'keychain' }
    },
    async getGenericPassword({ service }) {
      const found = items.get(service)
      // KeychainModule.kt, getGenericPassword; RNKeychainManager.m, getGenericPasswordForOptions.
      if (found === undefined) return false
      if (!phone.opens(found.accessible)) throw locked()
      if (phone.isLost(found)) {
        // CipherStorageBase.kt, decryptBytes: AEADBadTagException, which KeychainModule.kt rejects with E_CRYPTO_FAILED.
        throw Object.assign(new Error('Decryption failed: Authentication tag verification failed.'), {
          code: 'E_CRYPTO_FAILED',
        })
      }
      return { password: found.value }
    },
    async resetGenericPassword({ service }) {
      items.delete(service)
      return true
    },
  }
}
