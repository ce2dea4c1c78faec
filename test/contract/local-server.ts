import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Surroundings } from '../../src/testing/contracts/connectivity.contract.ts'

export interface LocalServer {
  readonly origin: string
  /** What lies between the app and this server, as far as `/probe` shows it. */
  surround(by: Surroundings): void
  close(): Promise<void>
}

/** The app's own server on loopback: `/probe` answers as what lies between would; all else is the page. */
export async function localServer(files: Readonly<Record<string, string>> = {}): Promise<LocalServer> {
  let around: Surroundings = 'internet'
  const server = createServer(({ url = '/' }, response) => {
    if (url === '/probe') return answerProbe(around, response)
    response.setHeader('content-type', url.endsWith('.js') ? 'text/javascript' : 'text/html')
    response.end(files[url] ?? '<!doctype html><title>App</title><script type="module" src="/page.js"></script>')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    // A name, not an address: only `localhost` is a secure context with everything in it.
    origin: `http://localhost:${port}`,
    surround(by) {
      around = by
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

function answerProbe(around: Surroundings, response: ServerResponse): void {
  switch (around) {
    case 'internet':
      response.writeHead(204).end()
      break
    case 'portal':
      response.writeHead(302, { location: '/login' }).end()
      break
    case 'no network':
      response.destroy()
      break
    case 'silence':
      break
    default:
      around satisfies never
  }
}
