import { describe, expect, it } from 'vitest'
import { jsonApi, type JsonApiOptions } from '../../adapters/identity/json-api.ts'
import type { CallContext } from '../../src/ports/identity.ts'
import { classify } from '../../src/refresh/classification.ts'
import { start } from './fixed-answers.ts'
import { callContext, signInRequest } from './subjects.ts'

const base = 'https://api.example.com'
const subject = { issuer: base, subject: '1042', tenant: null, client: 'app' }
const refreshRequest = { refreshToken: 'r1', subject, claims: null, scopes: [] }
const full = {
  accessToken: 'a',
  refreshToken: 'r2',
  expiresIn: 60,
  user: { id: 1042, name: 'Mira', roles: ['technician', 7] },
}

function world(body: unknown, options: Partial<JsonApiOptions> = {}, status = 200) {
  const requests: Request[] = []
  const context: CallContext = callContext({
    now: () => start,
    async fetch(input, init) {
      requests.push(input instanceof Request ? input.clone() : new Request(input, init))
      return Response.json(body, { status })
    },
  })
  const identity = jsonApi({
    issuer: base,
    client: 'app',
    login: `${base}/login`,
    refresh: `${base}/refresh`,
    ...options,
  })
  return { requests, context, identity }
}

describe('a sign-in', () => {
  it('posts what the user typed and reads the grant', async () => {
    const { identity, context, requests } = world(full)
    const outcome = await identity.signIn(signInRequest('credentials'), context)
    expect(await requests[0]?.json()).toEqual({ email: 'mira', password: 'demo' })
    expect(requests).toHaveLength(1)
    expect(outcome).toMatchObject({
      ok: true,
      value: {
        grant: {
          subject,
          accessToken: 'a',
          accessTokenExpiresAt: start + 60_000,
          refreshToken: 'r2',
          profile: { name: 'Mira', email: null },
          roles: ['technician'],
          claims: null,
        },
      },
    })
  })

  it('leaves no trace and takes no cookie along (RF-15)', async () => {
    const { identity, context, requests } = world(full)
    await identity.signIn(signInRequest('credentials'), context)
    const { method, redirect, cache, credentials, referrerPolicy } = requests[0] ?? new Request(base)
    expect([method, redirect, cache, credentials, referrerPolicy]).toEqual([
      'POST',
      'manual',
      'no-store',
      'omit',
      'no-referrer',
    ])
  })

  it('reads the OAuth names as well', async () => {
    const body = { access_token: 'a', refresh_token: 'r', expires_in: '90', sub: 'x', scope: 'read write' }
    const { identity, context } = world(body)
    expect(await identity.signIn(signInRequest('credentials'), context)).toMatchObject({
      value: { grant: { subject: { subject: 'x' }, accessTokenExpiresAt: start + 90_000, scopes: ['read', 'write'] } },
    })
  })

  it('reads any other shape with a map of the app', async () => {
    const map: JsonApiOptions['map'] = (body) => ({
      accessToken: body['jwt'],
      subject: body['uid'],
      roles: body['groups'],
    })
    const { identity, context } = world({ jwt: 'j', uid: 'u', groups: ['g'] }, { map })
    expect(await identity.signIn(signInRequest('credentials'), context)).toMatchObject({
      value: { grant: { accessToken: 'j', refreshToken: null, subject: { subject: 'u' }, roles: ['g'] } },
    })
  })

  it('with a wrong password says so, without the password', async () => {
    const { identity, context } = world({ error: 'invalid_credentials', error_description: 'not: demo' }, {}, 401)
    const outcome = await identity.signIn(signInRequest('credentials'), context)
    expect(outcome).toMatchObject({
      failure: { exchange: { status: 401, error: 'invalid_credentials', errorDescription: null } },
    })
  })

  it.each([
    ['no subject', { ...full, user: {} }],
    ['a subject that is none', { ...full, user: { id: { a: 1 } } }],
    ['half a number for a subject', { ...full, user: { id: 1.5 } }],
    ['no token', { ...full, accessToken: undefined }],
    ['an odd refresh token', { ...full, refreshToken: 7 }],
    ['an empty refresh token', { ...full, refreshToken: '' }],
    ['a list', [full]],
    ['nothing', null],
  ])('with %s in the answer is malformed, not a grant', async (_, body) => {
    const { identity, context } = world(body)
    const outcome = await identity.signIn(signInRequest('credentials'), context)
    expect(outcome).toMatchObject({ ok: false, failure: { kind: 'exchange', exchange: { body: 'malformed' } } })
    expect(outcome.ok ? '' : classify(outcome.failure).category).toBe('server_unavailable')
  })

  it.each([
    [
      'throws',
      () => {
        throw new Error('app')
      },
    ],
    ['answers nothing', () => undefined as never],
  ])('is malformed when the app’s map %s', async (_, map) => {
    const { identity, context } = world(full, { map })
    expect(await identity.signIn(signInRequest('credentials'), context)).toMatchObject({
      failure: { exchange: { body: 'malformed' } },
    })
  })
})

describe('a refresh', () => {
  it('sends the refresh token and needs no subject in the answer', async () => {
    const { identity, context, requests } = world({ accessToken: 'b', refreshToken: 'r3' })
    const outcome = await identity.refresh(refreshRequest, context)
    expect(await requests[0]?.json()).toEqual({ refreshToken: 'r1' })
    expect(outcome).toMatchObject({ ok: true, value: { subject, accessToken: 'b', refreshToken: 'r3' } })
  })

  it('is a mismatch when the answer is about somebody else', async () => {
    const { identity, context } = world({ accessToken: 'b', subject: 'jonas' })
    expect(await identity.refresh(refreshRequest, context)).toMatchObject({ failure: { kind: 'identity_mismatch' } })
  })
})

describe('jsonApi', () => {
  it.each(['issuer', 'client', 'login', 'refresh'])('names a missing %s at creation', (name) => {
    expect(() => world(full, { [name]: '' })).toThrow(
      new TypeError(`Cannot create jsonApi: the option ${name} is missing`),
    )
  })

  it('offers the API’s own origin for the token', () => {
    expect(world(full).identity.origins).toEqual([base])
    expect(world(full, { origins: ['https://other.test'] }).identity.origins).toEqual(['https://other.test'])
  })

  it('without a logout or user address asks nobody', async () => {
    const { identity, context, requests } = world(full)
    expect(await identity.revoke('r', context)).toMatchObject({ failure: { kind: 'not_supported' } })
    expect(await identity.fetchUser('a', subject, context)).toMatchObject({ failure: { kind: 'not_supported' } })
    expect(await identity.endSessionUrl({ returnTo: null, state: 's' }, context)).toBeNull()
    expect(requests).toEqual([])
  })
})
