import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { IdentityTrouble } from '../../src/testing/contracts/identity.contract.ts'

export interface TroubledServer {
  readonly origin: string
  /** Where requests go that meet no trouble. Set once the origin is known. */
  handle(listener: RequestListener): void
  trouble(kind: IdentityTrouble | null): void
  tokenRequests(): number
  arrival(count: number): Promise<void>
  /** Method, path and headers of everything that arrived. */
  readonly seen: readonly {
    readonly method: string
    readonly path: string
    /** With its query. */
    readonly url: string
    readonly headers: IncomingMessage['headers']
  }[]
  end(): Promise<void>
}

/** A real server on a free loopback port, whose token endpoints can be made to fail in every way a socket allows. */
export async function troubledServer(isTokenPath: (path: string) => boolean): Promise<TroubledServer> {
  let listener: RequestListener = (_, response) => void response.end()
  let trouble: IdentityTrouble | null = null
  let count = 0
  let waiting: { readonly count: number; readonly resolve: () => void }[] = []
  const seen: TroubledServer['seen'][number][] = []
  const server = createServer((request, response) => {
    const path = (request.url ?? '').split('?')[0] ?? ''
    seen.push({ method: request.method ?? '', path, url: request.url ?? '', headers: request.headers })
    if (!isTokenPath(path)) {
      listener(request, response)
      return
    }
    count += 1
    const due = waiting.filter((one) => one.count <= count)
    waiting = waiting.filter((one) => one.count > count)
    for (const { resolve } of due) resolve()
    if (trouble === null) listener(request, response)
    else make(trouble, request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    origin: `http://127.0.0.1:${port}`,
    handle(next) {
      listener = next
    },
    trouble(kind) {
      trouble = kind
    },
    tokenRequests: () => count,
    arrival: (wanted) =>
      count >= wanted ? Promise.resolve() : new Promise((resolve) => waiting.push({ count: wanted, resolve })),
    seen,
    async end() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }

  function make(kind: IdentityTrouble, request: IncomingMessage, response: ServerResponse): void {
    switch (kind) {
      case 'unreachable':
        request.socket.destroy()
        return
      case 'lost':
        loseAnswer(request, response)
        return
      case '503':
      case '429':
        response.writeHead(Number(kind), { 'content-type': 'application/json', 'retry-after': '5' })
        // The body says otherwise on purpose: the status wins.
        response.end('{"error":"invalid_grant"}')
        return
      case 'html':
        response.writeHead(200, { 'content-type': 'text/html' }).end('<title>Log in to this network</title>')
        return
      case 'redirect':
        response.writeHead(302, { location: `http://127.0.0.1:${port}/portal` }).end()
        return
      case 'malformed':
        response.writeHead(200, { 'content-type': 'application/json' }).end('{"access_token":7}')
        return
      case 'truncated':
        response.writeHead(200, { 'content-type': 'application/json', 'content-length': '500' })
        response.write('{"access_token":"a')
        setImmediate(() => request.socket.destroy())
        return
      case 'silent':
        return
      default:
        kind satisfies never
    }
  }

  /** Lets the provider do its work and cuts the line when it starts to answer. */
  function loseAnswer(request: IncomingMessage, response: ServerResponse): void {
    const write = response.end.bind(response)
    response.end = ((...parts: Parameters<typeof write>) => {
      request.socket.destroy()
      return write(...parts)
    }) as typeof response.end
    listener(request, response)
  }
}
