export {
  AuthError,
  authErrors,
  isAuthError,
  type AuthErrorCode,
  type AuthErrorFields,
  type Remedy,
} from './auth-error.ts'
export type {
  Auth,
  AuthEvents,
  DurationText,
  SignInOptions,
  SignInResult,
  SignOutOptions,
  SignOutResult,
} from './auth.ts'
export { createAuth } from './create-auth.ts'
export type { PolicyApi } from './policy/api.ts'
export type { AuditEntry } from './policy/audit.ts'
export { denialReasons, type Allowed, type Decision, type Denied, type DenialReason } from './policy/decision.ts'
export { defineCapabilities } from './policy/define-capabilities.ts'
export type { GrantFacts, PolicyFacts } from './policy/facts.ts'
export type { Policy } from './policy/policy.ts'
export type { CapabilityRule, GuardedRule, PublicRule } from './policy/rule.ts'
export type { PermissionSnapshot, PermissionSource } from './ports/authorization.ts'
export type { Box, BoxMaker } from './ports/box.ts'
export type {
  AccountKey,
  StepUp,
  StepUpOutcome,
  StepUpQuestion,
  StepUpRequest,
  StepUpRow,
  StoredStepUp,
} from './ports/step-up.ts'
export type {
  EnrolledMethod,
  EnrollResult,
  Presence,
  PresenceState,
  StepUpPrompt,
  StepUpResult,
} from './step-up/presence.ts'
export { defineOperation, type Operation, type OperationDefinition } from './queue/define-operation.ts'
export type { OnChallenge } from './access/challenges.ts'
export type { AuthOptions } from './options.ts'
export type { AccessSource, AccessToken } from './ports/access.ts'
export type { EverywhereOutcome, SignOutReport } from './sign-out/report.ts'
export type { AuthStatus, AuthView } from './view.ts'
