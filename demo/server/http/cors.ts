import type { IncomingMessage, ServerResponse } from 'node:http'
import { problem, send } from './reply.ts'

const exposed = ['Date', 'Retry-After', 'WWW-Authenticate', 'DPoP-Nonce', 'Idempotency-Replayed'].join(', ')
const accepted = ['Authorization', 'Content-Type', 'DPoP', 'Idempotency-Key'].join(', ')

/** Lets the one allowed origin read answers; says nothing to any other. */
export function allowOrigin(request: IncomingMessage, response: ServerResponse, allowed: string): void {
  response.setHeader('vary', 'Origin')
  if (request.headers.origin !== allowed) return
  response.setHeader('access-control-allow-origin', allowed)
  response.setHeader('access-control-expose-headers', exposed)
}

export function isPreflight(request: IncomingMessage): boolean {
  return request.method === 'OPTIONS' && request.headers['access-control-request-method'] !== undefined
}

export function answerPreflight(request: IncomingMessage, response: ServerResponse, allowed: string): void {
  if (request.headers.origin !== allowed) {
    send(response, problem({ status: 403, code: 'origin_not_allowed', title: 'This origin is not on the allow-list' }))
    return
  }
  response.writeHead(204, {
    'access-control-allow-methods': 'GET, POST, PUT',
    'access-control-allow-headers': accepted,
    'access-control-max-age': '600',
  })
  response.end()
}
