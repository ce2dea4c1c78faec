import { createHash } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { problem, type Reply } from './reply.ts'

// A note is a few sentences; anything near this size is a mistake or an attack.
const largestBodyBytes = 64 * 1024
// What the app's queue holds at most in one piece, and the form around it.
const largestFormBytes = 1280 * 1024

export type Body<Value> = { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly reply: Reply }

export async function readText(request: IncomingMessage): Promise<Body<string>> {
  const read = await readBytes(request, largestBodyBytes)
  return read.ok ? { ok: true, value: read.value.toString('utf8') } : read
}

export async function readBytes(request: IncomingMessage, most: number = largestFormBytes): Promise<Body<Buffer>> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk as Uint8Array)
    size += bytes.length
    if (size > most) {
      const reply = problem(
        { status: 413, code: 'body_too_large', title: 'The body is too large' },
        { connection: 'close' },
      )
      return { ok: false, reply }
    }
    chunks.push(bytes)
  }
  return { ok: true, value: Buffer.concat(chunks) }
}

export async function readJsonObject(request: IncomingMessage): Promise<Body<Record<string, unknown>>> {
  if (!/^application\/json\s*(;|$)/i.test(request.headers['content-type'] ?? '')) {
    return refused({ status: 415, code: 'not_json', title: 'The body must be sent as application/json' })
  }
  const text = await readText(request)
  if (!text.ok) return text
  const value = parse(text.value)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return refused({ status: 400, code: 'malformed_body', title: 'The body must be a JSON object' })
  }
  return { ok: true, value: value as Record<string, unknown> }
}

/** JSON, or a form whose files stand as what they are: type, size and a digest of their bytes. */
export async function readObject(request: IncomingMessage): Promise<Body<Record<string, unknown>>> {
  const type = request.headers['content-type'] ?? ''
  if (!/^multipart\/form-data\s*;/i.test(type)) return readJsonObject(request)
  const bytes = await readBytes(request)
  if (!bytes.ok) return bytes
  try {
    const form = await new Response(new Uint8Array(bytes.value), { headers: { 'content-type': type } }).formData()
    const fields = [...form].map(async ([name, value]) => [name, await plain(value)] as const)
    return { ok: true, value: Object.fromEntries(await Promise.all(fields)) }
  } catch {
    return refused({ status: 400, code: 'malformed_body', title: 'The body must be a form' })
  }
}

async function plain(value: File | string): Promise<unknown> {
  if (typeof value === 'string') return value
  const { type, size } = value
  return {
    type,
    size,
    digest: createHash('sha256')
      .update(await value.bytes())
      .digest('hex'),
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function refused(details: Parameters<typeof problem>[0]): { ok: false; reply: Reply } {
  return { ok: false, reply: problem(details) }
}
