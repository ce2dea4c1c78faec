import type { ProviderRow } from '../../../src/ports/provider-profile.ts'

/** The verdicts that vendors' rows choose from. A definite answer spends nothing: the request was refused. */
export const refused: ProviderRow['verdict'] = { category: 'refused', reason: 'refused', consumed: 'no' }
export const expired: ProviderRow['verdict'] = { category: 'refused', reason: 'expired', consumed: 'no' }
export const revoked: ProviderRow['verdict'] = { category: 'refused', reason: 'revoked', consumed: 'no' }
export const reused: ProviderRow['verdict'] = { category: 'refused', reason: 'reuse_detected', consumed: 'no' }
export const interaction: ProviderRow['verdict'] = {
  category: 'interaction_required',
  reason: 'interaction_required',
  consumed: 'no',
}
export const locked: ProviderRow['verdict'] = { category: 'locked', reason: 'account_disabled', consumed: 'no' }
export const misconfigured: ProviderRow['verdict'] = {
  category: 'misconfigured',
  reason: 'misconfigured',
  consumed: 'no',
}
export const throttled: ProviderRow['verdict'] = { category: 'throttled', reason: 'throttled', consumed: 'no' }
export const unavailable: ProviderRow['verdict'] = {
  category: 'server_unavailable',
  reason: 'server_unavailable',
  consumed: 'maybe',
}
