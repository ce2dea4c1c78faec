import type { KeyFailure } from '../../src/ports/keys.ts'
import type { StoreFailure } from '../../src/ports/store.ts'

/** What stands on the disk is not what this version writes. */
export class CorruptedRecord extends Error {
  override readonly name = 'CorruptedRecord'
}

/** A store failure without the conflict, which is an answer and no fault. */
export type Fault = Exclude<StoreFailure['kind'], 'conflict'>

/** `lost`: the connection went away; whether the transaction happened is unknown. */
export type Diagnosis = Fault | 'lost'

/**
 * Names, because browsers disagree on classes, codes and texts. QuotaExceededError is a DOMException in some engines and
 * an interface of its own in others; Firefox used NS_ERROR_DOM_QUOTA_REACHED (ST-08). Chromium says DataError or
 * NotReadableError for a value whose file is gone.
 */
const byName: Readonly<Record<string, Diagnosis>> = {
  QuotaExceededError: 'quota',
  NS_ERROR_DOM_QUOTA_REACHED: 'quota',
  VersionError: 'blocked',
  CorruptedRecord: 'corrupted',
  DataError: 'corrupted',
  NotReadableError: 'corrupted',
  NotFoundError: 'corrupted',
  ConstraintError: 'corrupted',
  SecurityError: 'impossible',
  NotSupportedError: 'impossible',
  NotAllowedError: 'impossible',
  DataCloneError: 'impossible',
  TimeoutError: 'timeout',
  InvalidStateError: 'lost',
  TransactionInactiveError: 'lost',
  UnknownError: 'lost',
  AbortError: 'lost',
}

/** The legacy codes of "quota exceeded": the standard's and Firefox's. */
const quotaCodes: readonly unknown[] = [22, 1014]

/** Null: not a failure of the platform but a bug, which must stay loud. */
export function diagnose(error: unknown): Diagnosis | null {
  if (typeof error !== 'object' || error === null) return null
  if ('name' in error && typeof error.name === 'string' && Object.hasOwn(byName, error.name)) {
    return byName[error.name] ?? null
  }
  if ('code' in error && quotaCodes.includes(error.code)) return 'quota'
  // An unnamed exception of the platform: nothing is known of the transaction.
  return error instanceof DOMException ? 'lost' : null
}

/** The same trouble as a user of keys sees it. */
export const asKeyFailure: Readonly<Record<Fault, KeyFailure['kind']>> = {
  locked: 'locked',
  corrupted: 'key_lost',
  timeout: 'timeout',
  // Both pass: the connection comes back, or a later call finds it so.
  closed: 'timeout',
  quota: 'impossible',
  blocked: 'impossible',
  impossible: 'impossible',
}
