import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Surroundings } from '../../src/testing/contracts/connectivity.contract.ts'

export interface ProbeServer {
  readonly origin: string
  surround(by: Surroundings): void
  close(): Promise<void>
}

/** The app's own server as seen through what lies between, on `/probe`; a page on every other path. */
export async function probeServer(): Promise<ProbeServer> {
  let around: Surroundings = 'internet'
  const server = createServer((request, response) => {
    if (request.url !== '/probe') {
      response.setHeader('content-type', 'text/html')
      response.end('<!doctype html><title>App</title>')
      return
    }
    switch (around) {
      case 'internet':
        response.writeHead(204).end()
        break
      case 'portal':
        response.writeHead(302, { location: '/login' }).end()
        break
      case 'no network':
        request.socket.destroy()
        break
      case 'silence':
        break
      default:
        around satisfies never
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    origin: `http://localhost:${portOf(server)}`,
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

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port
}
