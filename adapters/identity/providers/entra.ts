import { duration } from '../../../machines/time.ts'
import { genericProfile } from '../../../src/exchange/generic-profile.ts'
import type { ProviderProfile } from '../../../src/ports/provider-profile.ts'
import { expired, interaction, locked, misconfigured, revoked, throttled } from './verdicts.ts'

/** AADSTS530xx and its longer siblings, all of them about conditions that only the user or an administrator can meet. */
const conditionalAccess: readonly string[] = [
  ...Array.from({ length: 100 }, (_, index) => String(53_000 + index)),
  '530032',
  '530034',
  '530035',
]

const page = 'https://learn.microsoft.com/en-us/entra/identity-platform/reference-error-codes'
const sdk = 'https://github.com/AzureAD/microsoft-authentication-library-for-js/blob/dev/lib'

const day = 24 * 60 * 60 * 1000

/**
 * Microsoft Entra ID. Reads the numbers in `error_codes`, never the text. The vendor warns against depending on them, so
 * this is best effort; an unknown number falls back to the OAuth `error`.
 */
export const entra: ProviderProfile = {
  ...genericProfile,
  name: 'entra',
  source: page,
  checkedAt: '2026-11-21',
  shape: {
    error: [['error']],
    description: [['error_description']],
    codes: [['error_codes'], ['suberror']],
    contentTypes: [],
  },
  rotation: { rotates: true, reuseGrace: duration(day), parentReusable: false, onReuse: 'none' },
  rows: [
    { id: 'entra-disabled', match: { codes: ['50057', '135011'] }, verdict: locked, sources: [page] },
    { id: 'entra-no-user', match: { codes: ['50034'] }, verdict: locked, sources: [page] },
    { id: 'entra-no-app', match: { codes: ['700016'] }, verdict: misconfigured, sources: [page] },
    { id: 'entra-throttled', match: { codes: ['90033', '50196'] }, verdict: throttled, sources: [page] },
    { id: 'entra-smart-lockout', match: { codes: ['50053'] }, verdict: interaction, sources: [page] },
    {
      id: 'entra-mfa',
      match: { codes: ['50072', '50074', '50076', '50079', '50158'] },
      verdict: interaction,
      sources: [page],
    },
    { id: 'entra-password', match: { codes: ['50055', '50144'] }, verdict: interaction, sources: [page] },
    {
      id: 'entra-conditional-access',
      match: { codes: conditionalAccess },
      verdict: interaction,
      sources: [page],
    },
    { id: 'entra-consent', match: { codes: ['65001', '65004'] }, verdict: interaction, sources: [page] },
    {
      id: 'entra-suberror',
      match: {
        codes: ['basic_action', 'additional_action', 'message_only', 'consent_required', 'user_password_expired'],
      },
      verdict: interaction,
      sources: [`${sdk}/msal-common/src/error/InteractionRequiredAuthError.ts`],
    },
    {
      id: 'entra-expired',
      match: { codes: ['700082', '70008', '700084', '700081'] },
      verdict: expired,
      sources: [page, `${sdk}/msal-browser/test/app/PublicClientApplication.spec.ts`],
    },
    { id: 'entra-revoked', match: { codes: ['50173', '50132', '50133'] }, verdict: revoked, sources: [page] },
  ],
}
