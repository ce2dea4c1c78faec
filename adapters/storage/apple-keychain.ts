import { SecretsFailure } from './secrets.ts'

/**
 * errSecInteractionNotAllowed (-25308): the device is locked, or was not unlocked since it started. errSecNotAvailable
 * (-25291): there is no keychain yet. Both pass (ST-14). Native modules tell them as text or as code.
 */
const locked = /user interaction is not allowed|no keychain is available|-25308|-25291/i

/** What a native module rejected with, in our words. Its own stay behind. */
export function asSecretsFailure(error: unknown): SecretsFailure {
  // The module isn't there: on the web, or in an app that was not built with it.
  if (error instanceof TypeError) return new SecretsFailure('impossible')
  const [message, code] = [fieldOf(error, 'message'), fieldOf(error, 'code')]
  return new SecretsFailure(locked.test(`${message} ${code}`) ? 'locked' : 'closed')
}

export function fieldOf(error: unknown, name: 'message' | 'code'): string {
  const value: unknown = typeof error === 'object' && error !== null ? new Map(Object.entries(error)).get(name) : ''
  if (name === 'message' && error instanceof Error) return error.message
  return typeof value === 'string' ? value : ''
}
