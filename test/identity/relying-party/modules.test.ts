import { afterEach, describe, expect, it } from 'vitest'
import { oidc } from '../../../adapters/identity/oidc.ts'
import { duration } from '../../../machines/time.ts'
import type { IdentityFailure } from '../../../src/ports/exchange.ts'
import type { SignInRequest } from '../../../src/ports/identity.ts'
import { classify } from '../../../src/refresh/classification.ts'
import { redirectUri } from '../oidc-server.ts'
import { callContext, signInRequest } from '../subjects.ts'
import { hostileProvider, type HostileProvider, type Lies } from './hostile-provider.ts'

/** Named after the relying-party modules of the OpenID Foundation's conformance suite; written anew against `oidc()`. */
const providers: HostileProvider[] = []
afterEach(async () => {
  await Promise.all(providers.splice(0).map((provider) => provider.end()))
})

const context = callContext()

async function meet(lies: Lies = {}) {
  const provider = await hostileProvider(lies)
  providers.push(provider)
  return { provider, identity: oidc({ issuer: provider.issuer, clientId: 'app', redirectUri }) }
}

async function logIn(lies: Lies = {}, request: Partial<SignInRequest> = {}) {
  const { provider, identity } = await meet(lies)
  const step = await identity.signIn({ ...signInRequest('redirect'), ...request }, context)
  if (!step.ok || step.value.kind !== 'redirect') throw new Error('Cannot log in: it did not redirect')
  const outcome = await identity.resume(provider.approve(step.value.url), step.value.transaction, context)
  return { provider, identity, outcome }
}

async function refresh(lies: Lies) {
  const { identity, outcome } = await logIn(lies)
  if (!outcome.ok) throw new Error('Cannot refresh: the login failed')
  const { refreshToken, subject, claims, scopes } = outcome.value
  return identity.refresh({ refreshToken: refreshToken ?? '', subject, claims, scopes }, context)
}

const categoryOf = (failure: IdentityFailure): string => classify(failure).category

describe('oidc as a relying party is given a login (OL-08)', () => {
  it.each<[string, Lies]>([
    ['oidcc-client-test', {}],
    ['oidcc-client-test-idtoken-sig-rs256', { header: { alg: 'RS256' } }],
    ['oidcc-client-test-kid-absent-single-jwks: no key is looked for', { header: { kid: undefined } }],
    ['oidcc-client-test-kid-absent-multiple-jwks: no key is looked for', { header: { kid: undefined } }],
    [
      'oidcc-client-test-invalid-sig-rs256: the connection vouches for the token, not its signature',
      { signature: 'AAAA' },
    ],
    ['fapi2-security-profile-final-client-test-token-type-case-insensitivity', { answer: { token_type: 'bEaReR' } }],
    ['an ID token without at_hash', { login: { at_hash: undefined } }],
    ['oidcc-client-test-signing-key-rotation: no key is looked for', { header: { kid: 'of tomorrow' } }],
    ['oidcc-client-test-idtoken-sig-es256', { header: { alg: 'ES256' } }],
    ['fapi2-security-profile-final-client-test-valid-aud-as-array', { login: { aud: ['app'] } }],
    ['fapi1-advanced-final-client-test-no-scope-in-token-endpoint-response', { answer: { scope: undefined } }],
    [
      'fapi2-security-profile-final-client-test-token-endpoint-response-without-expires_in',
      { answer: { expires_in: undefined } },
    ],
    ['several audiences with the party named', { login: { aud: ['app', 'other'], azp: 'app' } }],
  ])('%s', async (_, lies) => {
    const { outcome, provider } = await logIn(lies)
    expect(outcome).toMatchObject({ ok: true, value: { subject: { issuer: provider.issuer, subject: 'mira' } } })
  })
})

const now = Math.floor(Date.now() / 1000)

