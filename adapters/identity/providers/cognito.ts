import { duration } from '../../../machines/time.ts'
import { genericProfile } from '../../../src/exchange/generic-profile.ts'
import type { ProviderProfile } from '../../../src/ports/provider-profile.ts'
import { expired, interaction, locked, refused, reused, revoked, throttled, unavailable } from './verdicts.ts'

const commands = 'https://github.com/aws/aws-sdk-js-v3/blob/main/clients/client-cognito-identity-provider/src/commands'
const refresh = `${commands}/GetTokensFromRefreshTokenCommand.ts`
const amplify =
  'https://github.com/aws-amplify/amplify-js/blob/main/packages/auth/src/providers/cognito/tokenProvider/TokenOrchestrator.ts'
/** The last of Amplify that read messages; it signs a user out by these. */
const messages = 'https://github.com/aws-amplify/amplify-js/blob/v5-stable/packages/auth/src/Auth.ts'

/** Amazon Cognito: its JSON API and its `/oauth2/token`. Rotation is an option with a grace of 0–60 s. */
export const cognito: ProviderProfile = {
  ...genericProfile,
  name: 'cognito',
  source:
    'https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_RefreshTokenRotationType.html',
  checkedAt: '2026-11-21',
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
      sources: [messages],
    },
    {
      id: 'cognito-expired',
      match: { error: ['NotAuthorizedException'], description: ['Refresh Token has expired'] },
      verdict: expired,
      sources: [messages],
    },
    {
      id: 'cognito-revoked',
      match: { error: ['NotAuthorizedException'], description: ['Refresh Token has been revoked'] },
      verdict: revoked,
      sources: [messages],
    },
    {
      id: 'cognito-refused',
      match: { error: ['NotAuthorizedException'] },
      verdict: refused,
      sources: [refresh, amplify],
    },
    {
      id: 'cognito-deleted',
      match: { error: ['UserNotFoundException'] },
      verdict: locked,
      sources: [refresh, amplify],
    },
    {
      id: 'cognito-reused',
      match: { error: ['RefreshTokenReuseException'] },
      verdict: reused,
      sources: [refresh, amplify],
    },
    {
      id: 'cognito-interaction',
      match: { error: ['PasswordResetRequiredException', 'UserNotConfirmedException'] },
      verdict: interaction,
      sources: [`${commands}/InitiateAuthCommand.ts`, amplify],
    },
    {
      id: 'cognito-rate',
      match: { error: ['TooManyRequestsException'] },
      verdict: throttled,
      sources: [refresh],
    },
    {
      id: 'cognito-unavailable',
      match: { error: ['InternalErrorException', 'ForbiddenException'] },
      verdict: unavailable,
      sources: [refresh],
    },
  ],
}
