import type { ExpoLocalAuthentication } from '../../../adapters/step-up/local-authentication.ts'
import type { Somebody } from '../../../src/testing/contracts/step-up.contract.ts'

/** A phone with a fingerprint reader, and `expo-local-authentication` 57.0.3 on it (LocalAuthentication.types.d.ts). */
export interface FingerprintReader {
  readonly module: ExpoLocalAuthentication
  /** Whose finger comes next. `nobody` puts the prompt away. */
  person: Somebody
  /** Whether the phone knows a finger, or a code. */
  isSetUp: boolean
  isLockedOut: boolean
  readonly prompts: () => number
  readonly dismissed: () => number
  /** Holds the prompt open until it is answered. */
  hold(): () => void
}

export function fingerprintReader(): FingerprintReader {
  let [prompts, dismissed] = [0, 0]
  let held: Promise<void> = Promise.resolve()
  const reader: FingerprintReader = {
    person: 'owner',
    isSetUp: true,
    isLockedOut: false,
    prompts: () => prompts,
    dismissed: () => dismissed,
    hold() {
      let release = (): void => {}
      held = new Promise((resolve) => {
        release = resolve
      })
      return () => release()
    },
    module: {
      hasHardwareAsync: async () => true,
      isEnrolledAsync: async () => reader.isSetUp,
      async authenticateAsync() {
        prompts += 1
        await held
        // LocalAuthenticationError: the words of both systems, as the module has them.
        if (!reader.isSetUp) return { success: false, error: 'not_enrolled' }
        if (reader.isLockedOut) return { success: false, error: 'lockout' }
        if (reader.person === 'nobody') return { success: false, error: 'user_cancel' }
        return reader.person === 'owner' ? { success: true } : { success: false, error: 'authentication_failed' }
      },
      async cancelAuthenticate() {
        dismissed += 1
      },
    },
  }
  return reader
}