describe('oidc as a relying party refuses a login (OL-08)', () => {
  it.each<[string, Lies]>([
    ['oidcc-client-test-invalid-iss', { login: { iss: 'https://evil.test' } }],
    ['oidcc-client-test-missing-sub', { login: { sub: undefined } }],
    ['an empty sub', { login: { sub: '' } }],
    ['oidcc-client-test-invalid-aud', { login: { aud: 'other' } }],
    ['oidcc-client-test-missing-aud', { login: { aud: undefined } }],
    ['several audiences without a party', { login: { aud: ['app', 'other'] } }],
    ['another party', { login: { aud: ['app', 'other'], azp: 'other' } }],
    ['oidcc-client-test-missing-iat', { login: { iat: undefined } }],
    ['a missing exp', { login: { exp: undefined } }],
    ['an exp of long ago', { login: { iat: 1_000, exp: 2_000 } }],
    ['oidcc-client-test-nonce-invalid', { login: { nonce: 'another' } }],
    ['a missing nonce', { login: { nonce: undefined } }],
    ['oidcc-client-test-idtoken-sig-none', { header: { alg: 'none' }, signature: null }],
    ['oidcc-client-test-invalid-sig-hs256', { header: { alg: 'HS256' } }],
    ['oidcc-client-test-invalid-athash', { login: { at_hash: 'AAAAAAAAAAAAAAAAAAAAAA' } }],
    ['an at_hash that is no text', { login: { at_hash: 7 } }],
    ['fapi2-security-profile-final-client-test-invalid-missing-iss', { login: { iss: undefined } }],
    [
      'fapi2-security-profile-final-client-test-invalid-expired-exp',
      { login: { iat: now - 90_400, exp: now - 90_000 } },
    ],
    ['an empty alg', { header: { alg: '' }, signature: null }],
    ['an alg that nobody knows', { header: { alg: 'RS1' } }],
    ['an exp before its iat', { login: { iat: now, exp: now - 1 } }],
    ['an iss that ends otherwise', { login: { iss: 'https://id.example.com/' } }],
    ['a sub that is no text', { login: { sub: 7 } }],
    ['an ID token that is missing', { answer: { id_token: undefined } }],
    ['an access token that is missing', { answer: { access_token: undefined } }],
    ['a token type of its own', { answer: { token_type: 'mac' } }],
    ['a bound token that was not asked for', { answer: { token_type: 'DPoP' } }],
  ])('%s', async (_, lies) => {
    const { outcome, provider } = await logIn(lies)
    expect(outcome.ok).toBe(false)
    expect(provider.asked.filter((path) => path === '/userinfo')).toEqual([])
  })

  it.each<[string, Lies]>([
    ['oidcc-client-test-discovery-issuer-mismatch', { discovery: { issuer: 'https://evil.test' } }],
    ['a provider without S256 (OL-01)', { discovery: { code_challenge_methods_supported: ['plain'] } }],
    ['an unprotected token endpoint (OL-05)', { discovery: { token_endpoint: 'http://id.example.com/token' } }],
  ])('%s', async (_, lies) => {
    const { provider, identity } = await meet(lies)
    const step = await identity.signIn(signInRequest('redirect'), context)
    expect(step).toMatchObject({ ok: false, failure: { kind: 'discovery_unavailable' } })
    expect(provider.asked).toEqual(['/.well-known/openid-configuration'])
  })
})

describe('the age of a login that was asked for (max_age)', () => {
  it.each([
    ['recent', { auth_time: now - 60 }, true],
    ['too old', { auth_time: now - 4_000 }, false],
    ['unsaid', { auth_time: undefined }, false],
  ])('is checked by the provider’s own clock: %s', async (_, login, isGranted) => {
    const { outcome } = await logIn({ login }, { maxAge: duration(3_600_000) })
    expect(outcome.ok).toBe(isGranted)
  })

  it('is nobody’s business where none was asked for', async () => {
    expect((await logIn({ login: { auth_time: undefined } })).outcome.ok).toBe(true)
  })
})

