import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout } from 'node:timers/promises'
import { grants, type Grants } from './grants.ts'

/** What a path answers next instead of its usual answer. `drop` closes the connection without a word. */
export type Fault =
  | 'drop'
  | { readonly status: number; readonly error?: string; readonly headers?: Readonly<Record<string, string>> }

/** A request as the server saw it. */
export interface Heard {
  readonly path: string
  readonly status: number
  /** The refresh token that was presented, if any. */
  readonly refreshToken: string | null
  readonly bearer: string | null
}

export interface Provider {
  readonly origin: string
  close(): Promise<void>
}

export interface Page {
  readonly code: string
  /** Milliseconds that a token answer takes. Default: none. */
  readonly answerTime?: number
}

/**
 * A server with the token endpoints that the published packages ask for, which rotates refresh tokens and remembers every
 * request. A page scripts its faults through `/__next` and reads what arrived from `/__heard`.
 */
export async function startProvider({ code, answerTime = 0 }: Page): Promise<Provider> {
  const faults = new Map<string, Fault[]>()
  const heard: Heard[] = []
  const issued = grants()
  const server = createServer((request, response) => {
    answer(request, response, { faults, heard, issued, code, answerTime }).catch(() => response.writeHead(500).end())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    origin: `http://localhost:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

interface State {
  readonly faults: Map<string, Fault[]>
  readonly heard: Heard[]
  readonly issued: Grants
  readonly code: string
  readonly answerTime: number
}

async function answer(request: IncomingMessage, response: ServerResponse, state: State): Promise<void> {
  const url = new URL(request.url ?? '/', `http://${request.headers.host ?? 'localhost'}`)
  const path = url.pathname
  if (path === '/') return send(response, 200, '<!doctype html><title>Failures</title>', 'text/html')
  if (path === '/page.js') return send(response, 200, state.code, 'text/javascript')
  const body = await bodyOf(request)
  if (path === '/__heard') return send(response, 200, JSON.stringify(state.heard))
  if (path === '/__next') {
    const next = JSON.parse(body) as { readonly path: string; readonly faults: Fault[] }
    state.faults.set(next.path, next.faults)
    return send(response, 200, '{}')
  }

  const fields = fieldsOf(body)
  const refreshToken = fields['refresh_token'] ?? fields['refreshToken'] ?? null
  const bearer = request.headers.authorization?.replace(/^Bearer /i, '') ?? null
  const fault = state.faults.get(path)?.shift()
  if (fault === 'drop') {
    state.heard.push({ path, status: 0, refreshToken, bearer })
    request.socket.destroy()
    return
  }
  const { status, reply } =
    fault === undefined
      ? state.issued.answer({ path, query: url.searchParams, fields, bearer, origin: url.origin })
      : { status: fault.status, reply: { error: fault.error ?? 'server_error' } }
  state.heard.push({ path, status, refreshToken, bearer })
  if (path === '/late') await setTimeout(1_000)
  if (refreshToken !== null && state.answerTime > 0) await setTimeout(state.answerTime)
  for (const [name, value] of Object.entries(fault?.headers ?? {})) response.setHeader(name, value)
  send(response, status, JSON.stringify(reply))
}

function send(response: ServerResponse, status: number, body: string, type = 'application/json'): void {
  response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' }).end(body)
}

function fieldsOf(body: string): Readonly<Record<string, string>> {
  if (body.startsWith('{')) return JSON.parse(body) as Record<string, string>
  return Object.fromEntries(new URLSearchParams(body))
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}
