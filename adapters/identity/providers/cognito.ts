import { duration } from '../../../machines/time.ts'
import { genericProfile } from '../../../src/exchange/generic-profile.ts'
import type { ProviderProfile } from '../../../src/ports/provider-profile.ts'
import { expired, interaction, locked, refused, reused, revoked, throttled, unavailable } from './verdicts.ts'

/** Amazon Cognito: its JSON API and its `/oauth2/token`. Rotation is an option with a grace of 0–60 s. */
export const cognito: ProviderProfile = {
  ...genericProfile,
  name: 'cognito',
  source:
    'https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-refresh-token.html',
  shape: {
    error: [['__type'], ['error']],
    description: [['message'], ['error_description']],
    codes: [],
    contentTypes: ['application/x-amz-json-1.1', 'application/x-amz-json-1.0'],
  },
  rotation: { rotates: false, reuseGrace: duration(0), parentReusable: false, onReuse: 'none' },
  rows: [
    {
      id: 'cognito-disabled',
      match: { error: ['NotAuthorizedException'], description: ['User is disabled'] },
      verdict: locked,
    },
    {
      id: 'cognito-expired',
      match: { error: ['NotAuthorizedException'], description: ['Refresh Token has expired'] },
      verdict: expired,
    },
    {
      id: 'cognito-revoked',
      match: { error: ['NotAuthorizedException'], description: ['Refresh Token has been revoked'] },
      verdict: revoked,
    },
    { id: 'cognito-refused', match: { error: ['NotAuthorizedException'] }, verdict: refused },
    { id: 'cognito-deleted', match: { error: ['UserNotFoundException'] }, verdict: locked },
    { id: 'cognito-reused', match: { error: ['RefreshTokenReuseException'] }, verdict: reused },
    {
      id: 'cognito-interaction',
      match: { error: ['PasswordResetRequiredException', 'UserNotConfirmedException'] },
      verdict: interaction,
    },
    { id: 'cognito-rate', match: { error: ['TooManyRequestsException'] }, verdict: throttled },
    {
      id: 'cognito-unavailable',
      match: { error: ['InternalErrorException', 'ForbiddenException'] },
      verdict: unavailable,
    },
  ],
}
