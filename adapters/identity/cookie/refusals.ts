import { genericProfile } from '../../../src/exchange/generic-profile.ts'
import type { ProviderProfile } from '../../../src/ports/provider-profile.ts'

/** What a session check may refuse with. A cookie is never rotated by us, so there is nothing to lose. */
export const cookieProfile: ProviderProfile = {
  ...genericProfile,
  name: 'cookie',
  source: 'docs/cookie-session.md',
  rotation: { rotates: false, reuseGrace: null, parentReusable: true, onReuse: 'none' },
  rows: [
    {
      id: 'cookie-no-session',
      match: { error: ['no_session'] },
      verdict: { category: 'refused', reason: 'refused', consumed: 'no' },
    },
    {
      id: 'cookie-account-disabled',
      match: { error: ['account_disabled'] },
      verdict: { category: 'locked', reason: 'account_disabled', consumed: 'no' },
    },
  ],
}