describe('oidc as a relying party refreshes (OL-09)', () => {
  it('oidcc-client-test-refresh-token', async () => {
    expect(await refresh({})).toMatchObject({ ok: true, value: { subject: { subject: 'mira' } } })
  })

  it.each<[string, Lies['refreshed']]>([
    ['oidcc-client-test-refresh-token-invalid-issuer', { iss: 'https://evil.test' }],
    ['oidcc-client-test-refresh-token-invalid-sub', { sub: 'jonas' }],
    ['oidcc-client-test-refresh-token-invalid-aud', { aud: 'other' }],
    ['another time of login', { auth_time: 2_000 }],
    ['another nonce', { nonce: 'another' }],
    ['a party that was not there', { azp: 'app' }],
  ])('and ends the session as somebody else’s: %s', async (_, refreshed) => {
    const outcome = await refresh(refreshed === undefined ? {} : { refreshed })
    expect(outcome.ok ? '' : categoryOf(outcome.failure)).toBe('identity_mismatch')
  })

  it.each<[string, Lies['refreshed']]>([
    ['at_hash is wrong', { at_hash: 'AAAAAAAAAAAAAAAAAAAAAA' }],
    ['sub is missing', { sub: undefined }],
    ['aud is missing', { aud: undefined }],
    ['iat is missing', { iat: undefined }],
    ['exp is missing', { exp: undefined }],
  ])('and keeps the session, without the new tokens, where %s', async (_, refreshed) => {
    const outcome = await refresh(refreshed === undefined ? {} : { refreshed })
    expect(outcome.ok ? '' : categoryOf(outcome.failure)).toBe('server_unavailable')
  })
})

describe('oidc as a relying party asks who it is (OL-10)', () => {
  it.each<[string, Lies, boolean]>([
    ['oidcc-client-test-userinfo-bearer-header', {}, true],
    ['oidcc-client-test-scope-userinfo-claims', { userinfo: { email: 'mira@example.com' } }, true],
    ['oidcc-client-test-userinfo-invalid-sub', { userinfo: { sub: 'jonas' } }, false],
    ['a userinfo without sub', { userinfo: { sub: undefined } }, false],
  ])('%s', async (_, lies, isGranted) => {
    const { identity, outcome } = await logIn(lies)
    if (!outcome.ok) throw new Error('Cannot ask: the login failed')
    const { accessToken, subject } = outcome.value
    expect((await identity.fetchUser(accessToken, subject, context)).ok).toBe(isGranted)
  })
})

describe('the issuer of a callback (RFC 9207, OL-04)', () => {
  const named = { discovery: { authorization_response_iss_parameter_supported: true } }

  it.each<[string, Lies]>([
    ['fapi2-security-profile-final-client-test-remove-authorization-response-iss', named],
    [
      'fapi2-security-profile-final-client-test-invalid-authorization-response-iss',
      { ...named, callback: '&iss=https%3A%2F%2Fevil.test' },
    ],
    ['another issuer where none was promised', { callback: '&iss=https%3A%2F%2Fevil.test' }],
  ])('%s: the code never leaves', async (_, lies) => {
    const { outcome, provider } = await logIn(lies)
    expect(outcome).toMatchObject({ failure: { kind: 'callback_refused', code: 'issuer' } })
    expect(provider.asked).not.toContain('/token')
  })
})

describe('a polluted callback (OL-14)', () => {
  it.each(['&state=x', '&code=x', '&%73tate=x', '&c%6Fde=x', '&iss=a&iss=b', '&error=a&error=b'])(
    '%s is refused, and its code never leaves',
    async (callback) => {
      const { outcome, provider } = await logIn({ callback })
      expect(outcome).toMatchObject({ failure: { kind: 'callback_refused', code: 'malformed' } })
      expect(provider.asked).not.toContain('/token')
    },
  )
})
