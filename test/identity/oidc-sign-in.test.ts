import { describe, expect, it } from 'vitest'
import { duration, instant } from '../../machines/time.ts'
import { oidc } from '../../adapters/identity/oidc.ts'
import type { LoginTransaction } from '../../src/ports/identity.ts'
import { discoveryDocument, fixedAnswers, idToken, issuer, start, tokens } from './fixed-answers.ts'
import { signInRequest } from './subjects.ts'

const transaction: LoginTransaction = {
  state: 'state-1',
  nonce: 'nonce-1',
  codeVerifier: 'v'.repeat(43),
  redirectUri: 'https://app.test/callback',
  returnTo: '/',
  maxAge: null,
  startedAt: start,
}

const callback = (query: string): string => `https://app.test/callback?${query}`

describe('the authorization request', () => {
  const begin = async (changes = {}, options = {}) => {
    const { identity, context } = fixedAnswers({}, options)
    const outcome = await identity.signIn({ ...signInRequest('redirect'), ...changes }, context)
    if (!outcome.ok || outcome.value.kind !== 'redirect') throw new Error('Cannot begin: it did not redirect')
    return { ...outcome.value, query: new URL(outcome.value.url).searchParams }
  }

  it('is code with PKCE S256, and says who asks for what', async () => {
    const { query, transaction: made, url } = await begin()
    expect(url.startsWith(`${issuer}/auth?`)).toBe(true)
    expect(Object.fromEntries(query)).toMatchObject({
      response_type: 'code',
      client_id: 'app',
      redirect_uri: 'https://app.test/callback',
      scope: 'openid profile offline_access',
      prompt: 'consent',
      code_challenge_method: 'S256',
      state: made.state,
      nonce: made.nonce,
    })
    expect(query.get('code_challenge')).toHaveLength(43)
    expect(url).not.toContain(made.codeVerifier)
  })

  it('is new every time, with 256 bits each for state, nonce and verifier (OL-02)', async () => {
    const made = await Promise.all(Array.from({ length: 50 }, () => begin()))
    const secrets = made.flatMap(({ transaction: { state, nonce, codeVerifier } }) => [state, nonce, codeVerifier])
    expect(new Set(secrets).size).toBe(150)
    expect(secrets.every((secret) => Buffer.from(secret, 'base64url').length === 32)).toBe(true)
  })

  it('carries what was asked: hint, level, age, prompt, the app’s own parameters', async () => {
    const asked = { loginHint: 'mira', acrValues: 'mfa', maxAge: duration(90_500), prompt: 'login' }
    const { query } = await begin(asked, { parameters: { audience: 'api', client_id: 'forged' } })
    expect(Object.fromEntries(query)).toMatchObject({
      login_hint: 'mira',
      acr_values: 'mfa',
      max_age: '90',
      prompt: 'login consent',
    })
    expect([query.get('audience'), query.getAll('client_id')]).toEqual(['api', ['app']])
  })

  it('asks for consent only where offline access needs it', async () => {
    expect((await begin({ prompt: 'none' })).query.get('prompt')).toBe('none')
    expect((await begin({ prompt: 'consent' })).query.get('prompt')).toBe('consent')
    expect((await begin({ prompt: 'select_account' }, { scope: 'openid' })).query.get('prompt')).toBe('select_account')
    expect((await begin({}, { scope: 'openid' })).query.has('prompt')).toBe(false)
    expect((await begin({}, { consentForOfflineAccess: false })).query.has('prompt')).toBe(false)
  })

  it('is not made for a path where there is no page', async () => {
    const { identity, context } = fixedAnswers({}, { redirectUri: '/callback' })
    expect(await identity.signIn(signInRequest('redirect'), context)).toMatchObject({
      failure: { kind: 'not_supported' },
    })
  })
})

