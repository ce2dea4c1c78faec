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
export { defineOperation, type Operation, type OperationDefinition } from './queue/define-operation.ts'
export type { AuthOptions } from './options.ts'
export type { AccessSource, AccessToken } from './ports/access.ts'
export type { AuthStatus, AuthView } from './view.ts'
