import { AuthError } from '../auth-error.ts'
import { toBase64 } from './base64.ts'
import type { RequestSpec } from './define-operation.ts'
import type { QueuedBody, QueuedRequest } from './item.ts'
import { isAllowedHeader, isHeaderValue } from './request-headers.ts'

const methods = ['POST', 'PUT', 'PATCH', 'DELETE'] as const
const contents = ['json', 'text', 'bytes', 'blob', 'form'] as const

type Refuse = (option: string, expected: string) => never

/** What an operation asked for, checked and written out: from here on every attempt sends these bytes. */
export async function makeRequest(
  spec: RequestSpec,
  allow: { readonly origins: readonly string[]; readonly headers: readonly string[]; readonly operation: string },
): Promise<QueuedRequest> {
  const refuse: Refuse = (option, expected) => {
    throw new AuthError('invalid_operation', { option, expected, operation: allow.operation })
  }
  if (typeof spec !== 'object' || spec === null) refuse('request', 'a function that returns the request')
  const method = methods.find((known) => known === spec.method) ?? refuse('method', methods.join(', '))
  const url = parseUrl(spec.url) ?? refuse('url', 'an absolute http(s) address without credentials')
  if (!allow.origins.includes(url.origin)) refuse('url', 'an address at one of the origins given to createAuth')
  const headers: Record<string, string> = {}
  for (const [name, value] of Object.entries(spec.headers ?? {})) {
    if (!isAllowedHeader(name, allow.headers)) refuse('headers', 'headers the queue allows')
    if (!isHeaderValue(value)) refuse('headers', 'text on one line, in Latin-1')
    headers[name.toLowerCase()] = value
  }
  if (contents.filter((name) => spec[name] !== undefined).length > 1) refuse('body', 'one body')
  const { body, type } = await contentOf(spec, refuse)
  // Only the form's own type names the boundary between its parts.
  const typed = spec.form === undefined ? { 'content-type': type, ...headers } : { ...headers, 'content-type': type }
  return { method, url: url.href, headers: type === '' ? headers : typed, body }
}

function parseUrl(value: string | URL): URL | null {
  if (!URL.canParse(String(value))) return null
  const url = new URL(String(value))
  return /^https?:$/.test(url.protocol) && url.username === '' && url.password === '' ? url : null
}

interface Content {
  readonly body: QueuedBody
  readonly type: string
}

async function contentOf({ json, text, bytes, blob, form }: RequestSpec, refuse: Refuse): Promise<Content> {
  if (text !== undefined) return { body: { kind: 'text', text: String(text) }, type: 'text/plain;charset=UTF-8' }
  if (bytes !== undefined) return binary(bytes, 'application/octet-stream')
  if (blob !== undefined) {
    if (!(blob instanceof Blob)) refuse('blob', 'a Blob')
    return binary(await unread(blob.arrayBuffer(), refuse), blob.type || 'application/octet-stream')
  }
  if (form !== undefined) {
    if (!(form instanceof FormData)) refuse('form', 'a FormData')
    // The platform writes the form once; what it wrote is what is sent, boundary included.
    const written = new Response(form)
    const type = written.headers.get('content-type') ?? ''
    return binary(await unread(written.arrayBuffer(), refuse), type)
  }
  if (json === undefined) return { body: { kind: 'none' }, type: '' }
  return {
    body: { kind: 'json', text: jsonOf(json) ?? refuse('json', 'a value that JSON can hold') },
    type: 'application/json',
  }
}

function binary(bytes: Uint8Array | ArrayBuffer, type: string): Content {
  const view = bytes instanceof Uint8Array ? bytes : new Uint8Array(bytes)
  return { body: { kind: 'bytes', base64: toBase64(view) }, type }
}

/** A file that the user has moved or changed since can't be read any more. */
function unread(reading: Promise<ArrayBuffer>, refuse: Refuse): Promise<ArrayBuffer> {
  return reading.catch(() => refuse('body', 'a file that can be read'))
}

function jsonOf(json: unknown): string | null {
  try {
    return JSON.stringify(json) ?? null
  } catch {
    return null
  }
}

export function bytesOf(body: QueuedBody): number {
  if (body.kind === 'none') return 0
  if (body.kind !== 'bytes') return new TextEncoder().encode(body.text).byteLength
  return (body.base64.length / 4) * 3 - (body.base64.endsWith('==') ? 2 : body.base64.endsWith('=') ? 1 : 0)
}