describe('a callback', () => {
  const resume = async (query: string, now = start, answers = {}) => {
    const world = fixedAnswers(answers, { context: { now: () => now } })
    const outcome = await world.identity.resume(callback(query), transaction, world.context)
    return { outcome, asked: world.sent.filter(({ url }) => url.endsWith('/token')).length, sent: world.sent }
  }

  it.each([
    ['another state', 'code=c&state=state-2', 'state'],
    ['an empty state', 'code=c&state=', 'state'],
    ['the user’s no', 'error=access_denied&state=state-1', 'denied'],
    ['a server in trouble', 'error=temporarily_unavailable&state=state-1', 'denied'],
    ['another issuer', `code=c&state=state-1&iss=https%3A%2F%2Fevil.test`, 'issuer'],
    ['another issuer’s error', `error=x&state=state-1&iss=https%3A%2F%2Fevil.test`, 'issuer'],
    ['two codes', 'code=c&code=d&state=state-1', 'malformed'],
    ['two states', 'code=c&state=state-1&state=state-1', 'malformed'],
    ['two issuers', `code=c&state=state-1&iss=${issuer}&iss=${issuer}`, 'malformed'],
    ['no code and no error', 'state=state-1', 'malformed'],
    ['no state', 'code=c', 'malformed'],
    ['a token that nobody asked for', 'code=c&state=state-1&id_token=x', 'malformed'],
  ])('with %s is refused before any token request (OL-03, OL-04, OL-11, OL-14)', async (_, query, code) => {
    const { outcome, asked } = await resume(query)
    expect(outcome).toMatchObject({ ok: false, failure: { kind: 'callback_refused', code } })
    expect(asked).toBe(0)
  })

  it('is too late after ten minutes', async () => {
    const query = 'code=c&state=state-1'
    expect((await resume(query, instant(start + 600_001))).outcome).toMatchObject({ failure: { code: 'expired' } })
    expect((await resume(query, instant(start + 600_000))).outcome).toMatchObject({ failure: { kind: 'exchange' } })
  })

  it('must name its issuer where the provider says it does (RFC 9207, OL-04)', async () => {
    const answers = {
      '/.well-known/openid-configuration': () =>
        discoveryDocument({ authorization_response_iss_parameter_supported: true }),
    }
    const { outcome, asked } = await resume('code=c&state=state-1', start, answers)
    expect([outcome, asked]).toMatchObject([{ failure: { code: 'issuer' } }, 0])
  })

  it('that is right becomes a grant', async () => {
    const answers = {
      '/token': async () =>
        tokens({ id_token: await idToken({ nonce: 'nonce-1', tid: 't1', roles: ['a', 1] }, 'ES256') }),
    }
    const { outcome, sent } = await resume(`code=c&state=state-1&iss=${encodeURIComponent(issuer)}`, start, answers)
    expect(outcome).toMatchObject({
      ok: true,
      value: {
        subject: { issuer, subject: 'mira', tenant: 't1', client: 'app' },
        roles: ['a'],
        scopes: ['openid', 'profile', 'offline_access'],
        claims: { nonce: 'nonce-1', authTime: 1000 },
      },
    })
    expect(Object.fromEntries(sent.at(-1)?.init.body as URLSearchParams)).toMatchObject({
      grant_type: 'authorization_code',
      code: 'c',
      code_verifier: transaction.codeVerifier,
      redirect_uri: transaction.redirectUri,
    })
  })

  it.each([
    ['no ID token', async () => undefined],
    ['another nonce', () => idToken({ nonce: 'nonce-2' }, 'ES256')],
    ['no nonce', () => idToken({}, 'ES256')],
    ['an HMAC', () => idToken({ nonce: 'nonce-1' }, 'HS256')],
    ['no signature', () => idToken({ nonce: 'nonce-1' }, 'none')],
    ['an end before its beginning', () => idToken({ nonce: 'nonce-1', exp: 1 }, 'ES256')],
    ['another audience', () => idToken({ nonce: 'nonce-1', aud: 'other' }, 'ES256')],
    ['another issuer', () => idToken({ nonce: 'nonce-1', iss: 'https://evil.test' }, 'ES256')],
  ])('gives no grant from an ID token with %s', async (_, token) => {
    const { outcome, asked } = await resume('code=c&state=state-1', start, {
      '/token': async () => tokens({ id_token: await token() }),
    })
    expect([outcome.ok, asked]).toEqual([false, 1])
  })
})

describe('oidc', () => {
  const good = { issuer, clientId: 'app', redirectUri: '/callback' }

  it.each([
    ['an unprotected issuer', { issuer: 'http://id.example.com' }, 'the issuer is not an https URL'],
    ['an issuer that is none', { issuer: 'id' }, 'the issuer is not an https URL'],
    ['no client id', { clientId: '' }, 'the client id is missing'],
    ['no redirect URI', { redirectUri: '' }, 'the redirect URI is neither absolute nor a path'],
    ['a redirect URI of nowhere', { redirectUri: '//evil.test' }, 'the redirect URI is neither absolute nor a path'],
    ['a scope without openid', { scope: 'profile' }, 'the scope lacks openid'],
  ])('names %s at creation', (_, changes, message) => {
    expect(() => oidc({ ...good, ...changes })).toThrow(new TypeError(`Cannot create oidc: ${message}`))
  })

  it('takes an unprotected issuer on this machine', () => {
    expect(oidc({ ...good, issuer: 'http://127.0.0.1:4870/oidc' }).origins).toEqual(['http://127.0.0.1:4870'])
  })

  it('knows a callback by its path on the page’s own origin', () => {
    const { isCallback } = oidc(good)
    expect(isCallback('https://app.test/callback?code=a&state=b')).toBe(true)
    expect(isCallback('https://app.test/other?code=a&state=b')).toBe(false)
    expect(isCallback('https://app.test/callback?state=b')).toBe(false)
  })
})
