import type { IncomingMessage, ServerResponse } from 'node:http'
import { readBytes } from '../http/read-body.ts'
import { problem, send } from '../http/reply.ts'

/** What of a page's request the API gets to see. Neither the cookie nor the session's name. */
const asked = ['accept', 'content-type', 'idempotency-key', 'if-match', 'if-none-match'] as const
/** What of the API's answer the page gets to see. */
const answered = ['content-type', 'retry-after', 'etag', 'idempotency-replayed', 'www-authenticate'] as const

const patienceMs = 8_000

/** Sends a page's request on to the API with the token that only this server has. Null: the API refused the token. */
export async function askApi(
  request: IncomingMessage,
  { url, token, body }: { readonly url: string; readonly token: string; readonly body: Buffer },
): Promise<Response | null> {
  const headers = new Headers({ authorization: `Bearer ${token}` })
  for (const name of asked) {
    const value = request.headers[name]
    if (typeof value === 'string') headers.set(name, value)
  }
  const method = request.method ?? 'GET'
  const content = method === 'GET' || method === 'HEAD' ? {} : { body: new Uint8Array(body) }
  const signal = AbortSignal.timeout(patienceMs)
  const response = await fetch(url, { method, headers, signal, redirect: 'manual', ...content })
  return response.status === 401 ? null : response
}

export async function passOn(answer: Response, response: ServerResponse): Promise<void> {
  const body = Buffer.from(await answer.arrayBuffer())
  const headers: Record<string, string> = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' }
  for (const name of answered) {
    const value = answer.headers.get(name)
    if (value !== null) headers[name] = value
  }
  response.writeHead(answer.status, headers).end(body)
}

/** The body as it came; null where it was too large and has been refused. */
export async function bodyOf(request: IncomingMessage, response: ServerResponse): Promise<Buffer | null> {
  const read = await readBytes(request)
  if (read.ok) return read.value
  send(response, read.reply)
  return null
}

export function gatewayFailed(response: ServerResponse): void {
  send(response, problem({ status: 502, code: 'api_unreachable', title: 'The server behind this one is out of reach' }))
}
