import { duration } from '../../../machines/time.ts'
import { genericProfile } from '../../../src/exchange/generic-profile.ts'
import type { ProviderProfile } from '../../../src/ports/provider-profile.ts'
import { locked } from './verdicts.ts'

const docs = 'https://auth0.com/docs'
const sdk = 'https://github.com/auth0/auth0-spa-js/blob/main/src'

/** Auth0. One answer for expired, revoked and reused. The leeway is a setting; its default is none. */
export const auth0: ProviderProfile = {
  ...genericProfile,
  name: 'auth0',
  source: `${docs}/secure/tokens/refresh-tokens/configure-refresh-token-rotation`,
  checkedAt: '2026-11-21',
  rotation: { rotates: true, reuseGrace: duration(0), parentReusable: false, onReuse: 'family' },
  rows: [
    {
      id: 'auth0-blocked',
      match: { error: ['invalid_grant', 'unauthorized'], description: ['user is blocked'] },
      verdict: locked,
      sources: [
        'https://github.com/auth0/auth0-spa-js/pull/1525',
        `${sdk}/Auth0Client.ts`,
        `${docs}/manage-users/user-accounts/block-and-unblock-users`,
      ],
    },
  ],
}
