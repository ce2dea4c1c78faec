import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { jsonApi } from '../../adapters/identity/json-api.ts'
import { instant } from '../../machines/time.ts'
import { readExchange } from '../../src/exchange/read-exchange.ts'
import { genericProfile } from '../../src/exchange/generic-profile.ts'
import type { IdentityProvider } from '../../src/ports/identity.ts'
import { classify } from '../../src/refresh/classification.ts'
import { fixedAnswers, refreshRequest } from '../identity/fixed-answers.ts'
import { profiles } from '../unit/vendor-fixtures.ts'
import { honestBodies, hostileBodies } from './hostile-bodies.ts'

const url = 'https://id.example.com/token'
const statuses = [200, 400, 401, 503] as const
const types = ['application/json', 'text/html', 'application/json; charset=x', '', 'text/plain'] as const
const shapes = Object.values(profiles).map(({ shape }) => shape)

function answer(body: BodyInit, status: number, type: string): Response {
  const response = new Response(body, { status })
  if (type === '') response.headers.delete('content-type')
  else response.headers.set('content-type', type)
  return response
}

async function examine(response: Response, shape = genericProfile.shape): Promise<void> {
  const { signal } = new AbortController()
  const { exchange, json } = await readExchange(response, { url, signal, now: instant(0), shape })
  expect(JSON.parse(JSON.stringify(exchange))).toEqual(exchange)
  for (const text of [exchange.error, exchange.errorDescription, ...exchange.errorCodes]) {
    expect(text === null || (typeof text === 'string' && text.length <= 200)).toBe(true)
  }
  expect(exchange.errorCodes.length).toBeLessThanOrEqual(16)
  expect(json === null || (exchange.status === 200 && exchange.body === 'ok')).toBe(true)
  expect(classify({ kind: 'exchange', exchange }).category).not.toBe('locked')
  expect(intact()).toBe(true)
}

/** Nobody has changed what every object inherits. */
function intact(): boolean {
  return Object.keys(Object.prototype).length === 0 && !('polluted' in {})
}

describe('a hostile body', () => {
  it('is no harm as any status and content type: thousands of known ones', async () => {
    let cases = 0
    for (const [index, body] of hostileBodies.entries()) {
      for (const status of statuses) {
        await examine(answer(body, status, types[index % types.length] ?? ''), shapes[index % shapes.length])
        await examine(answer(body, status, 'application/json'))
        cases += 2
      }
    }
    expect(cases).toBeGreaterThan(5_000)
  }, 60_000)

  it('is no harm as bytes that are no text', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), fc.constantFrom(...statuses), (bytes, status) =>
        examine(answer(new Uint8Array(bytes), status, 'application/json')),
      ),
      { numRuns: 1_000 },
    )
  })

  it('is no harm as any JSON, with the names we look for', async () => {
    const name = fc.constantFrom(
      'error',
      'error_description',
      'error_codes',
      '__type',
      'message',
      'code',
      '__proto__',
      'access_token',
    )
    await fc.assert(
      fc.asyncProperty(
        fc.dictionary(name, fc.jsonValue()),
        fc.constantFrom(...statuses),
        fc.constantFrom(...shapes),
        (body, status, shape) => examine(answer(JSON.stringify(body), status, 'application/json'), shape),
      ),
      { numRuns: 2_000 },
    )
  })

  it('that is cut or changed by a byte never becomes something else than it says', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...honestBodies), fc.nat(), fc.nat({ max: 255 }), async (body, at, byte) => {
        const bytes = new TextEncoder().encode(body)
        bytes[at % bytes.length] = byte
        await examine(answer(bytes, 400, 'application/json'))
      }),
      { numRuns: 1_000 },
    )
  })

  it.each([
    ['a name that reaches for the prototype', '{"__proto__":{"a":1},"error":"invalid_grant"}', 'unreadable'],
    ['a tower', '['.repeat(33) + ']'.repeat(33), 'unreadable'],
    ['more than 64 KiB', `{"error":"${'x'.repeat(65_536)}"}`, 'unreadable'],
    ['no object', '["error"]', 'malformed'],
    ['an error that is no text', '{"error":{"a":1}}', 'malformed'],
    ['half an object', '{"error":"invalid_grant"', 'unreadable'],
  ])('with %s is %s', async (_, body, expected) => {
    const { signal } = new AbortController()
    const { exchange } = await readExchange(answer(body, 400, 'application/json'), { url, signal, now: instant(0) })
    expect(exchange.body).toBe(expected)
  })
})

describe('an adapter that meets one', () => {
  const jsonWorld = (send: () => Response) => {
    const { context } = fixedAnswers()
    const identity: IdentityProvider = jsonApi({ issuer: 'i', client: 'app', login: url, refresh: url })
    return { identity, context: { ...context, fetch: async () => send() } }
  }

  it.each(['oidc', 'jsonApi'])(
    'never throws and keeps the session: %s',
    async (kind) => {
      const outcomes: Awaited<ReturnType<IdentityProvider['refresh']>>[] = []
      for (const [index, body] of hostileBodies.entries()) {
        const send = (): Response => answer(body, statuses[index % 2] ?? 200, 'application/json')
        const { identity, context } = kind === 'oidc' ? fixedAnswers({ '/token': send }) : jsonWorld(send)
        outcomes.push(await identity.refresh(refreshRequest, context))
      }
      const grants = outcomes.flatMap((outcome) => (outcome.ok ? [outcome.value] : []))
      const failures = outcomes.flatMap((outcome) => (outcome.ok ? [] : [outcome.failure]))
      expect(grants.every(({ accessToken }) => typeof accessToken === 'string' && accessToken !== '')).toBe(true)
      expect(JSON.stringify(failures)).not.toContain('refresh-canary')
      expect(failures.length).toBeGreaterThan(hostileBodies.length / 2)
      expect(intact()).toBe(true)
    },
    60_000,
  )
})
