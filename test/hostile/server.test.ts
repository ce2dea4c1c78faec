import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { instant } from '../../machines/time.ts'
import { type Json } from '../../src/exchange/parse-json.ts'
import { readExchange } from '../../src/exchange/read-exchange.ts'
import { parseRetryAfter } from '../../src/exchange/retry-after.ts'
import { stepUpChallengeOf } from '../../src/exchange/step-up-challenge.ts'
import { safePath } from '../../src/sign-in/sign-in.ts'
import { fixedAnswers, idToken, refreshRequest, tokens } from '../identity/fixed-answers.ts'
import { bombard } from './bombard.ts'
import { held } from './held.ts'
import { nearly, numbers, sample, spoilt, texts } from './inputs.ts'

const hold = held()

describe('a hostile answer or address', () => {
  it('is no harm as the body of a token answer', async () => {
    const bodies = [...texts(6_000), ...spoilt(5_000)]
    const { signal } = new AbortController()
    let turn = 0
    await hold(
      bombard('token answers', bodies, async (body) => {
        turn += 1
        const status = [200, 400, 401, 503][turn % 4] ?? 200
        const response = new Response(body, { status, headers: { 'content-type': 'application/json' } })
        const read = await readExchange(response, { url: 'https://id.test/token', signal, now: instant(0) })
        expect(read.json === null || (status === 200 && read.exchange.body === 'ok')).toBe(true)
        return read.json === null ? 'refused' : 'taken'
      }),
    )
  }, 120_000)

  it('is no harm as an ID token of a refresh: nobody else is let in, no secret is told (RF-14)', async () => {
    const honest = await idToken({}, 'ES256')
    const [head = '', payload = '', signature = ''] = honest.split('.')
    const coded = (value: Json | string): string =>
      Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url')
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Record<string, Json>
    const tokensSent = [
      honest,
      ...nearly({ ...claims, locale: 'en', zoneinfo: 'x' }, 500).map(
        (changed) => `${head}.${coded(changed)}.${signature}`,
      ),
      ...texts(2_500),
      ...texts(2_500).map((text) => `${head}.${coded(text)}.${signature}`),
      ...nearly(claims, 4_000).map((changed) => `${head}.${coded(changed)}.${signature}`),
      ...nearly({ alg: 'ES256', typ: 'JWT', kid: 'k', crit: [] }, 1_500).map(
        (changed) => `${coded(changed)}.${payload}.${signature}`,
      ),
    ]
    let sent = ''
    const { identity, context } = fixedAnswers({ '/token': () => tokens({ id_token: sent }) })
    const { taken } = await hold(
      bombard('ID tokens', tokensSent, async (token) => {
        sent = token
        const outcome = await identity.refresh(refreshRequest, context)
        const { subject } = outcome.ok ? outcome.value.subject : refreshRequest.subject
        expect(subject).toBe('mira')
        expect(JSON.stringify(outcome.ok ? null : outcome.failure)).not.toContain('refresh-canary')
        return outcome.ok ? 'taken' : 'refused'
      }),
    )
    expect(taken).toBeGreaterThan(0)
  }, 240_000)

  it('is no harm as a callback URL: without the transaction it never becomes a login (OL-02)', async () => {
    const callback = 'https://app.test/callback'
    const names = ['code', 'state', 'iss', 'error', 'error_description', 'session_state', 'id_token', '__proto__']
    const part = fc.oneof(
      fc.string(),
      fc.string({ unit: 'binary' }),
      fc.constantFrom('state-of-another', 'code', '%', '&', '#'),
    )
    const query = fc.array(fc.tuple(fc.constantFrom(...names), part), { maxLength: 6 })
    const urls = [
      ...texts(3_000),
      ...sample(query, 8_000).map(
        (pairs) => `${callback}?${pairs.map(([name, value]) => `${name}=${value}`).join('&')}`,
      ),
    ]
    const { identity, context } = fixedAnswers({ '/token': () => tokens() })
    const transaction = {
      state: 'the-state-of-this-login',
      nonce: 'nonce',
      codeVerifier: 'verifier-canary'.repeat(4),
      redirectUri: callback,
      returnTo: '/',
      maxAge: null,
      startedAt: instant(0),
    }
    const { taken } = await hold(
      bombard('callback URLs', urls, async (url) => {
        if (!identity.isCallback(url)) return 'refused'
        const outcome = await identity.resume(url, transaction, context)
        expect(JSON.stringify(outcome.ok ? null : outcome.failure)).not.toContain('verifier-canary')
        return outcome.ok ? 'taken' : 'refused'
      }),
    )
    expect(taken).toBe(0)
  }, 120_000)

  it('is no harm as a path to return to: it stays on the app’s origin (OL-07)', async () => {
    const piece = fc.constantFrom(
      '/',
      '\\',
      '.',
      '..',
      '//',
      '%2f',
      '%5c',
      '@',
      ':',
      '?',
      '#',
      'evil.test',
      '\t',
      '。',
      'a',
    )
    const paths = fc.array(piece, { maxLength: 10 }).map((pieces) => `/${pieces.join('')}`)
    const { taken } = await hold(
      bombard('return paths', [...texts(5_000), ...sample(paths, 7_000)], (path) => {
        const safe = safePath(path)
        expect(new URL(safe, 'https://app.test').origin).toBe('https://app.test')
        return safe === '/' ? 'refused' : 'taken'
      }),
    )
    expect(taken).toBeGreaterThan(0)
  })

  it('is no harm as a header: a pause is finite, a challenge is text (RF-03, SU-08)', async () => {
    const values = [...texts(5_000), ...numbers(3_000).map(String), ...sample(challenges, 4_000)]
    await hold(
      bombard('headers', values, (value) => {
        const pause = parseRetryAfter(value, instant(0))
        expect(pause === null || (Number.isFinite(pause) && pause >= 0)).toBe(true)
        const headers = { get: () => value }
        const challenge = stepUpChallengeOf({ status: 401, headers: headers as unknown as Headers })
        return pause === null && challenge === null ? 'refused' : 'taken'
      }),
    )
  })
})

const challenges = fc
  .array(
    fc.tuple(
      fc.constantFrom('error', 'acr_values', 'max_age', 'realm', 'scope', '__proto__'),
      fc.oneof(fc.constantFrom('insufficient_user_authentication', '', '-1', '1e9', '"', 'a,b'), fc.string()),
    ),
    { maxLength: 6 },
  )
  .map((pairs) => `Bearer ${pairs.map(([name, value]) => `${name}="${value}"`).join(', ')}`)
