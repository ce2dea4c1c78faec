import { duration } from '../../../machines/time.ts'
import { genericProfile } from '../../../src/exchange/generic-profile.ts'
import type { ProviderProfile } from '../../../src/ports/provider-profile.ts'
import { locked } from './verdicts.ts'

/** Auth0. One answer for expired, revoked and reused. The leeway is a setting; its default is none. */
export const auth0: ProviderProfile = {
  ...genericProfile,
  name: 'auth0',
  source: 'https://auth0.com/docs/secure/tokens/refresh-tokens/refresh-token-rotation',
  rotation: { rotates: true, reuseGrace: duration(0), parentReusable: false, onReuse: 'family' },
  rows: [
    {
      id: 'auth0-blocked',
      match: { error: ['invalid_grant', 'unauthorized', 'access_denied'], description: ['user is blocked'] },
      verdict: locked,
    },
  ],
}
