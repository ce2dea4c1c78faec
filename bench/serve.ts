import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Answer {
  readonly type: 'text/html' | 'text/javascript' | 'application/json'
  readonly body: string
}

/** What the server answers on a path, given the request's body. */
export type Routes = Readonly<Record<string, (body: string) => Answer | Promise<Answer>>>

export interface Served {
  /** As a browser should open it: a secure context, because the host is `localhost`. */
  readonly origin: string
  close(): Promise<void>
}

/** A server on the loopback interface, on a port of its own. */
export async function serve(routes: Routes): Promise<Served> {
  const server = createServer((request, response) => {
    const route = routes[new URL(request.url ?? '/', 'http://localhost').pathname]
    // Isolated pages get a clock fine enough to time with.
    response.setHeader('cross-origin-opener-policy', 'same-origin')
    response.setHeader('cross-origin-embedder-policy', 'require-corp')
    if (route === undefined) return void response.writeHead(404).end()
    bodyOf(request)
      .then(route)
      .then(
        ({ type, body }) => response.writeHead(200, { 'content-type': type, 'cache-control': 'no-store' }).end(body),
        () => response.writeHead(500).end(),
      )
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

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}
