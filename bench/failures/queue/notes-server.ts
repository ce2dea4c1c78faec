import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout } from 'node:timers/promises'

/** What a note's first request is answered with; later ones are stored. `drop`: no answer. `hang`: none, ever. */
export type First = number | 'ok' | 'drop' | 'hang'

export interface Notes {
  readonly origin: string
  /** Paths of the notes that took effect, in that order. */
  readonly effects: readonly string[]
  readonly requests: readonly string[]
  close(): Promise<void>
}

/** The path says how the server behaves: `/notes/503/a` is answered 503 once, `/notes/after-300/b` late. */
export function notePath(first: First | `after-${number}`, name: string): string {
  return `/notes/${first}/${name}`
}

export async function startNotes(code: string): Promise<Notes> {
  const effects: string[] = []
  const requests: string[] = []
  let grants = 0
  const server = createServer((request, response) => {
    const { method, url = '/' } = request
    const send = (status: number, type: string, body: string): void =>
      void response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' }).end(body)
    if (url === '/') return send(200, 'text/html', '<!doctype html><title>Notes</title>')
    if (url === '/page.js') return send(200, 'text/javascript', code)
    if (url === '/login' || url === '/refresh')
      return send(200, 'application/json', JSON.stringify(grant((grants += 1))))
    if (url === '/user') return send(200, 'application/json', JSON.stringify(mira))
    if (method !== 'POST' || !url.startsWith('/notes/')) return send(404, 'application/json', '{}')
    void (async () => {
      await drained(request)
      const isFirst = !requests.includes(url)
      requests.push(url)
      const first = url.split('/')[2] ?? 'ok'
      if (first.startsWith('after-')) await setTimeout(Number(first.slice('after-'.length)))
      else if (isFirst && first === 'drop') return request.socket.destroy()
      else if (isFirst && first === 'hang') return
      else if (isFirst && first !== 'ok') {
        // What a shop's server might say; the number is the order's.
        const detail = 'Cannot take order 74012 now'
        return send(Number(first), 'application/json', JSON.stringify({ code: 'later', detail }))
      }
      effects.push(url)
      send(201, 'application/json', '{"id":"n1"}')
    })()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    origin: `http://localhost:${port}`,
    effects,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

const mira = { id: 'mira', name: 'Mira' }

/** Only ours signs in; nobody's token is looked at. */
function grant(count: number): object {
  return { accessToken: `access-${count}`, refreshToken: `refresh-${count}`, expiresIn: 3_600, user: mira }
}

async function drained(request: IncomingMessage): Promise<void> {
  for await (const _ of request);
}
