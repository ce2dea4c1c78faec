import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { classify } from '../../src/refresh/classification.ts'
import { claims, fixedAnswers, idToken, issuer, refreshRequest, start, tokens } from './fixed-answers.ts'

const day = 24 * 60 * 60 * 1000

async function refreshWith(answer: () => Response | Promise<Response>, claimsOrNull = refreshRequest.claims) {
  const world = fixedAnswers({ '/token': answer })
  const outcome = await world.identity.refresh({ ...refreshRequest, claims: claimsOrNull }, world.context)
  return { ...world, outcome }
}

describe('a refresh request', () => {
  it('is one POST to the exact endpoint that leaves no trace and takes nothing along (RF-15)', async () => {
    const { sent } = await refreshWith(() => tokens())
    const [discovery, token] = sent
    expect(sent).toHaveLength(2)
    expect(token?.url).toBe(`${issuer}/token`)
    for (const { init } of sent) {
      expect(init).toMatchObject({
        redirect: 'manual',
        cache: 'no-store',
        credentials: 'omit',
        referrerPolicy: 'no-referrer',
      })
    }
    expect(discovery?.url).toBe(`${issuer}/.well-known/openid-configuration`)
    expect(token?.init.method).toBe('POST')
    expect(token?.init.body).toBeInstanceOf(URLSearchParams)
    expect(Object.fromEntries(token?.init.body as URLSearchParams)).toEqual({
      client_id: 'app',
      grant_type: 'refresh_token',
      refresh_token: 'refresh-canary',
    })
  })

  it('fetches nothing between the answer and its end', async () => {
    const world = fixedAnswers({ '/token': async () => tokens({ id_token: await idToken({}, 'ES256') }) })
    expect(await world.identity.refresh(refreshRequest, world.context)).toMatchObject({ ok: true })
    expect(world.sent.at(-1)?.url).toBe(`${issuer}/token`)
  })

  it('keeps the stored refresh token where the answer has none (RF-06)', async () => {
    const { outcome } = await refreshWith(() => tokens({ refresh_token: undefined }))
    expect(outcome).toMatchObject({ ok: true, value: { refreshToken: null } })
  })
})

describe('continuity (OpenID Connect Core §12.2)', () => {
  it.each([
    ['the same claims', {}],
    ['no auth_time', { auth_time: undefined }],
    ['the same nonce', { nonce: 'n' }],
  ])('holds with %s', async (_, changes) => {
    const { outcome } = await refreshWith(async () => tokens({ id_token: await idToken(changes, 'ES256') }))
    expect(outcome).toMatchObject({ ok: true, value: { claims, subject: refreshRequest.subject } })
  })

  it.each([
    ['another subject', { sub: 'jonas' }],
    ['another issuer', { iss: 'https://evil.example.com' }],
    ['another audience', { aud: 'other' }],
    ['another time of login', { auth_time: 2000 }],
    ['another nonce', { nonce: 'm' }],
    ['a party that was not there', { azp: 'app' }],
    ['a foreign party', { azp: 'other', aud: ['app', 'other'] }],
  ])('ends with %s', async (_, changes) => {
    const { outcome } = await refreshWith(async () => tokens({ id_token: await idToken(changes, 'ES256') }))
    expect(outcome).toMatchObject({ ok: false, failure: { kind: 'identity_mismatch' } })
  })

  it('wants every audience of the first token, and minds no further one', async () => {
    const first = { ...claims, aud: ['app', 'api'], azp: 'app' }
    const refreshFor = async (aud: readonly string[]) =>
      refreshWith(async () => tokens({ id_token: await idToken({ azp: 'app', aud: [...aud] }, 'ES256') }), first)
    expect((await refreshFor(['app'])).outcome).toMatchObject({ failure: { kind: 'identity_mismatch' } })
    expect((await refreshFor(['more', 'api', 'app'])).outcome).toMatchObject({ ok: true, value: { claims: first } })
  })

  it('compares the subject even where no claims were kept', async () => {
    const { outcome } = await refreshWith(
      async () => tokens({ id_token: await idToken({ sub: 'jonas' }, 'ES256') }),
      null,
    )
    expect(outcome).toMatchObject({ failure: { kind: 'identity_mismatch' } })
  })

  it.each(['none', 'HS256', 'HS512', 'XX'])('takes no ID token with alg %s from a public client', async (alg) => {
    const { outcome } = await refreshWith(async () => tokens({ id_token: await idToken({}, alg) }))
    expect(outcome).toMatchObject({ ok: false, failure: { exchange: { body: 'malformed' } } })
  })

  it('takes an ID token whose times look wrong to a wrong local clock', async () => {
    const later = { iat: start / 1000 + 3600 * 5, exp: start / 1000 + 3600 * 5 + 60 }
    const earlier = { iat: start / 1000 - 3600 * 5, exp: start / 1000 - 3600 * 5 + 60 }
    for (const times of [later, earlier]) {
      const { outcome } = await refreshWith(async () => tokens({ id_token: await idToken(times, 'ES256') }))
      expect(outcome).toMatchObject({ ok: true, value: { time: { server: times.iat * 1000 } } })
    }
  })

  it('takes no ID token that had expired by the server’s own clock', async () => {
    const { outcome } = await refreshWith(async () => {
      const answer = tokens({
        id_token: await idToken({ iat: start / 1000 - 7200, exp: start / 1000 - 3600 }, 'ES256'),
      })
      answer.headers.set('date', new Date(start).toUTCString())
      return answer
    })
    expect(outcome).toMatchObject({ ok: false, failure: { exchange: { body: 'malformed' } } })
  })
})

