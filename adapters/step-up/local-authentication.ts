import type { Instant } from '../../machines/time.ts'
import type { StepUp, StepUpOutcome } from '../../src/ports/step-up.ts'

/** What is used of `expo-local-authentication`: `import * as LocalAuthentication from 'expo-local-authentication'`. */
export interface ExpoLocalAuthentication {
  hasHardwareAsync(): Promise<boolean>
  isEnrolledAsync(): Promise<boolean>
  authenticateAsync(options: {
    promptMessage: string
    disableDeviceFallback: boolean
    biometricsSecurityLevel: 'strong'
  }): Promise<{ readonly success: true } | { readonly success: false; readonly error: string }>
  cancelAuthenticate(): Promise<void>
}

/** What `localAuthentication` takes. */
export interface LocalAuthenticationOptions {
  /** What the prompt says, in the user's language. */
  readonly reason: string
  /** Whether the device's own code may stand in for a fingerprint or a face. Default true. */
  readonly orDeviceCode?: boolean
}

/** A prompt that its user, or the system, put away: nothing was proven, and nothing failed. */
const cancels: readonly string[] = ['user_cancel', 'app_cancel', 'system_cancel', 'user_fallback', 'timeout']

/** There is nothing to prove it with: never set up, taken away, or too often tried for now. */
const unavailable: readonly string[] = [
  'not_enrolled',
  'not_available',
  'passcode_not_set',
  'lockout',
  'no_space',
  'invalid_context',
]

/**
 * The phone's fingerprint, face or code. The phone says yes or no, and no key depends on it, so that it counts for the lowest
 * sensitivity only (SU-04). Uses Android's strong biometrics and no weaker ones.
 */
export function localAuthentication(
  module: ExpoLocalAuthentication,
  { reason, orDeviceCode = true }: LocalAuthenticationOptions,
): StepUp {
  const prompt = async (signal: AbortSignal, now: () => Instant): Promise<StepUpOutcome> => {
    const failed = (kind: 'cancelled' | 'failed' | 'unavailable'): StepUpOutcome => ({
      ok: false,
      failure: { kind },
      at: now(),
    })
    if (signal.aborted) return failed('cancelled')
    // Android only; elsewhere it is missing or does nothing, the prompt stays, and its answer counts for nothing.
    const dismiss = (): void => void (async () => module.cancelAuthenticate())().catch(() => {})
    signal.addEventListener('abort', dismiss, { once: true })
    try {
      const answer = await module.authenticateAsync({
        promptMessage: reason,
        disableDeviceFallback: !orDeviceCode,
        biometricsSecurityLevel: 'strong',
      })
      if (signal.aborted) return failed('cancelled')
      if (answer.success) return { ok: true, value: null, at: now() }
      if (cancels.includes(answer.error)) return failed('cancelled')
      return failed(unavailable.includes(answer.error) ? 'unavailable' : 'failed')
    } catch {
      return failed('unavailable')
    } finally {
      signal.removeEventListener('abort', dismiss)
    }
  }

  return {
    method: 'local_authentication',
    proof: 'word',
    isSupported: async () => {
      try {
        return (await module.hasHardwareAsync()) && (await module.isEnrolledAsync())
      } catch {
        return false
      }
    },
    /** Nothing is kept but that the owner said yes to it: who asks for it later must have been asked once. */
    async enroll({ row, signal, now }) {
      const proven = await prompt(signal, now)
      if (!proven.ok) return proven
      const isKept = await row.write(() => ({ version: 1 }))
      return isKept ? proven : { ok: false, failure: { kind: 'failed' }, at: now() }
    },
    async verify({ row, signal, now }) {
      const stored = await row.read()
      if (typeof stored === 'string')
        return { ok: false, failure: { kind: stored === 'failed' ? 'failed' : 'unavailable' }, at: now() }
      const proven = await prompt(signal, now)
      if (!proven.ok) return proven
      // The row stands and can be written: a store that can't keep an attempt is none to prove anything by.
      const isKept = await row.write((found) => found?.value ?? { version: 1 })
      return isKept ? proven : { ok: false, failure: { kind: 'failed' }, at: now() }
    },
  }
}
