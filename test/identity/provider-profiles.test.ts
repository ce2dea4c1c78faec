import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { jsonApi } from '../../adapters/identity/json-api.ts'
import { oidc } from '../../adapters/identity/oidc.ts'
import { auth0 } from '../../adapters/identity/providers/auth0.ts'
import { supabase } from '../../adapters/identity/providers/supabase.ts'
import type { ProviderProfile } from '../../src/ports/provider-profile.ts'
import { classify } from '../../src/refresh/classification.ts'
import { profiles } from '../unit/vendor-fixtures.ts'
import { fixedAnswers, refreshRequest } from './fixed-answers.ts'

const ending = new Set(['refused', 'interaction_required', 'locked', 'unknown_refusal', 'identity_mismatch'])

async function verdictOf(profile: ProviderProfile, answer: () => Response) {
  const { identity, context } = fixedAnswers({ '/token': answer }, { profile })
  const outcome = await identity.refresh(refreshRequest, context)
  if (outcome.ok) throw new Error('Cannot classify: it was granted')
  return classify(outcome.failure, identity.profile)
}

describe('the errors of RFC 6749 §5.2', () => {
  const errors = [
    'invalid_request',
    'invalid_client',
    'invalid_grant',
    'unauthorized_client',
    'unsupported_grant_type',
    'invalid_scope',
  ]
  const cases = Object.values(profiles).flatMap((profile) =>
    errors.flatMap((error) => [400, 401, 403].map((status) => ({ profile, name: profile.name, error, status }))),
  )

  it.each(cases)('$name: $status $error ends a session only as invalid_grant', async ({ profile, error, status }) => {
    const { category } = await verdictOf(profile, () => Response.json({ error }, { status }))
    expect(category).toBe(error === 'invalid_grant' ? 'refused' : 'misconfigured')
  })
})

describe('a profile', () => {
  const named = Object.values(profiles).map((profile) => ({ profile, name: profile.name }))

  it('ends a session by the rows of the evidence table and by no other (EC-11)', () => {
    const rows = named.flatMap(({ profile }) => profile.rows).filter(({ verdict }) => ending.has(verdict.category))
    expect(rows.map(({ id }) => id).toSorted()).toEqual([
      'auth0-blocked',
      'cognito-deleted',
      'cognito-disabled',
      'cognito-expired',
      'cognito-interaction',
      'cognito-refused',
      'cognito-reused',
      'cognito-revoked',
      'entra-conditional-access',
      'entra-consent',
      'entra-disabled',
      'entra-expired',
      'entra-mfa',
      'entra-no-user',
      'entra-password',
      'entra-revoked',
      'entra-smart-lockout',
      'entra-suberror',
      'firebase-disabled',
      'firebase-expired',
      'firebase-invalid',
      'firebase-too-old',
      'google-admin',
      'google-deleted',
      'google-session-control',
      'keycloak-consent',
      'keycloak-disabled',
      'keycloak-expired',
      'keycloak-reused',
      'supabase-banned',
      'supabase-banned-text',
      'supabase-expired',
      'supabase-expired-text',
      'supabase-low-aal',
      'supabase-low-aal-text',
      'supabase-newer-login',
      'supabase-newer-login-text',
      'supabase-not-found',
      'supabase-used',
      'supabase-used-text',
    ])
  })

  it.each(named)(
    'of $name names its source, and claims no check that has no day',
    ({ profile: { source, checkedAt } }) => {
      expect(source).toMatch(/^https:\/\/|^RFC /)
      expect(checkedAt ?? '2026-11-21').toMatch(/^\d{4}-\d{2}-\d{2}$/)
    },
  )

  it.each(named)('of $name keeps the session where a name, a route or a certificate is wrong', async ({ profile }) => {
    const codes = ['ENOTFOUND', 'EAI_AGAIN', 'ECONNRESET', 'ETIMEDOUT', 'UND_ERR_SOCKET', 'UND_ERR_CONNECT_TIMEOUT']
    const certificates = ['CERT_HAS_EXPIRED', 'SELF_SIGNED_CERT_IN_CHAIN', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE']
    for (const code of [...codes, ...certificates]) {
      const verdict = await verdictOf(profile, () => {
        throw new TypeError('fetch failed', { cause: Object.assign(new Error(code), { code }) })
      })
      expect([code, verdict.category, verdict.consumed]).toEqual([code, 'unreachable', 'maybe'])
    }
  })

  it.each(named.filter(({ name }) => name !== 'generic'))(
    'of $name has a dated guide',
    ({ name, profile: { source } }) => {
      const guide = readFileSync(new URL(`../../docs/providers/${name}.md`, import.meta.url), 'utf8')
      expect(guide).toContain(`from 'authchart/adapters/providers/${name}'`)
      expect(guide).toContain(`source: <${source}>`)
      expect(guide).toMatch(/^As of \d{4}-\d{2}-\d{2}/m)
      expect(guide).toContain('## Rotation')
    },
  )

  it.each(named.filter(({ name }) => name !== 'generic'))(
    'of $name says in its guide when its rows were compared, or why they were not',
    ({ name, profile: { checkedAt } }) => {
      const guide = readFileSync(new URL(`../../docs/providers/${name}.md`, import.meta.url), 'utf8')
      const said =
        checkedAt === null ? 'Not compared with it (`checkedAt` is null): ' : `Rows compared on ${checkedAt}; `
      expect(guide).toContain(said)
    },
  )

  it('is read by oidc: the same answer locks with it, and without it only asks for a new login', async () => {
    const blocked = () =>
      Response.json({ error: 'invalid_grant', error_description: 'user is blocked' }, { status: 403 })
    expect((await verdictOf(auth0, blocked)).category).toBe('locked')
    expect((await verdictOf(profiles.generic, blocked)).category).toBe('refused')
  })

  it('is read by jsonApi, in the vendor’s own body shape', async () => {
    const { context } = fixedAnswers({
      '/refresh': () => Response.json({ code: 'user_banned', message: 'x' }, { status: 403 }),
    })
    const addresses = { login: 'https://id.example.com/login', refresh: 'https://id.example.com/refresh' }
    const identity = jsonApi({ issuer: 'supabase', client: 'app', ...addresses, profile: supabase })
    const outcome = await identity.refresh(refreshRequest, context)
    expect(outcome.ok ? null : classify(outcome.failure, identity.profile).row).toBe('supabase-banned')
  })
})

describe('the rotation option', () => {
  const rotationOf = (rotation?: { readonly reuseGrace?: number | null; readonly rotates?: boolean }) => {
    const parts = { issuer: 'https://id.example.com', clientId: 'app', redirectUri: '/callback', profile: auth0 }
    return oidc(rotation === undefined ? parts : { ...parts, rotation }).rotation
  }

  it('replaces what it names and leaves the profile’s rest', () => {
    expect(rotationOf()).toEqual(auth0.rotation)
    expect(rotationOf({ reuseGrace: 60_000 })).toEqual({ ...auth0.rotation, reuseGrace: 60_000 })
    expect(rotationOf({ rotates: false })).toEqual({ ...auth0.rotation, rotates: false })
  })

  it.each([null, Number.NaN, -1, Number.POSITIVE_INFINITY])('promises no grace for %s', (reuseGrace) => {
    expect(rotationOf({ reuseGrace }).reuseGrace).toBeNull()
  })
})
