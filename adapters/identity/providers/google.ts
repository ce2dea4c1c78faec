import { genericProfile } from '../../../src/exchange/generic-profile.ts'
import type { ProviderProfile } from '../../../src/ports/provider-profile.ts'
import { interaction, misconfigured } from './verdicts.ts'

const docs = 'https://developers.google.com/identity/protocols/oauth2'

/** Google. Refresh tokens don't rotate. No page of Google was found to tell a deleted account from a revoked token, so nothing is ever LOCKED. */
export const google: ProviderProfile = {
  ...genericProfile,
  name: 'google',
  source: docs,
  checkedAt: '2026-11-21',
  shape: { ...genericProfile.shape, codes: [['error_subtype']] },
  rotation: { rotates: false, reuseGrace: null, parentReusable: true, onReuse: 'none' },
  rows: [
    {
      id: 'google-session-control',
      match: { error: ['invalid_grant'], codes: ['invalid_rapt', 'rapt_required'] },
      verdict: interaction,
      sources: [docs, 'https://github.com/googleapis/google-auth-library-python/blob/main/google/oauth2/reauth.py'],
    },
    { id: 'google-admin', match: { error: ['admin_policy_enforced'] }, verdict: interaction, sources: [docs] },
    {
      id: 'google-client',
      match: { error: ['disabled_client', 'deleted_client'] },
      verdict: misconfigured,
      sources: [`${docs}/native-app`],
      unconfirmed: 'disabled_client was found on no page of Google. The row keeps the session.',
    },
  ],
}
