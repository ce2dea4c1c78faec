import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { ArrivedRequest } from '../../src/testing/contracts/transport.contract.ts'

/** What the server does with a request. */
export type Behaviour =
  | {
      readonly kind: 'answers'
      readonly status: number
      readonly retryAfter?: number
      readonly json?: unknown
    }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'portal' | 'elsewhere' | 'breaks off' | 'silent' }

export interface ApiServer {
  readonly origin: string
  behave(as: Behaviour): void
  readonly arrived: readonly ArrivedRequest[]
  /** What came to the other origin, where `elsewhere` leads. */
  readonly strayed: readonly ArrivedRequest[]
  close(): Promise<void>
}

/** An app's server and another origin beside it, both on loopback. */
export async function apiServer(): Promise<ApiServer> {
  let behaviour: Behaviour = { kind: 'answers', status: 200 }
  const [arrived, strayed]: [ArrivedRequest[], ArrivedRequest[]] = [[], []]
  const other = await listen((request, response) => {
    void readRequest(request).then((read) => {
      strayed.push(read)
      response.end('{}')
    })
  })
  const own = await listen((request, response) => {
    void readRequest(request).then((read) => {
      arrived.push(read)
      answer(response, behaviour, other.origin)
    })
  })
  return {
    origin: own.origin,
    behave: (as) => {
      behaviour = as
    },
    arrived,
    strayed,
    close: async () => {
      await Promise.all([own, other].map(({ close }) => close()))
    },
  }
}

function answer(response: ServerResponse, behaviour: Behaviour, elsewhere: string): void {
  switch (behaviour.kind) {
    case 'answers': {
      const { status, retryAfter, json } = behaviour
      if (retryAfter !== undefined) response.setHeader('retry-after', String(retryAfter))
      response
        .writeHead(status, { 'content-type': 'application/json' })
        .end(json === undefined ? '' : JSON.stringify(json))
      break
    }
    case 'text':
      response.writeHead(200, { 'content-type': 'application/json' }).end(behaviour.text)
      break
    case 'portal':
      response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>Welcome</title>')
      break
    case 'elsewhere':
      response.writeHead(307, { location: `${elsewhere}/` }).end()
      break
    case 'breaks off':
      response.destroy()
      break
    case 'silent':
      break
    default:
      behaviour satisfies never
  }
}

async function readRequest(request: IncomingMessage): Promise<ArrivedRequest> {
  const chunks: Uint8Array[] = []
  for await (const chunk of request) chunks.push(chunk as Uint8Array)
  const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]))
  return { method: request.method ?? '', path: request.url ?? '', headers, body: Buffer.concat(chunks).toString() }
}

type Handle = (request: IncomingMessage, response: ServerResponse) => void

async function listen(handle: Handle): Promise<{ readonly origin: string; readonly close: () => Promise<void> }> {
  const server: Server = createServer(handle)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    origin: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}
