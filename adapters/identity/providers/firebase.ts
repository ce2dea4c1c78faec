import { genericProfile } from '../../../src/exchange/generic-profile.ts'
import type { ProviderProfile } from '../../../src/ports/provider-profile.ts'
import { expired, interaction, locked, refused, throttled } from './verdicts.ts'

/** Firebase Authentication's secure token endpoint. Refresh tokens don't rotate. */
export const firebase: ProviderProfile = {
  ...genericProfile,
  name: 'firebase',
  source: 'https://firebase.google.com/docs/reference/rest/auth',
  shape: { error: [['error', 'message'], ['error']], description: [], codes: [['error', 'status']], contentTypes: [] },
  rotation: { rotates: false, reuseGrace: null, parentReusable: true, onReuse: 'none' },
  rows: [
    { id: 'firebase-disabled', match: { error: ['USER_DISABLED', 'USER_NOT_FOUND'] }, verdict: locked },
    { id: 'firebase-expired', match: { error: ['TOKEN_EXPIRED'] }, verdict: expired },
    { id: 'firebase-invalid', match: { error: ['INVALID_REFRESH_TOKEN'] }, verdict: refused },
    { id: 'firebase-too-old', match: { error: ['CREDENTIAL_TOO_OLD_LOGIN_AGAIN'] }, verdict: interaction },
    { id: 'firebase-throttled', match: { error: ['TOO_MANY_ATTEMPTS_TRY_LATER'] }, verdict: throttled },
  ],
}
