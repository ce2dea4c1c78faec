import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'

export interface Seen {
  readonly method: string
  readonly path: string
  readonly authorization: string | null
  readonly body: string
  readonly headers: IncomingHttpHeaders
}

/** A status; `silence`: the request arrives and nothing comes back; `trickle`: an answer that never ends. */
export type Answer =
  | number
  | 'silence'
  | 'trickle'
  | { readonly status: number; readonly headers: Record<string, string> }

export interface ApiServer {
  readonly origin: string
  /** The same server under another name: another origin to a client. */
  readonly otherOrigin: string
  readonly seen: readonly Seen[]
  /** The next answers, in order; then the token decides. */
  enqueue(...answers: readonly Answer[]): void
  /** Answers the oldest request that was met with silence. */
  answer(status: number): void
  /** Resolves once that many requests have arrived. */
  arrival(count: number): Promise<void>
  end(): Promise<void>
}

/** A real API on loopback: 200 for a token it accepts, 401 for all others. */
export async function apiServer(accepts: (authorization: string) => boolean): Promise<ApiServer> {
  const seen: Seen[] = []
  const queue: Answer[] = []
  const silent: ServerResponse[] = []
  let waiting: { readonly count: number; readonly resolve: () => void }[] = []
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      const authorization = request.headers.authorization ?? null
      seen.push({
        method: request.method ?? '',
        path: request.url ?? '',
        authorization,
        body,
        headers: request.headers,
      })
      const next = queue.shift() ?? (accepts(authorization ?? '') ? 200 : 401)
      for (const { count, resolve } of waiting) if (seen.length >= count) resolve()
      waiting = waiting.filter(({ count }) => seen.length < count)
      if (next === 'silence') return void silent.push(response)
      if (next === 'trickle') return void response.writeHead(200).write('{')
      const { status, headers } = typeof next === 'number' ? { status: next, headers: {} } : next
      response.writeHead(status, { 'content-type': 'application/json', ...headers }).end('{"ok":true}')
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    origin: `http://127.0.0.1:${port}`,
    otherOrigin: `http://localhost:${port}`,
    seen,
    answer: (status) => void silent.shift()?.writeHead(status).end('{}'),
    enqueue: (...answers) => void queue.push(...answers),
    arrival: (count) =>
      seen.length >= count ? Promise.resolve() : new Promise((resolve) => waiting.push({ count, resolve })),
    async end() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
