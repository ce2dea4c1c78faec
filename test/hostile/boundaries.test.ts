import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { createMachine } from 'xstate'
import { parseTabMessage } from '../../adapters/tabs/tab-message.ts'
import { instant } from '../../machines/time.ts'
import { isAuthError } from '../../src/auth-error.ts'
import { parseJson, type Json } from '../../src/exchange/parse-json.ts'
import { readExchange } from '../../src/exchange/read-exchange.ts'
import { parseRetryAfter } from '../../src/exchange/retry-after.ts'
import { stepUpChallengeOf } from '../../src/exchange/step-up-challenge.ts'
import { headOfRow } from '../../src/queue/head-row.ts'
import { safePath } from '../../src/sign-in/sign-in.ts'
import { parseDuration } from '../../src/time/parse-duration.ts'
import { createTrustedClock } from '../../src/time/trusted-clock.ts'
import { decodeRecord, encodeRecord } from '../../src/vault/session-record.ts'
import type { ClearValue } from '../../src/ports/store.ts'
import { chartModel } from '../../src/visualizer/chart-model.ts'
import { readContent } from '../../src/visualizer/viewer/read-content.ts'
import { fixedAnswers, idToken, refreshRequest, tokens } from '../identity/fixed-answers.ts'
import { bombard, type Bombarded } from './bombard.ts'
import { documents, nearly, numbers, sample, spoilt, texts } from './inputs.ts'
import { goodRecord } from './good-record.ts'

const lightMachine = createMachine({ id: 'light', initial: 'off', states: { off: { on: { go: 'on' } }, on: {} } })

/** No boundary gets fewer. */
const least = 10_000

const reports: Bombarded[] = []

async function hold(report: Promise<Bombarded>): Promise<Bombarded> {
  const done = await report
  reports.push(done)
  expect(done.inputs).toBeGreaterThanOrEqual(least)
  return done
}

afterAll(() => {
  for (const { boundary, inputs, taken, slowest } of reports) {
    process.stdout.write(`${boundary}: ${inputs} inputs, ${taken} taken, slowest ${slowest.toFixed(1)} ms\n`)
  }
})

