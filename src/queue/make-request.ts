import { AuthError } from '../auth-error.ts'
import type { RequestSpec } from './define-operation.ts'
import type { QueuedBody, QueuedRequest } from './item.ts'
import { isAllowedHeader } from './request-headers.ts'

const methods = ['POST', 'PUT', 'PATCH', 'DELETE'] as const

/** What an operation asked for, checked and written out: from here on every attempt sends these bytes. */
export function makeRequest(
  spec: RequestSpec,
  allow: { readonly origins: readonly string[]; readonly headers: readonly string[]; readonly operation: string },
): QueuedRequest {
  const refuse = (option: string, expected: string): never => {
    throw new AuthError('invalid_operation', { option, expected, operation: allow.operation })
  }
  const method = methods.find((known) => known === spec.method) ?? refuse('method', methods.join(', '))
  const url = parseUrl(spec.url) ?? refuse('url', 'an absolute http(s) address without credentials')
  if (!allow.origins.includes(url.origin)) refuse('url', 'an origin that may receive the token')
  const headers: Record<string, string> = {}
  for (const [name, value] of Object.entries(spec.headers ?? {})) {
    if (!isAllowedHeader(name, allow.headers)) refuse('headers', 'headers the queue allows')
    if (typeof value !== 'string' || /[\r\n\0]/.test(value)) refuse('headers', 'text on one line')
    headers[name.toLowerCase()] = value
  }
  if (spec.json !== undefined && spec.text !== undefined) refuse('body', 'json or text, not both')
  const body = bodyOf(spec) ?? refuse('json', 'a value that JSON can hold')
  const type = { json: 'application/json', text: 'text/plain;charset=UTF-8', none: null }[body.kind]
  return { method, url: url.href, headers: type === null ? headers : { 'content-type': type, ...headers }, body }
}

function parseUrl(value: string | URL): URL | null {
  if (!URL.canParse(String(value))) return null
  const url = new URL(String(value))
  return /^https?:$/.test(url.protocol) && url.username === '' && url.password === '' ? url : null
}

function bodyOf({ json, text }: RequestSpec): QueuedBody | null {
  if (text !== undefined) return { kind: 'text', text: String(text) }
  if (json === undefined) return { kind: 'none' }
  try {
    const written: string | undefined = JSON.stringify(json)
    return written === undefined ? null : { kind: 'json', text: written }
  } catch {
    return null
  }
}

export function bytesOf(body: QueuedBody): number {
  return body.kind === 'none' ? 0 : new TextEncoder().encode(body.text).byteLength
}
