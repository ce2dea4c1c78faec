import { duration, type Duration } from '../machines/time.ts'
import type { AccountsFactory } from './accounts/part.ts'
import type { OnChallenge } from './access/challenges.ts'
import { AuthError } from './auth-error.ts'
import type { DurationText } from './auth.ts'
import { checkPorts } from './check-ports.ts'
import { checkCrypto } from './check-crypto.ts'
import { checkStore } from './check-store.ts'
import { checkPolicyOptions } from './policy/check-options.ts'
import type { LocalLock } from './policy/part.ts'
import type { Policy } from './policy/policy.ts'
import type { PermissionSource } from './ports/authorization.ts'
import type { IdentityProvider } from './ports/identity.ts'
import type { StepUp } from './ports/step-up.ts'
import type { Store } from './ports/store.ts'
import type { Log, Platform } from './ports/world.ts'
import type { QueueFactory } from './queue/part.ts'
import { parseDuration } from './time/parse-duration.ts'

/** What `createAuth` takes. */
export interface AuthOptions<Capability extends string = string> {
  /** Who issues the tokens. */
  readonly identity: IdentityProvider
  /** Where the session survives the app. */
  readonly store: Store
  /** Clock, tabs, network and address bar; `browser()` on the web. */
  readonly platform: Platform
  /** How long the app may be used without the server, or `false` for no offline work and no limit. Required, because only the app knows. */
  readonly offlineFor: DurationText | number | false
  /** Renew this long before expiry; default `'2m'`, at most 20 % of the token's lifetime. */
  readonly refreshBefore?: DurationText | number
  /** Milliseconds to wait after this many failed rounds; default: decorrelated jitter from 30 s to 5 min. */
  readonly refreshRetryDelay?: (failures: number) => number
  /** Clients that come back together spread their first attempt over this; default `'10s'`. */
  readonly reconnectSpread?: DurationText | number
  /** After this long offline one warning is given; default `'1d'`. */
  readonly warnAfter?: DurationText | number
  /** Origins that may receive the access token, besides the identity provider's own. */
  readonly origins?: readonly string[]
  /** Offline work; `durableQueue(…)`. */
  readonly queue?: QueueFactory
  /** Several people on one device; `accounts()`. */
  readonly accounts?: AccountsFactory
  /** What may be done how far from the server; `defineCapabilities({…})`. */
  readonly policy?: Policy<Capability>
  /** Ways to prove presence, the preferred one first; `pin()`, `webauthn()`. */
  readonly stepUp?: readonly StepUp[]
  /** Closes the app until presence is proven: after so long without `presence.touch()`, or out of sight. Needs `stepUp`. */
  readonly localLock?: { readonly idleFor?: DurationText | number; readonly backgroundFor?: DurationText | number }
  /**
   * A resource asks for a stronger or fresher authentication (RFC 9470): how to ask the user for it, such as
   * `{ via: 'popup' }`, or null for not at all. The request is sent again once afterwards. Without this the caller of
   * `auth.fetch` gets the 401.
   */
  readonly onChallenge?: OnChallenge
  /** Roles and scopes of now, asked before queued work is sent. */
  readonly permissions?: PermissionSource
  /** Structured, redacted records of what happens. */
  readonly log?: Log
}

export interface CheckedOptions extends Omit<
  AuthOptions,
  'offlineFor' | 'refreshBefore' | 'refreshRetryDelay' | 'reconnectSpread' | 'warnAfter' | 'localLock'
> {
  readonly offlineFor: Duration | false
  readonly refreshBefore: Duration
  readonly refreshRetryDelay: ((failures: number) => Duration) | null
  readonly reconnectSpread: Duration
  readonly warnAfter: Duration
  readonly localLock: LocalLock | null
}

const known: Readonly<Record<keyof AuthOptions, true>> = {
  identity: true,
  store: true,
  platform: true,
  offlineFor: true,
  refreshBefore: true,
  refreshRetryDelay: true,
  reconnectSpread: true,
  warnAfter: true,
  origins: true,
  queue: true,
  accounts: true,
  policy: true,
  stepUp: true,
  localLock: true,
  permissions: true,
  onChallenge: true,
  log: true,
}

/** Checks everything an app can get wrong before anything starts. Throws AuthError with the option's name. */
export function checkOptions(given: AuthOptions): CheckedOptions {
  if (typeof given !== 'object' || given === null)
    throw new AuthError('invalid_option', { option: 'options', expected: 'an object' })
  const stranger = Object.keys(given).find((name) => !Object.hasOwn(known, name))
  if (stranger !== undefined)
    throw new AuthError('unknown_option', { option: stranger, expected: Object.keys(known).join(', ') })
  checkPorts(given)
  checkCrypto(given)
  if (!('offlineFor' in given))
    throw new AuthError('missing_option', { option: 'offlineFor', expected: "a duration such as '7d', or false" })
  const origins = given.origins ?? []
  if (!Array.isArray(origins) || !origins.every(isOrigin)) {
    throw new AuthError('invalid_option', { option: 'origins', expected: "origins such as 'https://api.example.com'" })
  }
  for (const name of ['refreshRetryDelay', 'permissions', 'log', 'onChallenge'] as const) {
    if (given[name] !== undefined && typeof given[name] !== 'function')
      throw new AuthError('invalid_option', { option: name, expected: 'a function' })
  }
  if (given.queue !== undefined && typeof (given.queue as QueueFactory | null)?.create !== 'function') {
    throw new AuthError('invalid_option', { option: 'queue', expected: 'durableQueue(…)' })
  }
  if (given.accounts !== undefined && typeof (given.accounts as AccountsFactory | null)?.create !== 'function') {
    throw new AuthError('invalid_option', { option: 'accounts', expected: 'accounts()' })
  }
  // The cookie may be somebody else's by the time the work is sent.
  if (given.queue !== undefined && given.identity.kind === 'cookie' && given.identity.bindsRequests !== true) {
    throw new AuthError('invalid_option', { option: 'queue', expected: 'an identity with verifiesSession' })
  }
  // The browser sends one cookie, an SDK has one session: it is one account's, whoever is shown.
  if (given.accounts !== undefined && given.identity.kind !== 'tokens') {
    throw new AuthError('invalid_option', {
      option: 'accounts',
      expected: 'an identity whose tokens tell accounts apart',
    })
  }
  checkStore(given)
  const { refreshRetryDelay } = given
  return {
    ...given,
    offlineFor: given.offlineFor === false ? false : parseDuration(given.offlineFor, 'offlineFor'),
    refreshBefore: optional(given.refreshBefore, 'refreshBefore', '2m'),
    refreshRetryDelay: refreshRetryDelay === undefined ? null : (failures) => duration(refreshRetryDelay(failures)),
    reconnectSpread: optional(given.reconnectSpread, 'reconnectSpread', '10s'),
    warnAfter: optional(given.warnAfter, 'warnAfter', '1d'),
    localLock: checkPolicyOptions(given),
  }
}

function optional(given: unknown, option: string, otherwise: DurationText): Duration {
  return parseDuration(given === undefined ? otherwise : given, option)
}

function isOrigin(value: unknown): boolean {
  return typeof value === 'string' && URL.canParse(value) && new URL(value).origin === value
}
