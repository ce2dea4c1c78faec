import { describe, expect, it } from 'vitest'
import { instant } from '../../machines/time.ts'
import { noResponse } from '../../src/exchange/no-response.ts'
import { isJsonObject, parseJson } from '../../src/exchange/parse-json.ts'
import { readExchange } from '../../src/exchange/read-exchange.ts'
import { parseRetryAfter } from '../../src/exchange/retry-after.ts'

const now = instant(Date.UTC(2026, 10, 21, 12))
const url = 'https://id.test/token'

describe('Retry-After', () => {
  it.each([
    ['5', 5_000],
    [' 120 ', 120_000],
    ['0', 0],
    ['Sat, 21 Nov 2026 12:00:30 GMT', 30_000],
    ['Sat, 21 Nov 2026 11:00:00 GMT', 0],
    ['999999999999', 86_400_000],
    ['-5', null],
    ['2.5', null],
    ['soon', null],
    ['', null],
    [null, null],
  ])('%j is %j', (header, span) => {
    expect(parseRetryAfter(header, now)).toBe(span)
  })
})

describe('a request without an answer', () => {
  it('is the network’s doing, a deadline, or somebody’s wish', () => {
    expect(noResponse(new AbortController().signal)).toMatchObject({ cause: 'network' })
    expect(noResponse(AbortSignal.abort(new DOMException('', 'TimeoutError')))).toMatchObject({ cause: 'timeout' })
    expect(noResponse(AbortSignal.abort())).toMatchObject({ cause: 'aborted' })
    expect(noResponse(AbortSignal.abort('because'))).toMatchObject({ cause: 'aborted' })
  })
})

describe('an answer', () => {
  const { signal } = new AbortController()
  const read = (response: Response, options = {}) => readExchange(response, { url, signal, now, ...options })
  const from = (address: string, redirected = false): Response => {
    const response = Response.json({ error: 'invalid_grant' }, { status: 400 })
    Object.defineProperties(response, { url: { value: address }, redirected: { value: redirected } })
    return response
  }

  it('counts as redirected unless it is from the exact address', async () => {
    expect((await read(from(url))).exchange.redirected).toBe(false)
    expect((await read(from(url), { url: `${url}#x` })).exchange.redirected).toBe(false)
    expect((await read(from(`${url}?x`))).exchange.redirected).toBe(true)
    expect((await read(from('https://portal.test/token'))).exchange.redirected).toBe(true)
    expect((await read(from(url, true))).exchange.redirected).toBe(true)
    expect((await read(new Response(null, { status: 302 }))).exchange.redirected).toBe(true)
    expect((await read(Response.error())).exchange).toMatchObject({ status: 0 })
  })

  it('that came by a redirect gives nothing away as JSON', async () => {
    const response = Response.json({ access_token: 'a' })
    Object.defineProperty(response, 'url', { value: 'https://portal.test/' })
    expect((await read(response)).json).toBeNull()
    expect((await read(Response.json({ access_token: 'a' }))).json).not.toBeNull()
  })

  it('whose body stalls ends with the signal', async () => {
    const controller = new AbortController()
    const stalled = new Response(new ReadableStream({ pull: () => new Promise(() => undefined) }), {
      headers: { 'content-type': 'application/json' },
    })
    const reading = read(stalled, { signal: controller.signal })
    controller.abort()
    expect((await reading).exchange.body).toBe('unreadable')
  })

  it('is read once: a body that somebody else took is unreadable', async () => {
    const response = Response.json({})
    await response.text()
    expect((await read(response)).exchange.body).toBe('unreadable')
  })

  it('of React Native has no stream, and is read whole, capped, until the signal ends', async () => {
    const ofReactNative = (text: () => Promise<string>): Response => {
      const response = from(`${url}?_=1795262400000`)
      Object.defineProperties(response, { body: { value: undefined }, text: { value: text } })
      return response
    }
    const whole = ofReactNative(async () => '{"error":"invalid_grant"}')
    expect((await read(whole)).exchange).toMatchObject({ body: 'error', error: 'invalid_grant', redirected: false })
    const long = ofReactNative(async () => `{"error":"${'x'.repeat(65 * 1024)}"}`)
    expect((await read(long)).exchange.body).toBe('unreadable')
    const broken = ofReactNative(() => Promise.reject(new TypeError('Network request failed')))
    expect((await read(broken)).exchange.body).toBe('unreadable')
    const leaving = new AbortController()
    const stalled = read(
      ofReactNative(() => new Promise(() => {})),
      { signal: leaving.signal },
    )
    leaving.abort()
    expect((await stalled).exchange.body).toBe('unreadable')
  })

  it('is another’s where more than the time was added to the address', async () => {
    for (const address of [`${url}?_=x`, `${url}?a=1&_=17`, `https://id.test/other?_=17`]) {
      expect((await read(from(address))).exchange.redirected).toBe(true)
    }
  })

  it('drops error texts that repeat what was sent', async () => {
    const body = { error: 'invalid_grant', error_description: 'no such token: s3cret!' }
    const { exchange } = await read(Response.json(body, { status: 400 }), { secrets: ['s3cret', ''] })
    expect(exchange).toMatchObject({ error: 'invalid_grant', errorDescription: null })
  })

  it.each([
    ['application/json; charset=utf-8', 'json'],
    ['APPLICATION/PROBLEM+JSON', 'json'],
    ['application/jsonp', 'other'],
    ['text/json', 'other'],
    ['text/html', 'html'],
    ['application/xhtml+xml', 'html'],
  ])('with %s is %s', async (type, contentType) => {
    const response = new Response('{}', { headers: { 'content-type': type } })
    expect((await read(response)).exchange.contentType).toBe(contentType)
  })
})

describe('parsed JSON', () => {
  it('has no prototype at any depth', () => {
    const parsed = parseJson('{"a":[{"b":{}}]}')?.value
    const objects: unknown[] = []
    JSON.stringify(parsed, (_, value: unknown) => {
      if (isJsonObject(value)) objects.push(value)
      return value
    })
    expect(objects).toHaveLength(3)
    expect(objects.every((object) => Object.getPrototypeOf(object) === null)).toBe(true)
  })

  it('may nest 32 deep, and brackets in texts don’t count', () => {
    expect(parseJson('['.repeat(32) + ']'.repeat(32))).not.toBeNull()
    expect(parseJson('['.repeat(33) + ']'.repeat(33))).toBeNull()
    expect(parseJson(JSON.stringify('[\\"'.repeat(100)))).not.toBeNull()
  })
})
