import type { IncomingMessage } from 'node:http'
import { problem, type Reply } from './reply.ts'

// A note is a few sentences; anything near this size is a mistake or an attack.
const largestBodyBytes = 64 * 1024

export type Body<Value> = { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly reply: Reply }

export async function readText(request: IncomingMessage): Promise<Body<string>> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk as Uint8Array)
    size += bytes.length
    if (size > largestBodyBytes) {
      const reply = problem(
        { status: 413, code: 'body_too_large', title: 'The body is too large' },
        { connection: 'close' },
      )
      return { ok: false, reply }
    }
    chunks.push(bytes)
  }
  return { ok: true, value: Buffer.concat(chunks).toString('utf8') }
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
