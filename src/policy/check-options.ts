import type { Duration } from '../../machines/time.ts'
import { AuthError } from '../auth-error.ts'
import type { StepUp } from '../ports/step-up.ts'
import { parseDuration } from '../time/parse-duration.ts'
import type { LocalLock } from './part.ts'

interface Given {
  readonly policy?: unknown
  readonly stepUp?: unknown
  readonly localLock?: unknown
}

/** What an app can get wrong about its policy. Returns the local lock as it was read. */
export function checkPolicyOptions({ policy, stepUp, localLock }: Given): LocalLock | null {
  if (policy !== undefined && !isPolicy(policy)) {
    throw new AuthError('invalid_option', { option: 'policy', expected: 'defineCapabilities({…})' })
  }
  const ways: unknown = stepUp ?? []
  const expected = 'a list of adapters such as webauthn(…), each method once'
  if (!Array.isArray(ways) || !ways.every(isStepUp))
    throw new AuthError('invalid_option', { option: 'stepUp', expected })
  if (new Set(ways.map(({ method }: StepUp) => method)).size !== ways.length)
    throw new AuthError('invalid_option', { option: 'stepUp', expected })
  if (ways.length > 0 && policy === undefined)
    throw new AuthError('missing_option', {
      option: 'policy',
      expected: 'defineCapabilities({…}), which says what needs a proof',
    })
  if (localLock === undefined) return null
  if (ways.length === 0)
    throw new AuthError('missing_option', { option: 'stepUp', expected: 'a way to open the local lock' })
  if (typeof localLock !== 'object' || localLock === null)
    throw new AuthError('invalid_option', { option: 'localLock', expected: 'idleFor, backgroundFor or both' })
  const given = new Map<string, unknown>(Object.entries(localLock))
  return { idleFor: span(given, 'idleFor'), backgroundFor: span(given, 'backgroundFor') }
}

function isPolicy(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'authchart.policy'
}

function span(given: ReadonlyMap<string, unknown>, name: string): Duration | null {
  const value = given.get(name)
  return value === undefined ? null : parseDuration(value, `localLock.${name}`)
}

function isStepUp(way: Partial<StepUp> | null | undefined): way is StepUp {
  return (
    typeof way?.method === 'string' &&
    typeof way.verify === 'function' &&
    typeof way.enroll === 'function' &&
    typeof way.isSupported === 'function'
  )
}
