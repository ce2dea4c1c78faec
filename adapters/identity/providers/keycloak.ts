import { genericProfile } from '../../../src/exchange/generic-profile.ts'
import type { ProviderProfile } from '../../../src/ports/provider-profile.ts'
import { duration } from '../../../machines/time.ts'
import { expired, interaction, locked, reused } from './verdicts.ts'

const code = 'https://github.com/keycloak/keycloak/blob/main'
const tokens = `${code}/services/src/main/java/org/keycloak/protocol/oidc/TokenManager.java`

/** Keycloak, with "Revoke Refresh Token" on and a reuse count of 0. A brute-force lock is not told apart from a wrong password. */
export const keycloak: ProviderProfile = {
  ...genericProfile,
  name: 'keycloak',
  source: tokens,
  checkedAt: '2026-11-21',
  rotation: { rotates: true, reuseGrace: duration(0), parentReusable: false, onReuse: 'client_session' },
  // Its revocation takes the user's consent along; its logout by refresh token ends the session alone.
  givesBackAt: 'logout',
  rows: [
    {
      id: 'keycloak-disabled',
      match: { error: ['invalid_grant'], description: ['User disabled', 'Account disabled'] },
      verdict: locked,
      sources: [
        tokens,
        `${code}/services/src/main/java/org/keycloak/authentication/authenticators/directgrant/ValidateUsername.java`,
      ],
    },
    {
      id: 'keycloak-reused',
      match: { error: ['invalid_grant'], description: ['Stale token', 'Maximum allowed refresh token reuse exceeded'] },
      verdict: reused,
      sources: [tokens],
    },
    {
      id: 'keycloak-expired',
      match: {
        error: ['invalid_grant'],
        description: ['Token is not active', 'Session not active', 'Offline session not active'],
      },
      verdict: expired,
      sources: [tokens, `${code}/core/src/main/java/org/keycloak/TokenVerifier.java`],
    },
    {
      id: 'keycloak-consent',
      match: { error: ['invalid_scope'], description: ['Client no longer has requested consent from user'] },
      verdict: interaction,
      sources: [tokens],
    },
  ],
}
