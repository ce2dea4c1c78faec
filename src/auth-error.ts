import type { Instant } from '../machines/time.ts'

/** What the user can do about it. */
export type Remedy = 'sign_in' | 'step_up' | 'reconnect' | 'wait' | 'ask_admin' | 'fix_code' | 'none'

export interface ErrorEntry {
  readonly message: string
  readonly remedy: Remedy
  /** The same call may succeed later without anybody doing anything else. */
  readonly transient: boolean
}

/** The codes of `AuthError`; `docs/errors.md` has an entry for each. */
export type AuthErrorCode =
  | 'invalid_option'
  | 'unknown_option'
  | 'missing_option'
  | 'invalid_duration'
  | 'disposed'
  | 'server_side'
  | 'signed_out'
  | 'reauth_required'
  | 'locked'
  | 'restoring'
  | 'offline'
  | 'account_switched'
  | 'refresh_failed'
  | 'busy'
  | 'not_available'
  | 'body_not_replayable'
  | 'key_unavailable'
  | 'queue_unavailable'
  | 'queue_missing'
  | 'queue_full'
  | 'quota_exceeded'
  | 'storage_failed'
  | 'unknown_operation'
  | 'invalid_operation'
  | 'unknown_item'
  | 'invalid_state'
  | 'step_up_required'
  | 'online_required'
  | 'grace_expired'
  | 'never_authenticated'
  | 'not_permitted'
  | 'clock_untrusted'
  | 'unknown_capability'
  | 'step_up_cancelled'
  | 'step_up_failed'
  | 'step_up_unavailable'

/** Every code with its constant message. What varies is a field of the error, never part of the message. */
export const authErrors: Readonly<Record<AuthErrorCode, ErrorEntry>> = {
  invalid_option: { message: 'Cannot create auth: an option is not valid', remedy: 'fix_code', transient: false },
  unknown_option: { message: 'Cannot create auth: an option is unknown', remedy: 'fix_code', transient: false },
  missing_option: { message: 'Cannot create auth: an option is missing', remedy: 'fix_code', transient: false },
  invalid_duration: {
    message: 'Cannot read a duration: it is not a number with a unit',
    remedy: 'fix_code',
    transient: false,
  },
  disposed: { message: 'Cannot use auth: it was disposed', remedy: 'fix_code', transient: false },
  server_side: {
    message: 'Cannot use the session: there is none during server rendering',
    remedy: 'none',
    transient: false,
  },
  signed_out: { message: 'Cannot use the session: nobody is signed in', remedy: 'sign_in', transient: false },
  reauth_required: {
    message: 'Cannot use the session: the user has to sign in again',
    remedy: 'sign_in',
    transient: false,
  },
  locked: { message: 'Cannot use the session: the account is locked', remedy: 'ask_admin', transient: false },
  restoring: { message: 'Cannot use the session: it is still being opened', remedy: 'wait', transient: true },
  offline: {
    message: 'Cannot get a token: working offline and the stored one has expired',
    remedy: 'reconnect',
    transient: true,
  },
  account_switched: {
    message: 'Cannot get a token: another account was chosen meanwhile',
    remedy: 'none',
    transient: false,
  },
  refresh_failed: { message: 'Cannot get a token: the renewal did not succeed', remedy: 'wait', transient: true },
  busy: { message: 'Cannot get a token: another tab is renewing', remedy: 'wait', transient: true },
  not_available: {
    message: 'Cannot get a token: this kind of session has none in JavaScript',
    remedy: 'fix_code',
    transient: false,
  },
  body_not_replayable: {
    message: 'Cannot send again: the body can be read only once',
    remedy: 'wait',
    transient: true,
  },
  key_unavailable: {
    message: 'Cannot sign a request: the key of the session cannot be read just now',
    remedy: 'wait',
    transient: true,
  },
  queue_unavailable: {
    message: 'Cannot queue: nothing would survive a restart here',
    remedy: 'reconnect',
    transient: false,
  },
  queue_missing: { message: 'Cannot queue: no queue was given to createAuth', remedy: 'fix_code', transient: false },
  queue_full: { message: 'Cannot queue: the queue holds as much as it may', remedy: 'reconnect', transient: true },
  quota_exceeded: { message: 'Cannot queue: the device has no space left', remedy: 'none', transient: false },
  storage_failed: { message: 'Cannot store: the device did not keep the data', remedy: 'none', transient: true },
  unknown_operation: {
    message: 'Cannot queue: the operation was not given to the queue',
    remedy: 'fix_code',
    transient: false,
  },
  invalid_operation: {
    message: 'Cannot queue: the operation or its variables are not valid',
    remedy: 'fix_code',
    transient: false,
  },
  unknown_item: { message: 'Cannot change the item: the queue does not hold it', remedy: 'none', transient: false },
  invalid_state: {
    message: 'Cannot change the item: it is not in a state that allows it',
    remedy: 'none',
    transient: false,
  },
  step_up_required: { message: 'Cannot go on: presence has to be proven first', remedy: 'step_up', transient: false },
  online_required: { message: 'Cannot go on: the server is not at hand', remedy: 'reconnect', transient: true },
  grace_expired: {
    message: 'Cannot go on: the last server contact is too long ago',
    remedy: 'reconnect',
    transient: true,
  },
  never_authenticated: {
    message: 'Cannot go on: the server has never answered for this account',
    remedy: 'reconnect',
    transient: true,
  },
  not_permitted: { message: 'Cannot go on: the account has no right to it', remedy: 'ask_admin', transient: false },
  clock_untrusted: {
    message: "Cannot go on: the device's clock was set back",
    remedy: 'reconnect',
    transient: true,
  },
  unknown_capability: { message: 'Cannot go on: the policy has no such capability', remedy: 'none', transient: false },
  step_up_cancelled: { message: 'Cannot go on: the prompt was cancelled', remedy: 'step_up', transient: false },
  step_up_failed: { message: 'Cannot go on: the proof of presence was not good', remedy: 'step_up', transient: false },
  step_up_unavailable: {
    message: 'Cannot go on: this device has no way to prove presence',
    remedy: 'reconnect',
    transient: false,
  },
}

