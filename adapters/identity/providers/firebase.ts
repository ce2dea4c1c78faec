import { genericProfile } from '../../../src/exchange/generic-profile.ts'
import type { ProviderProfile } from '../../../src/ports/provider-profile.ts'
import { expired, interaction, locked, refused, throttled } from './verdicts.ts'

const reference = 'https://firebase.google.com/docs/reference/rest/auth'
const sdk = 'https://github.com/firebase/firebase-js-sdk/blob/main/packages/auth/src'
const emulator = 'https://github.com/firebase/firebase-tools/blob/main/src/emulator/auth'

/** Firebase Authentication's secure token endpoint. Refresh tokens don't rotate. */
export const firebase: ProviderProfile = {
  ...genericProfile,
  name: 'firebase',
  source: reference,
  checkedAt: '2026-11-21',
  shape: { error: [['error', 'message'], ['error']], description: [], codes: [['error', 'status']], contentTypes: [] },
  rotation: { rotates: false, reuseGrace: null, parentReusable: true, onReuse: 'none' },
  rows: [
    {
      id: 'firebase-disabled',
      match: { error: ['USER_DISABLED'] },
      verdict: locked,
      sources: [reference, `${emulator}/operations.ts`],
    },
    {
      id: 'firebase-deleted',
      match: { error: ['USER_NOT_FOUND'] },
      verdict: locked,
      sources: [
        reference,
        'https://github.com/firebase/firebase-ios-sdk/blob/main/FirebaseAuth/Sources/Swift/Backend/AuthBackend.swift',
      ],
    },
    {
      id: 'firebase-expired',
      match: { error: ['TOKEN_EXPIRED'] },
      verdict: expired,
      sources: [reference, `${sdk}/api/errors.ts`],
    },
    {
      id: 'firebase-invalid',
      match: { error: ['INVALID_REFRESH_TOKEN'] },
      verdict: refused,
      sources: [reference, `${emulator}/state.ts`],
    },
    {
      id: 'firebase-too-old',
      match: { error: ['CREDENTIAL_TOO_OLD_LOGIN_AGAIN'] },
      verdict: interaction,
      sources: [`${sdk}/api/errors.ts`, `${sdk}/core/errors.ts`],
    },
    {
      id: 'firebase-throttled',
      match: { error: ['TOO_MANY_ATTEMPTS_TRY_LATER'] },
      verdict: throttled,
      sources: [`${sdk}/api/errors.ts`],
    },
  ],
}
