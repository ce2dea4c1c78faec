import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { jsonApi } from '../../adapters/identity/json-api.ts'
import { oidc } from '../../adapters/identity/oidc.ts'
import { auth0 } from '../../adapters/identity/providers/auth0.ts'
import { supabase } from '../../adapters/identity/providers/supabase.ts'
import type { ProviderProfile, ProviderRow } from '../../src/ports/provider-profile.ts'
import { classify } from '../../src/refresh/classification.ts'
import { ourTable, profiles, vendorFixtures } from '../unit/vendor-fixtures.ts'
import { fixedAnswers, refreshRequest } from './fixed-answers.ts'

const ending = new Set(['refused', 'interaction_required', 'locked', 'unknown_refusal', 'identity_mismatch'])

async function verdictOf(profile: ProviderProfile, answer: () => Response) {
  const { identity, context } = fixedAnswers({ '/token': answer }, { profile })
  const outcome = await identity.refresh(refreshRequest, context)
  if (outcome.ok) throw new Error('Cannot classify: it was granted')
  return classify(outcome.failure, identity.profile)
}

const isLink = (source: string): boolean => /^https:\/\/\S+$/.test(source)
const isSaid = (source: string | null): boolean =>
  source !== null && (isLink(source) || source.startsWith('RFC ') || source.startsWith(`${ourTable}: `))

/** Locks, asks for a person, or accuses: more than RFC 6749 makes of any refusal. */
const endsMore = ({ verdict: { category, reason } }: ProviderRow): boolean =>
  category === 'locked' || category === 'interaction_required' || reason === 'reuse_detected'

function gapsOf({ name, source, checkedAt, rows }: ProviderProfile): readonly string[] {
  const day = checkedAt !== null && /^\d{4}-\d{2}-\d{2}$/.test(checkedAt) && !Number.isNaN(Date.parse(checkedAt))
  return [
    ...(day ? [] : [`${name}: no day`]),
    ...(isLink(source) ? [] : [`${name}: no source`]),
    ...rows.flatMap(({ sources = [], ...row }) => [
      ...sources.filter((one) => !isLink(one)).map((one) => `${row.id}: ${one}`),
      ...(sources.length === 0 && row.unconfirmed === undefined ? [`${row.id}: no source, no reason`] : []),
      ...(endsMore(row) && (sources.length === 0 || row.unconfirmed !== undefined)
        ? [`${row.id}: ends unconfirmed`]
        : []),
    ]),
  ]
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
  const vendors = named.filter(({ name }) => name !== 'generic')

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
      'firebase-deleted',
      'firebase-disabled',
      'firebase-expired',
      'firebase-invalid',
      'firebase-too-old',
      'google-admin',
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
      'supabase-newer-login',
      'supabase-newer-login-text',
      'supabase-not-found',
      'supabase-used',
      'supabase-used-text',
    ])
  })

  it.each(vendors)('of $name was compared on a day, and every row has a source or a reason', ({ profile }) => {
    expect(gapsOf(profile)).toEqual([])
  })

  it('does not count undated, unsourced, or by its word alone where it ends more than RFC 6749 does', () => {
    const [row] = auth0.rows
    if (row === undefined) throw new Error('Cannot plant a fault: no row')
    const withRow = (fault: Partial<ProviderRow>) => gapsOf({ ...auth0, rows: [{ ...row, ...fault }] })
    expect(gapsOf({ ...auth0, checkedAt: null })).toEqual(['auth0: no day'])
    expect(gapsOf({ ...auth0, checkedAt: '2026-13-45' })).toEqual(['auth0: no day'])
    expect(gapsOf({ ...auth0, source: 'hearsay' })).toEqual(['auth0: no source'])
    expect(withRow({ sources: [] })).toEqual(['auth0-blocked: no source, no reason', 'auth0-blocked: ends unconfirmed'])
    expect(withRow({ sources: ['hearsay'] })).toEqual(['auth0-blocked: hearsay'])
    expect(withRow({ unconfirmed: 'seen once' })).toEqual(['auth0-blocked: ends unconfirmed'])
  })

  it('has its answers from the vendor, from an RFC, or says that only our table has them', () => {
    const ownRows = new Map(vendors.flatMap(({ profile }) => profile.rows).map((row) => [row.id, row]))
    const sourceless = vendorFixtures.filter(({ row, source }) => !ownRows.has(row) && !isSaid(source))
    expect(sourceless.map(({ profile, body }) => `${profile.name} ${body}`)).toEqual([])
    expect([isSaid(null), isSaid(ourTable), isSaid(`${ourTable}: why`), isSaid('RFC 6749 section 5.2')]).toEqual([
      false,
      false,
      true,
      true,
    ])
  })

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

  it.each(vendors)('of $name has a dated guide with every source and every reason', ({ name, profile }) => {
    const guide = readFileSync(new URL(`../../docs/providers/${name}.md`, import.meta.url), 'utf8')
    const answers = vendorFixtures.filter((fixture) => fixture.profile === profile).map(({ source }) => source ?? '')
    const links = [profile.source, ...profile.rows.flatMap(({ sources = [] }) => sources), ...answers.filter(isLink)]
    const reasons = profile.rows.flatMap(({ unconfirmed = [] }) => unconfirmed)
    expect(guide).toContain(`from 'authchart/adapters/providers/${name}'`)
    expect(guide).toContain(
      `As of ${profile.checkedAt}. Rows compared on ${profile.checkedAt}; source: <${profile.source}>`,
    )
    expect(guide).toContain('## Rotation')
    expect(guide).toMatch(/^- Rotation[^\n]*:(?: |\n {2})(?:<https:|from our table)/m)
    const [, sources = ''] = guide.split('## Sources')
    expect([...links.map((link) => `<${link}>`), ...reasons].filter((said) => !sources.includes(said))).toEqual([])
  })

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