/** What varies from error to error. Never a token, an account id or a server's text. */
export interface AuthErrorFields {
  readonly cause?: unknown
  /** The option or argument at fault. */
  readonly option?: string
  /** What would have been right. */
  readonly expected?: string
  /** The chart's own reason. */
  readonly reason?: string
  readonly retryAt?: Instant | null
  /** Queue item or operation. */
  readonly item?: string
  readonly operation?: string
  readonly capability?: string
}

/** The one class that is thrown at the public edge. */
export class AuthError extends Error {
  override readonly name = 'AuthError'
  readonly code: AuthErrorCode
  readonly remedy: Remedy
  readonly transient: boolean
  readonly option: string | undefined
  readonly expected: string | undefined
  readonly reason: string | undefined
  readonly retryAt: Instant | null
  readonly item: string | undefined
  readonly operation: string | undefined
  readonly capability: string | undefined

  constructor(code: AuthErrorCode, fields: AuthErrorFields = {}) {
    const cause = causeOf(fields)
    super(authErrors[code].message, cause === undefined ? undefined : { cause })
    this.code = code
    this.remedy = authErrors[code].remedy
    this.transient = authErrors[code].transient
    this.option = fields.option
    this.expected = fields.expected
    this.reason = fields.reason
    this.retryAt = fields.retryAt ?? null
    this.item = fields.item
    this.operation = fields.operation
    this.capability = fields.capability
  }
}

/** A console prints message and causes, and no field: the cause says what has to be corrected. */
function causeOf({ cause, operation, option, expected }: AuthErrorFields): unknown {
  if (cause !== undefined || option === undefined) return cause
  const place = operation === undefined ? option : `${operation}: ${option}`
  return new TypeError(expected === undefined ? place : `${place}: expected ${expected}`)
}

/** Tells an AuthError from any other value, also across copies of the package. */
export function isAuthError(value: unknown): value is AuthError {
  return value instanceof Error && value.name === 'AuthError' && 'code' in value && String(value.code) in authErrors
}
