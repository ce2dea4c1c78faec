import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { plainPage, type PlainTask } from './page.ts'

/** What one start of the browser found. */
export interface Found {
  /** Rows that were stored by a completed strict transaction and are not there any more. */
  readonly missing: number
  /** What the browser says of a database that it gave up and made anew. */
  readonly loss: string | null
}

export interface PlainServer {
  address(task: PlainTask): string
  /** How many rows the page was told are stored, over all starts. */
  stored(): number
  /** Resolves when the page has looked at what it holds. */
  looked(): Promise<Found>
  /** Resolves when the page has stored all that it was asked to. */
  done(): Promise<void>
  close(): Promise<void>
}

interface Held {
  readonly held: readonly number[]
  readonly loss: string | null
}

export async function plainServer(): Promise<PlainServer> {
  const expected = new Set<number>()
  let stored = 0
  let next = 0
  let tellLooked = (_: Found): void => {}
  let tellDone = (): void => {}

  const look = ({ held, loss }: Held): { first: number } => {
    const present = new Set(held)
    const gone = [...expected].filter((id) => !present.has(id))
    // What is gone once isn't gone again at each later start.
    for (const id of gone) expected.delete(id)
    // Far past whatever the killed page may have begun.
    next += 100_000
    tellLooked({ missing: gone.length, loss })
    return { first: next }
  }

  const server = createServer((request, response) => {
    if (request.method === 'GET') return void response.writeHead(200, { 'content-type': 'text/html' }).end(plainPage)
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const body = JSON.parse(Buffer.concat(chunks).toString('utf8')) as unknown
      if (request.url === '/held') return void response.end(JSON.stringify(look(body as Held)))
      if (request.url === '/stored') {
        const ids = body as readonly number[]
        for (const id of ids) expected.add(id)
        stored += ids.length
      }
      if (request.url === '/done') tellDone()
      response.end('{}')
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    address: (task) => `http://127.0.0.1:${port}/#${encodeURIComponent(JSON.stringify(task))}`,
    stored: () => stored,
    looked: () => new Promise((resolve) => (tellLooked = resolve)),
    done: () => new Promise((resolve) => (tellDone = resolve)),
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}
