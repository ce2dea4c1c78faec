import type { AuthEvent } from '../machines/events.ts'
import { after, type Instant } from '../machines/time.ts'
import type { AuthEvents } from './auth.ts'
import type { Host } from './host.ts'
import type { CheckedOptions } from './options.ts'
import type { IdentityCache } from './ports/identity.ts'
import { device, type Store } from './ports/store.ts'
import { rowKey } from './vault/account-rows.ts'
import { createHeldTokens } from './vault/held-tokens.ts'

interface Wiring {
  readonly send: (event: AuthEvent) => void
  readonly tell: <Type extends keyof AuthEvents>(type: Type, event: AuthEvents[Type]) => void
  /** Ends when this context is disposed. */
  readonly disposal: AbortSignal
}

/** Joins the options into what the actors' logic works with. */
export function createHost(options: CheckedOptions, { send, tell, disposal }: Wiring): Host {
  const { platform, identity } = options
  const { clock, tabs } = platform
  let store: Store = options.store
  return {
    identity,
    platform,
    store: () => store,
    useVolatileStore: () => {
      store = platform.volatile()
    },
    held: createHeldTokens(),
    permissions: options.permissions ?? null,
    offlineFor: options.offlineFor,
    refreshBefore: options.refreshBefore,
    refreshRetryDelay: options.refreshRetryDelay,
    chance: platform.random.unit(),
    send,
    tell,
    announce: (kind, account, generation = 0) => tabs.announce({ version: 1, kind, account, generation }),
    call: (timeout, signal) => {
      const limit = new AbortController()
      const timeoutSignals = [limit.signal, ...(signal === undefined ? [] : [signal])]
      if (timeout !== null) {
        clock.wakeAt(after(clock.wall(), timeout), () => limit.abort(new DOMException('Took too long', 'TimeoutError')))
      }
      return {
        fetch: platform.fetch,
        signal: AbortSignal.any(timeoutSignals),
        now: (): Instant => clock.wall(),
        cache: documentCache(() => store),
      }
    },
    sleep: (span) =>
      new Promise((resolve) => {
        if (disposal.aborted) return resolve()
        const cancel = clock.wakeAt(after(clock.wall(), span), () => resolve())
        disposal.addEventListener('abort', () => (cancel(), resolve()), { once: true })
      }),
    isDisposed: () => disposal.aborted,
  }
}

/** Non-secret documents (discovery) in clear rows, so that they are there before any key is. */
function documentCache(store: () => Store): IdentityCache {
  return {
    read: async (name) => {
      const read = await store().read([{ by: 'key', key: rowKey('cache', device, name) }])
      const text = read.ok ? read.value[0]?.clear['document'] : undefined
      if (typeof text !== 'string') return undefined
      try {
        return JSON.parse(text) as unknown
      } catch {
        return undefined
      }
    },
    write: async (name, document) => {
      const key = rowKey('cache', device, name)
      const clear = { document: JSON.stringify(document) }
      await store().commit(
        [],
        [{ do: 'put', row: { key, sessionId: '', revision: 1, clear, sealed: null, seq: null } }],
        {
          durability: 'relaxed',
        },
      )
    },
  }
}
