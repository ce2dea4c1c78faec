import type { Instant } from '../../machines/time.ts'
import type { Exchange } from '../ports/exchange.ts'
import type { ErrorShape } from '../ports/provider-profile.ts'
import { errorFields, noErrorFields, oauthErrorShape } from './error-fields.ts'
import { isJsonObject, parseJson, type Json } from './parse-json.ts'
import { readBody } from './read-body.ts'
import { parseRetryAfter } from './retry-after.ts'

/** An answer as data, and the parsed JSON of a 2xx for whoever asked. Only the exchange may leave the adapter. */
export interface ReadAnswer {
  readonly exchange: Exchange & { readonly kind: 'response' }
  /** Null unless the status is 2xx and `exchange.body` is `ok`; then wrapped, because JSON may be null. */
  readonly json: { readonly value: Json } | null
  /** The parsed body of an error, null otherwise. It may repeat anything that was sent: never for logs. */
  readonly problem: Json
}

export interface ReadOptions {
  /** The exact URL that was asked; another one, or a redirect, marks the answer. */
  readonly url: string
  readonly signal: AbortSignal
  readonly now: Instant
  /** Defaults to RFC 6749 §5.2. */
  readonly shape?: ErrorShape
  /** What the request carried and no error text may repeat. */
  readonly secrets?: readonly string[]
}

/** Turns a Response into an Exchange: reads the body once, capped in size and depth. Never throws, keeps no secret. */
export async function readExchange(response: Response, options: ReadOptions): Promise<ReadAnswer> {
  const shape = options.shape ?? oauthErrorShape
  const contentType = contentTypeOf(response, shape)
  const head = {
    kind: 'response',
    status: response.status,
    redirected: isRedirected(response, options.url),
    contentType,
    retryAfter: parseRetryAfter(response.headers.get('retry-after'), options.now),
  } as const
  const text = await readBody(response, options.signal)
  const answer = (body: 'empty' | 'unreadable' | 'malformed'): ReadAnswer => ({
    exchange: { ...head, body, ...noErrorFields },
    json: null,
    problem: null,
  })
  if (text === null) {
    return answer('unreadable')
  }
  if (text.trim() === '') {
    return answer('empty')
  }
  if (contentType !== 'json') {
    return { exchange: { ...head, body: response.ok ? 'ok' : 'error', ...noErrorFields }, json: null, problem: null }
  }
  const json = parseJson(text)
  if (json === null) {
    return answer('unreadable')
  }
  if (response.ok) {
    return { exchange: { ...head, body: 'ok', ...noErrorFields }, json: head.redirected ? null : json, problem: null }
  }
  if (!isJsonObject(json.value)) {
    return answer('malformed')
  }
  const fields = errorFields(json.value, shape, options.secrets ?? [])
  return {
    exchange: {
      ...head,
      body: fields.error === null && fields.errorCodes.length === 0 ? 'malformed' : 'error',
      ...fields,
    },
    json: null,
    problem: json.value,
  }
}

function isRedirected(response: Response, asked: string): boolean {
  const moved = response.status >= 300 && response.status < 400
  return (
    response.redirected ||
    response.type === 'opaqueredirect' ||
    moved ||
    (response.url !== '' && !sameUrl(response.url, asked))
  )
}

/** A Response's URL has no fragment, the asked one may. */
function sameUrl(left: string, right: string): boolean {
  if (!URL.canParse(right) || !URL.canParse(left)) return false
  const [answered, asked] = [new URL(left).href, new URL(right).href.split('#', 1)[0] ?? '']
  return answered === asked || answered.replace(uncached, '') === asked
}

/** React Native's fetch keeps `cache: 'no-store'` by asking for another address each time: it ends in the time. */
const uncached = /[?&]_=\d+$/

function contentTypeOf(response: Response, shape: ErrorShape): 'json' | 'html' | 'other' | 'none' {
  const header = response.headers.get('content-type')
  if (header === null || header.trim() === '') {
    return 'none'
  }
  const type = (header.split(';', 1)[0] ?? '').trim().toLowerCase()
  if (type === 'application/json' || /^application\/[\w.-]+\+json$/.test(type) || shape.contentTypes.includes(type)) {
    return 'json'
  }
  return type === 'text/html' || type === 'application/xhtml+xml' ? 'html' : 'other'
}
