import type { Clock, Connectivity, NetworkReading } from '../../ports/world.ts'

/**
 * `portal`: everything is answered by a login page. `hang`: requests leave and nothing comes back. `lost answers`: the
 * server does its work, its answer is lost.
 */
export type NetworkMode = 'online' | 'offline' | 'portal' | 'hang' | 'lost answers'

/** A network that a test switches. */
export interface SwitchableNetwork extends Connectivity {
  /** The way to the servers; answers as the mode says. */
  readonly fetch: typeof globalThis.fetch
  readonly mode: NetworkMode
  /** Only `online` and `offline` show in the platform's reading: a portal or a dead uplink looks like a network. */
  switchTo(mode: NetworkMode): void
}

export interface SwitchableNetworkOptions {
  readonly clock: Pick<Clock, 'wall'>
  /** The servers behind the network. */
  readonly serve: (request: Request) => Response | Promise<Response>
}

/** A network with a switch. */
export function switchableNetwork({ clock, serve }: SwitchableNetworkOptions): SwitchableNetwork {
  const listeners = new Set<(reading: NetworkReading) => void>()
  let mode: NetworkMode = 'online'
  const reading = (): NetworkReading => (mode === 'offline' ? 'offline' : 'online')

  return {
    get mode() {
      return mode
    },
    switchTo(next) {
      const before = reading()
      mode = next
      if (reading() === before) return
      for (const listener of [...listeners]) listener(reading())
    },
    current: reading,
    subscribe(listener) {
      const entry = (value: NetworkReading): void => listener(value)
      listeners.add(entry)
      return () => {
        listeners.delete(entry)
      }
    },
    async fetch(input, init) {
      const request = new Request(input, init)
      request.signal.throwIfAborted()
      return Promise.race([aborted(request.signal), answer(mode, request, serve)])
    },
    async probe(signal) {
      const unavailable = () => ({ ok: false, failure: { kind: 'unavailable' }, at: clock.wall() }) as const
      if (signal.aborted) return unavailable()
      if (mode === 'hang') {
        await aborted(signal).catch(() => {})
        return unavailable()
      }
      const value = mode === 'portal' ? 'portal' : mode === 'online' ? 'reached' : 'nothing'
      return { ok: true, value, at: clock.wall() }
    },
  }
}

async function answer(
  mode: NetworkMode,
  request: Request,
  serve: SwitchableNetworkOptions['serve'],
): Promise<Response> {
  switch (mode) {
    case 'online':
      return serve(request)
    case 'offline':
      throw new TypeError('fetch failed')
    case 'portal':
      return new Response('<!doctype html><title>Welcome</title>', { headers: { 'content-type': 'text/html' } })
    case 'hang':
      return new Promise(() => {})
    case 'lost answers':
      await serve(request)
      throw new TypeError('fetch failed')
    default:
      return mode satisfies never
  }
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
}
