export { authMachine } from './auth.machine.ts'
export { defaultSettings, initialContext, type AuthContext, type AuthInput, type AuthSettings } from './context.ts'
export type { AuthEmitted } from './emitted.ts'
export {
  eventCatalogue,
  type ActorEvent,
  type AuthEvent,
  type AuthEventType,
  type EventSender,
  type RegionName,
} from './events.ts'
export {
  accountHash,
  type AccountHash,
  type Ending,
  type Evidence,
  type OfflineFacts,
  type SessionFacts,
  type UserFacts,
} from './facts.ts'
export type * from './outcomes.ts'
export {
  lockedReasons,
  offlineReasons,
  reauthReasons,
  reportKinds,
  signedOutReasons,
  type LockedReason,
  type OfflineReason,
  type Persistence,
  type ReauthReason,
  type ReportKind,
  type SignedOutReason,
} from './reasons.ts'
export type { AuthTag } from './setup.ts'
export { after, duration, earliest, generation, instant, type Duration, type Generation, type Instant } from './time.ts'