describe('expires_in (RF-07)', () => {
  const lifetime = async (expiresIn: unknown, accessToken = 'opaque'): Promise<number> => {
    const { outcome } = await refreshWith(() => tokens({ expires_in: expiresIn, access_token: accessToken }))
    return outcome.ok ? outcome.value.accessTokenExpiresAt - start : -1
  }

  it.each([
    [60, 60_000],
    ['90', 90_000],
    [1.5, 2_000],
    [0.001, 2_000],
    [0, 300_000],
    [-5, 300_000],
    ['soon', 300_000],
    [undefined, 300_000],
    [null, 300_000],
    [[60], 300_000],
    [{}, 300_000],
    [2 ** 31, day],
    [1e300, day],
    ['1e9', 300_000],
  ])('%j becomes %i ms', async (expiresIn, expected) => {
    expect(await lifetime(expiresIn)).toBe(expected)
  })

  it('falls back on the token’s own span when it is a JWT', async () => {
    expect(await lifetime(undefined, await idToken({ exp: start / 1000 + 120 }))).toBe(120_000)
    expect(await lifetime('x', 'a.b.c')).toBe(300_000)
    expect(await lifetime(null, `a.${Buffer.from('{"exp":"x","iat":1}').toString('base64url')}.c`)).toBe(300_000)
  })

  it('always gives a span between 2 s and a day', async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), async (value) => {
        // An answer with this name in it is refused whole, before anybody looks at a span (ST-12).
        fc.pre(!JSON.stringify(value).includes('__proto__'))
        const span = await lifetime(value)
        expect(span).toBeGreaterThanOrEqual(2_000)
        expect(span).toBeLessThanOrEqual(day)
      }),
      { numRuns: 300 },
    )
  })
})

describe('a 2xx of the wrong shape', () => {
  it.each([
    ['no token', { access_token: undefined }],
    ['an empty token', { access_token: '' }],
    ['a token that is no text', { access_token: 7 }],
    ['no token type', { token_type: undefined }],
    ['a DPoP token nobody asked for', { token_type: 'DPoP' }],
    ['an odd refresh token', { refresh_token: 7 }],
    ['an empty refresh token', { refresh_token: '' }],
    ['an odd scope', { scope: ['openid'] }],
    ['an ID token that is none', { id_token: 'x' }],
    ['an ID token in four parts', { id_token: 'a.b.c.d' }],
  ])('is transient with %s (RF-08)', async (_, changes) => {
    const { outcome } = await refreshWith(() => tokens(changes))
    expect(outcome).toMatchObject({
      ok: false,
      failure: { kind: 'exchange', exchange: { body: 'malformed', status: 200 } },
    })
    expect(outcome.ok ? '' : classify(outcome.failure).category).toBe('server_unavailable')
  })

  it('ignores members it doesn’t know, and keeps none of them', async () => {
    const { outcome } = await refreshWith(() => tokens({ surprise: 'member-canary', nested: { a: 1 } }))
    expect(outcome.ok).toBe(true)
    expect(JSON.stringify(outcome)).not.toContain('canary')
  })
})

describe('an error that repeats the token', () => {
  it('does not carry it on', async () => {
    const body = { error: 'invalid_grant', error_description: 'Token refresh-canary is unknown' }
    const { outcome } = await refreshWith(() => Response.json(body, { status: 400 }))
    expect(outcome).toMatchObject({ failure: { exchange: { error: 'invalid_grant', errorDescription: null } } })
    expect(JSON.stringify(outcome)).not.toContain('canary')
  })
})
