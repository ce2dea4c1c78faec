import type { Exchange } from '../ports/exchange.ts'
import type { OutgoingRequest, Transport } from '../ports/authorization.ts'
import type { ErrorShape } from '../ports/provider-profile.ts'
import { sendAs, type Carried } from '../exchange/carry.ts'
import { noResponse } from '../exchange/no-response.ts'
import { readExchange } from '../exchange/read-exchange.ts'
import { requestHygiene } from '../exchange/request-hygiene.ts'
import type { QueueHost } from './part.ts'

/** Problem details (RFC 9457), OAuth's error bodies and the habits of JSON APIs. */
const apiErrors: ErrorShape = {
  error: [['code'], ['error'], ['error', 'code'], ['type']],
  description: [['detail'], ['error_description'], ['title'], ['message'], ['error', 'message']],
  codes: [['errors'], ['codes'], ['type']],
  contentTypes: [],
}

/** Sends with the platform's fetch: no redirect followed, nothing cached, no cookie where there is a token. */
export function fetchTransport(host: Pick<QueueHost, 'fetch' | 'clock'>): Transport {
  return async (request, { accessToken, signal, ...token }) => {
    const { method, url } = request
    const response = await sendAs({ token: accessToken, ...token }, { method, url, signal }, (carried) =>
      host.fetch(url, initOf(request, carried, signal)),
    ).catch(() => null)
    if (response === null) return { exchange: noResponse(signal), result: null }
    const { exchange, json, problem } = await readExchange(response, {
      url: request.url,
      signal,
      now: host.clock.wall(),
      shape: apiErrors,
      secrets: [accessToken],
    })
    return { exchange, result: json?.value ?? null, problem }
  }
}

function initOf(request: OutgoingRequest, carried: Carried, signal: AbortSignal): RequestInit {
  const { method, headers, body, idempotencyKey } = request
  return {
    ...requestHygiene,
    ...carried.credentials,
    method,
    signal,
    headers: {
      accept: 'application/json',
      ...headers,
      ...carried.headers,
      ...(idempotencyKey === '' ? {} : { 'idempotency-key': idempotencyKey }),
    },
    // A copy: a platform may take the bytes away from a view it sends.
    body: body instanceof Uint8Array ? body.slice() : body,
  }
}

/** An answer that was heard well enough to decide something. */
export function isHeard(exchange: Exchange): boolean {
  return exchange.kind === 'response' && exchange.status < 500 && exchange.status !== 429 && !exchange.redirected
}
