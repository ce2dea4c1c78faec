import { duration } from '../../../machines/time.ts'
import { genericProfile } from '../../../src/exchange/generic-profile.ts'
import type { ProviderProfile } from '../../../src/ports/provider-profile.ts'

/** Okta. Reuse and deactivated users answer like an expired token, so nothing is ever LOCKED. The leeway's default is 30 s. */
export const okta: ProviderProfile = {
  ...genericProfile,
  name: 'okta',
  source: 'https://developer.okta.com/docs/guides/refresh-tokens/main/',
  checkedAt: '2026-11-21',
  rotation: { rotates: true, reuseGrace: duration(30_000), parentReusable: false, onReuse: 'family' },
}
