/** Why nobody is signed in. */
export const signedOutReasons = ['never', 'user', 'other_tab', 'reported', 'storage_lost', 'storage_timeout'] as const
/** Why nobody is signed in. */
export type SignedOutReason = (typeof signedOutReasons)[number]

/** Why the session works without the server. */
export const offlineReasons = [
  'network_unavailable',
  'server_unavailable',
  'refresh_failed',
  'discovery_unavailable',
  'throttled',
  'captive_portal',
  'misconfigured',
] as const
/** Why the server can't be asked. */
export type OfflineReason = (typeof offlineReasons)[number]

/** Why the user has to sign in again. `refused` accuses nobody: many providers give one answer for all causes. */
export const reauthReasons = [
  'expired',
  'revoked',
  'reuse_detected',
  'rotation_lost',
  'interaction_required',
  'offline_limit',
  'key_lost',
  'identity_mismatch',
  'refused',
] as const
/** Why the user has to sign in again. */
export type ReauthReason = (typeof reauthReasons)[number]

/** Why the account is locked. */
export const lockedReasons = ['account_disabled', 'too_many_attempts'] as const
/** Why an account is locked. */
export type LockedReason = (typeof lockedReasons)[number]

/** What an app may report about an account it heard about out of band. */
export const reportKinds = ['revoked', 'locked', 'signed_out'] as const
/** What an app may tell the chart that it has heard. */
export type ReportKind = (typeof reportKinds)[number]

/** Where the tokens live right now. `degraded`: the newest set could not be written yet and only this context has it. */
export type Persistence = 'durable' | 'degraded' | 'memory'