describe('a hostile input at its boundary', () => {
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

  it('is no harm as a stored session: it is whole or it is none (ST-03)', async () => {
    const good = encodeRecord(goodRecord)
    const names = Object.keys(goodRecord)
    const parsed = texts(2_000).flatMap((text) => parseJson(text)?.value ?? [])
    const records = [...parsed, ...documents(names, 5_000), ...nearly(good, 6_000)]
    const { taken } = await hold(
      bombard('session records', records, (value) => {
        const record = decodeRecord(value)
        if (record === null) return 'refused'
        for (const moment of [record.accessTokenExpiresAt, record.lastServerContactAt, record.serverTimeOffset]) {
          expect(Number.isFinite(moment)).toBe(true)
        }
        expect([typeof record.subject.issuer, typeof record.subject.subject]).toEqual(['string', 'string'])
        expect(decodeRecord(encodeRecord(record))).toEqual(record)
        return 'taken'
      }),
    )
    expect(taken).toBeGreaterThan(1_000)
  })

  it('is no harm as a row of the queue: it is an item or it is none (QU-16)', async () => {
    const names = ['state', 'lane', 'origin', 'createdAt', 'nextAttemptAt', 'attempts', 'uncertain', 'fence', 'bytes']
    const good: Json = {
      ...{ state: 'pending', lane: 'lane', origin: 'origin', capability: null, dependsOn: [], nextAttemptAt: null },
      ...{ attempts: 0, uncertain: false, halts: false, bytes: 2, drainFence: 1, firstSentAt: null, onlineFor: 0 },
    }
    const rows = [...documents(names, 5_000), ...nearly(good, 5_500)]
    const { taken } = await hold(
      bombard('queue rows', rows, (clear) => {
        const head = headOfRow({
          key: { kind: 'queue', account: 'a', id: 'i' },
          sessionId: 's',
          revision: 1,
          clear: clear as Readonly<Record<string, ClearValue>>,
          sealed: null,
          seq: 1,
        })
        return head === null ? 'refused' : 'taken'
      }),
    )
    expect(taken).toBeGreaterThan(0)
  })

  it('is no harm as a message of another tab', async () => {
    const names = ['version', 'kind', 'account', 'generation']
    const good: Json = { version: 1, kind: 'committed', account: 'a', generation: 1 }
    const messages: readonly unknown[] = [
      ...documents(names, 5_000),
      ...nearly(good, 3_000),
      ...texts(2_000),
      ...sample(fc.anything({ withBigInt: true, withDate: true, withMap: true, withNullPrototype: true }), 2_000),
    ]
    const { taken } = await hold(
      bombard('tab messages', messages, (message) => {
        const read = parseTabMessage(message)
        if (read === null) return 'refused'
        expect(Number.isSafeInteger(read.generation)).toBe(true)
        expect(Object.keys(read)).toHaveLength(4)
        return 'taken'
      }),
    )
    expect(taken).toBeGreaterThan(0)
  })

  it('is no harm as what a clock says: trusted time only rises (TM-02)', async () => {
    const readings = numbers(2 * (least + 500))
    const moments = Array.from({ length: least + 500 }, (_, place) => readings.slice(2 * place, 2 * place + 2))
    let wall = 0
    let monotonic = 0
    let clock = createTrustedClock({ wall: () => instant(wall), monotonic: () => monotonic })
    let before = clock.now()
    let asked = 0
    const { taken } = await hold(
      bombard('clock readings', moments, ([nextWall = 0, nextMonotonic = 0]) => {
        asked += 1
        // A clock that has once said the year 10^300 has nothing left to say: every tenth moment is a new device.
        if (asked % 10 === 0) {
          clock = createTrustedClock({ wall: () => instant(wall), monotonic: () => monotonic })
          before = clock.now()
        }
        wall = nextWall
        monotonic = nextMonotonic
        const now = clock.now()
        expect(Number.isNaN(now)).toBe(false)
        expect(now).toBeGreaterThanOrEqual(before)
        before = now
        return clock.isTrusted() ? 'taken' : 'refused'
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

  it('is no harm as a duration of the app: it is one, or a typed error', async () => {
    const values: readonly unknown[] = [...texts(5_000), ...numbers(3_000), ...sample(fc.anything(), 3_000)]
    await hold(
      bombard('durations', values, (value) => {
        const read = durationOrError(value)
        expect(isAuthError(read) || (typeof read === 'number' && Number.isFinite(read) && read >= 0)).toBe(true)
        return typeof read === 'number' ? 'taken' : 'refused'
      }),
    )
  })

  it('is no harm as a file that the viewer is given', async () => {
    const names = ['v', 'kind', 'seq', 'at', 'chart', 'value', 'children', 'event', 'edges', 'nodes', 'format', 'steps']
    const step: Json = { v: 1, seq: 1, at: 0, kind: 'step', event: 'go', edges: [], value: 'on', children: [] }
    const chart = JSON.parse(JSON.stringify(chartModel(lightMachine))) as Record<string, Json>
    const near = [
      ...nearly(step, 3_000),
      ...nearly(chart, 500),
      ...nearly({ v: 1, seq: 0, at: 0, kind: 'chart', chart }, 500),
    ]
    const files = [...texts(4_000), ...[...documents(names, 3_000), ...near].map((value) => JSON.stringify(value))]
    const { taken } = await hold(
      bombard('viewer files', files, (text) => (readContent(text, null).kind === 'unknown' ? 'refused' : 'taken')),
    )
    expect(taken).toBeGreaterThan(0)
  }, 60_000)
})

describe('the bombardment', () => {
  it('tells which input came through as an exception', async () => {
    const careless = (text: string): 'taken' => (JSON.parse(text) === null ? 'taken' : 'taken')
    await expect(bombard('a careless reader', ['{}', '{"half'], careless)).rejects.toThrow(
      'let an exception through for "{\\"half"',
    )
  })

  it('tells who changed a prototype', async () => {
    const inherited = Object.prototype as { polluted?: boolean }
    const polluting = (): 'taken' => {
      inherited.polluted = true
      return 'taken'
    }
    await expect(bombard('a polluting reader', ['{}'], polluting)).rejects.toThrow('changed a prototype')
    delete inherited.polluted
  })

  it('tells who changed a method that everybody shares', async () => {
    const own = Array.prototype.map
    const poisoning = (): 'taken' => {
      Array.prototype.map = function map() {
        return []
      }
      return 'taken'
    }
    await expect(bombard('a poisoning reader', ['{}'], poisoning)).rejects.toThrow('changed what everybody shares')
    Array.prototype.map = own
  })
})

function durationOrError(value: unknown): unknown {
  try {
    return parseDuration(value, 'offlineFor')
  } catch (error) {
    return error
  }
}

const challenges = fc
  .array(
    fc.tuple(
      fc.constantFrom('error', 'acr_values', 'max_age', 'realm', 'scope', '__proto__'),
      fc.oneof(fc.constantFrom('insufficient_user_authentication', '', '-1', '1e9', '"', 'a,b'), fc.string()),
    ),
    { maxLength: 6 },
  )
  .map((pairs) => `Bearer ${pairs.map(([name, value]) => `${name}="${value}"`).join(', ')}`)
