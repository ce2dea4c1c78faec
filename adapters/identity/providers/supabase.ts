import { duration } from '../../../machines/time.ts'
import { genericProfile } from '../../../src/exchange/generic-profile.ts'
import type { ProviderProfile } from '../../../src/ports/provider-profile.ts'
import { expired, interaction, locked, refused, reused, revoked, throttled, unavailable } from './verdicts.ts'

/** Supabase Auth, in its three body shapes. The direct parent of the active token always works. */
export const supabase: ProviderProfile = {
  ...genericProfile,
  name: 'supabase',
  source: 'https://github.com/supabase/auth/blob/master/internal/tokens/service.go',
  checkedAt: '2026-11-21',
  shape: {
    error: [['error_code'], ['error'], ['code']],
    description: [['error_description'], ['msg'], ['message']],
    codes: [],
    contentTypes: [],
  },
  rotation: { rotates: true, reuseGrace: duration(10_000), parentReusable: true, onReuse: 'family' },
  rows: [
    { id: 'supabase-banned', match: { error: ['user_banned'] }, verdict: locked },
    {
      id: 'supabase-banned-text',
      match: { error: ['invalid_grant'], description: ['Invalid Refresh Token: User Banned'] },
      verdict: locked,
    },
    { id: 'supabase-used', match: { error: ['refresh_token_already_used'] }, verdict: reused },
    {
      id: 'supabase-used-text',
      match: { error: ['invalid_grant'], description: ['Invalid Refresh Token: Already Used'] },
      verdict: reused,
    },
    {
      id: 'supabase-low-aal-text',
      match: { error: ['invalid_grant'], description: ['Invalid Refresh Token: Session Expired (Low AAL'] },
      verdict: interaction,
    },
    {
      id: 'supabase-newer-login-text',
      match: { error: ['invalid_grant'], description: ['Invalid Refresh Token: Session Expired (Revoked'] },
      verdict: revoked,
    },
    {
      id: 'supabase-expired-text',
      match: { error: ['invalid_grant'], description: ['Invalid Refresh Token: Session Expired'] },
      verdict: expired,
    },
    { id: 'supabase-not-found', match: { error: ['refresh_token_not_found', 'session_not_found'] }, verdict: refused },
    {
      id: 'supabase-low-aal',
      match: { error: ['session_expired'], description: ['Invalid Refresh Token: Session Expired (Low AAL'] },
      verdict: interaction,
    },
    {
      id: 'supabase-newer-login',
      match: { error: ['session_expired'], description: ['Invalid Refresh Token: Session Expired (Revoked'] },
      verdict: revoked,
    },
    { id: 'supabase-expired', match: { error: ['session_expired'] }, verdict: expired },
    { id: 'supabase-rate', match: { error: ['over_request_rate_limit'] }, verdict: throttled },
    {
      id: 'supabase-timeout',
      match: { error: ['request_timeout', 'hook_timeout', 'hook_timeout_after_retry'] },
      verdict: unavailable,
    },
  ],
}
