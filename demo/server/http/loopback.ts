import { createServer, type RequestListener, type Server } from 'node:http'
import { promisify } from 'node:util'

export interface Loopback {
  readonly port: number
  readonly servers: readonly Server[]
  close(): Promise<void>
}

// An ephemeral port that is free on 127.0.0.1 may be taken on ::1; another draw finds one free on both.
const draws = 10

/** Listens on 127.0.0.1 and, where the machine has it, on ::1: browsers may try either for `localhost`. */
export async function listenOnLoopback(port: number, listener: RequestListener): Promise<Loopback> {
  for (let draw = 1; ; draw += 1) {
    const v4 = await listen(listener, '127.0.0.1', port)
    const drawn = portOf(v4)
    try {
      const v6 = await listen(listener, '::1', drawn)
      return loopback(drawn, [v4, v6])
    } catch (error) {
      if (isCode(error, 'EADDRNOTAVAIL') || isCode(error, 'EAFNOSUPPORT')) return loopback(drawn, [v4])
      await close(v4)
      if (port !== 0 || draw === draws) throw error
    }
  }
}

function loopback(port: number, servers: readonly Server[]): Loopback {
  let closed: Promise<unknown> | undefined
  return {
    port,
    servers,
    close: async () => {
      closed ??= Promise.all(servers.map(close))
      await closed
    },
  }
}

function listen(listener: RequestListener, host: string, port: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer(listener)
    server.once('error', reject)
    server.listen({ host, port, exclusive: true, ipv6Only: host === '::1' }, () => resolve(server))
  })
}

async function close(server: Server): Promise<void> {
  const closed = promisify(server.close.bind(server))()
  // Open keep-alive and stalled sockets would hold `close` for seconds.
  server.closeAllConnections()
  await closed
}

function portOf(server: Server): number {
  const address = server.address()
  if (address === null || typeof address === 'string') throw new TypeError('Cannot read the port: not a TCP server')
  return address.port
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
