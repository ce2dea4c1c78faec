import { randomBytes } from 'node:crypto'
import { addressesOn, defaultPort, type DemoAddresses } from '../addresses.ts'
import { handleApi } from './api/api.ts'
import { createLedger } from './api/ledger.ts'
import { createOrderBook } from './api/order-book.ts'
import { handleBff } from './bff/bff.ts'
import { dispatchByHost } from './http/dispatch.ts'
import { pathOf, type Handler } from './http/handler.ts'
import { listenOnLoopback, type Loopback } from './http/loopback.ts'
import { problem, send } from './http/reply.ts'
import { createAccounts, type Account } from './provider/accounts.ts'
import { handleInteractions } from './provider/interaction.ts'
import { mountProvider } from './provider/mount.ts'
import { createProvider } from './provider/provider.ts'
import { createRowStore } from './provider/row-store.ts'
import { handleServices } from './services.ts'
import { builtShell } from './shell/built-shell.ts'
import { serveShell } from './shell/serve-shell.ts'
import type { Shell } from './shell/shell.ts'
import { countOn } from './world/counters.ts'
import { createTroubles } from './world/troubles.ts'
import { createWorld, type World } from './world/world.ts'
import { handleWorld } from './world/world-route.ts'

export interface DemoServerOptions {
  /** TCP port on loopback; 0 draws a free one. Default 4870. */
  readonly port?: number
  /** Seconds an access token lives. Default 60. */
  readonly accessTokenTtl?: number
  /** Seconds a refresh token lives. Default 14 days. */
  readonly refreshTokenTtl?: number
  /** What stands at the app's origin: the built app, Vite with hot reload, or the given files. Default `'built'`. */
  readonly app?: 'built' | 'dev' | Shell
  /** Seconds that `Retry-After` names while a service is down or throttled. Default 5. */
  readonly retryAfter?: number
  /** Milliseconds before a slow service starts to answer. Default 4000. */
  readonly slowFor?: number
  /** Hears what the server itself got wrong. */
  readonly onError?: (error: unknown) => void
}

export interface DemoServer {
  readonly url: string
  readonly port: number
  readonly issuer: string
  readonly addresses: DemoAddresses
  readonly accounts: readonly Account[]
  readonly world: World
  close(): Promise<void>
}

const fourteenDays = 14 * 24 * 60 * 60

/** Starts app, provider and API in this process, all in memory; `close` ends every socket at once. */
export async function createDemoServer(options: DemoServerOptions = {}): Promise<DemoServer> {
  const { app = 'built', onError = () => {} } = options
  // Building takes longest and needs no port: it comes first, so that whoever connects gets an answer.
  const shell = app === 'built' ? (await builtShell()).shell : app

  let listener: ReturnType<typeof dispatchByHost> = (_request, response) => {
    send(response, problem({ status: 503, code: 'starting', title: 'The demo is starting' }, { 'retry-after': '1' }))
  }
  const loopback = await listenOnLoopback(options.port ?? defaultPort, (request, response) =>
    listener(request, response),
  )
  const addresses = addressesOn(loopback.port)
  const closing = new AbortController()

  const accounts = createAccounts()
  const rows = createRowStore()
  const now = (): Date => new Date()
  const orders = createOrderBook(now)
  const ledger = createLedger(now)
  const troubles = createTroubles()
  const bffSecret = randomBytes(32).toString('base64url')
  const provider = createProvider({
    bffSecret,
    addresses,
    accounts,
    rows,
    accessTokenTtlSeconds: options.accessTokenTtl ?? 60,
    refreshTokenTtlSeconds: options.refreshTokenTtl ?? fourteenDays,
  })
  provider.on('server_error', (_context, error) => onError(error))
  const counting = countOn(provider)
  const world = createWorld({ accounts, rows, orders, ledger, troubles, counters: () => counting.read() })
  const site = await appHandler(shell, { loopback, addresses })

  const worldRoute = handleWorld(world, addresses.appOrigin)
  const bff = handleBff(addresses, bffSecret)
  listener = dispatchByHost({
    addresses,
    onError,
    app: (request, response) => {
      const path = pathOf(request)
      const handler = isWorld(path) ? worldRoute : path.startsWith('/bff/') ? bff : site.handler
      return handler(request, response)
    },
    services: handleServices({
      addresses,
      world,
      counting,
      provider: mountProvider(provider, '/oidc'),
      interactions: handleInteractions({ provider, accounts, appOrigin: addresses.appOrigin }),
      api: handleApi({ provider, accounts, orders, ledger, troubles, endSessions: (id) => rows.endSessions(id) }),
      retryAfterSeconds: options.retryAfter ?? 5,
      slowForMs: options.slowFor ?? 4000,
      closing: closing.signal,
    }),
  })

  return {
    url: addresses.appOrigin,
    port: loopback.port,
    issuer: addresses.issuer,
    addresses,
    accounts: accounts.all(),
    world,
    close: async () => {
      closing.abort()
      await Promise.all([site.close(), loopback.close()])
    },
  }
}

async function appHandler(
  shell: Shell | 'dev',
  { loopback, addresses }: { loopback: Loopback; addresses: DemoAddresses },
): Promise<{ handler: Handler; close: () => Promise<void> }> {
  if (shell !== 'dev') return { handler: serveShell(shell, addresses.servicesOrigin), close: async () => {} }
  // Vite is loaded only where it is wanted: it takes longer than all the rest.
  const { devShell } = await import('./shell/dev-shell.ts')
  const [server] = loopback.servers
  if (server === undefined) throw new TypeError('Cannot start Vite: nothing is listening')
  return devShell(server)
}

function isWorld(path: string): boolean {
  return path === '/__world' || path.startsWith('/__world/')
}
