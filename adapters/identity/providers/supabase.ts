import { duration } from '../../../machines/time.ts'
import { genericProfile } from '../../../src/exchange/generic-profile.ts'
import type { ProviderProfile } from '../../../src/ports/provider-profile.ts'
import { expired, interaction, locked, refused, reused, revoked, throttled, unavailable } from './verdicts.ts'

const code = 'https://github.com/supabase/auth/blob'
const tokens = `${code}/master/internal/tokens/service.go`
const codes = `${code}/master/internal/api/apierrors/errorcode.go`
/** What servers before November 2024 answered: `invalid_grant` and a text. */
const older = `${code}/v2.163.0/internal/api/token_refresh.go`

/** Supabase Auth, in its three body shapes. The direct parent of the active token always works. */
export const supabase: ProviderProfile = {
  ...genericProfile,
  name: 'supabase',
  source: tokens,
  checkedAt: '2026-11-21',
  shape: {
    error: [['error_code'], ['error'], ['code']],
    description: [['error_description'], ['msg'], ['message']],
    codes: [],
    contentTypes: [],
  },
  rotation: { rotates: true, reuseGrace: duration(10_000), parentReusable: true, onReuse: 'family' },
  rows: [
    { id: 'supabase-banned', match: { error: ['user_banned'] }, verdict: locked, sources: [tokens] },
    {
      id: 'supabase-banned-text',
      match: { error: ['invalid_grant'], description: ['Invalid Refresh Token: User Banned'] },
      verdict: locked,
      sources: [older],
    },
    { id: 'supabase-used', match: { error: ['refresh_token_already_used'] }, verdict: reused, sources: [tokens] },
    {
      id: 'supabase-used-text',
      match: { error: ['invalid_grant'], description: ['Invalid Refresh Token: Already Used'] },
      verdict: reused,
      sources: [older],
    },
    {
      id: 'supabase-newer-login-text',
      match: { error: ['invalid_grant'], description: ['Invalid Refresh Token: Session Expired (Revoked'] },
      verdict: revoked,
      sources: [older],
    },
    {
      id: 'supabase-expired-text',
      match: { error: ['invalid_grant'], description: ['Invalid Refresh Token: Session Expired'] },
      verdict: expired,
      sources: [older],
    },
    {
      id: 'supabase-not-found',
      match: { error: ['refresh_token_not_found', 'session_not_found'] },
      verdict: refused,
      sources: [tokens],
    },
    {
      id: 'supabase-low-aal',
      match: { error: ['session_expired'], description: ['Invalid Refresh Token: Session Expired (Low AAL'] },
      verdict: interaction,
      sources: [tokens],
    },
    {
      id: 'supabase-newer-login',
      match: { error: ['session_expired'], description: ['Invalid Refresh Token: Session Expired (Revoked'] },
      verdict: revoked,
      sources: [tokens],
    },
    { id: 'supabase-expired', match: { error: ['session_expired'] }, verdict: expired, sources: [tokens] },
    { id: 'supabase-rate', match: { error: ['over_request_rate_limit'] }, verdict: throttled, sources: [codes] },
    {
      id: 'supabase-timeout',
      match: { error: ['request_timeout', 'hook_timeout', 'hook_timeout_after_retry'] },
      verdict: unavailable,
      sources: [codes],
    },
  ],
}
