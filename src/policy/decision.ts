import type { Instant } from '../../machines/time.ts'
import type { Remedy } from '../auth-error.ts'

/** Why something may not be done now. Each is also the code of the AuthError that `auth.guard` throws. */
export const denialReasons = [
  'signed_out',
  'locked',
  'reauth_required',
  'step_up_required',
  'online_required',
  'grace_expired',
  'never_authenticated',
  'not_permitted',
  'clock_untrusted',
  'restoring',
  'unknown_capability',
] as const
/** Why something may not be done now. */
export type DenialReason = (typeof denialReasons)[number]

/** May be done now. */
export interface Allowed {
  readonly allowed: true
  /** `offline`: on the strength of the last server contact. */
  readonly via: 'online' | 'offline'
  /** What it does will wait in the queue for the server. */
  readonly willQueue: boolean
  /** The exact moment from which it is denied if nothing else happens; null: time alone changes nothing. */
  readonly until: Instant | null
}

/** May not be done now. */
export interface Denied {
  readonly allowed: false
  readonly reason: DenialReason
  readonly remedy: Exclude<Remedy, 'fix_code'>
  /** When the server is asked next by itself, where only its answer can change this one; null while nothing is planned. */
  readonly retryAt: Instant | null
  /** The exact moment from which it is denied for another reason. Time alone never turns a denial into an allowance. */
  readonly changesAt: Instant | null
  /** What it shows may still be read. */
  readonly readOnly: boolean
}

/** Whether, why and until when. Frozen and JSON-safe. */
export type Decision = Allowed | Denied

/** The moment at which the answer has to be asked for again. */
export function changeOf(decision: Decision): Instant | null {
  return decision.allowed ? decision.until : decision.changesAt
}

/** Whether two answers say the same, so that the older object can stand for both. */
export function isSameDecision(a: Decision, b: Decision): boolean {
  if (a.allowed) return b.allowed && a.via === b.via && a.willQueue === b.willQueue && a.until === b.until
  return (
    !b.allowed &&
    a.reason === b.reason &&
    a.remedy === b.remedy &&
    a.retryAt === b.retryAt &&
    a.changesAt === b.changesAt &&
    a.readOnly === b.readOnly
  )
}
