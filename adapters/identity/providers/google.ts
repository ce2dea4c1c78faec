import { genericProfile } from '../../../src/exchange/generic-profile.ts'
import type { ProviderProfile } from '../../../src/ports/provider-profile.ts'
import { interaction, locked, misconfigured } from './verdicts.ts'

/** Google. Refresh tokens don't rotate. */
export const google: ProviderProfile = {
  ...genericProfile,
  name: 'google',
  source: 'https://developers.google.com/identity/protocols/oauth2',
  shape: { ...genericProfile.shape, codes: [['error_subtype']] },
  rotation: { rotates: false, reuseGrace: null, parentReusable: true, onReuse: 'none' },
  rows: [
    {
      id: 'google-deleted',
      match: { error: ['invalid_grant'], description: ['Account has been deleted'] },
      verdict: locked,
    },
    { id: 'google-session-control', match: { codes: ['invalid_rapt'] }, verdict: interaction },
    { id: 'google-admin', match: { error: ['admin_policy_enforced'] }, verdict: interaction },
    { id: 'google-client', match: { error: ['disabled_client', 'deleted_client'] }, verdict: misconfigured },
  ],
}
