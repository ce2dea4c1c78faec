export type { Instant, Duration } from '../../machines/time.ts'
export { duration, instant } from '../../machines/time.ts'
export type { AccessSource, AccessToken } from './access.ts'
export type { OutgoingRequest, PermissionSnapshot, PermissionSource, Reply, Transport } from './authorization.ts'
export type { Box, BoxMaker } from './box.ts'
export type { CallbackRefusal, Exchange, IdentityFailure, TimeSample } from './exchange.ts'
export type {
  CallContext,
  ContinuityClaims,
  IdentityCache,
  IdentityProvider,
  LoginTransaction,
  Profile,
  RefreshRequest,
  RotationProfile,
  SignInRequest,
  SignInStep,
  Subject,
  TokenGrant,
  UserAnswer,
} from './identity.ts'
export type { KeyFailure, KeyName, KeyRotation, Keys } from './keys.ts'
export type { Outcome } from './outcome.ts'
export type { ClassifyRefusal, ErrorShape, ProviderProfile, ProviderRow, Refusal } from './provider-profile.ts'
export type {
  AccountKey,
  StepUp,
  StepUpOutcome,
  StepUpQuestion,
  StepUpRequest,
  StepUpRow,
  StoredStepUp,
} from './step-up.ts'
export {
  device,
  type Check,
  type ClearValue,
  type CommitReceipt,
  type Row,
  type RowKey,
  type RowKind,
  type RowQuery,
  type Store,
  type StoreFailure,
  type StoreTraits,
  type Write,
} from './store.ts'
export type { Verdict } from './verdict.ts'
export type {
  Clock,
  Connectivity,
  LifecycleEvent,
  Log,
  LogRecord,
  Navigation,
  NetworkReading,
  Platform,
  ProbeAnswer,
  Random,
  TabMessage,
  Tabs,
} from './world.ts'
