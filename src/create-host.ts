import type { AuthEvent } from '../machines/events.ts'
import type { AuthEvents } from './auth.ts'
import { boundedCall } from './bounded-call.ts'
import { boundedTabs } from './bounded-tabs.ts'
import type { Host } from './host.ts'
import type { CheckedOptions } from './options.ts'
import type { IdentityCache } from './ports/identity.ts'
import { device, type Store, type StoreFailure } from './ports/store.ts'
import { createUnwrittenEndings } from './refresh/unwritten-endings.ts'
import { createDeliveries } from './revocation/deliveries.ts'
import { createStrangerNote } from './sign-in/stranger.ts'
import { createLeftSessions } from './sign-out/left-sessions.ts'
import { createSignOutReports } from './sign-out/report.ts'
import { rowKey } from './vault/account-rows.ts'
import { boundedStore } from './vault/bounded-store.ts'
import type { Boxes } from './vault/boxes.ts'
import { createHeldTokens } from './vault/held-tokens.ts'
import { createPossessions } from './vault/possessions.ts'

interface Kept {
  readonly store: Store
  readonly boxes: Boxes | null
}

interface Wiring {
  readonly send: (event: AuthEvent) => void
  readonly tell: <Type extends keyof AuthEvents>(type: Type, event: AuthEvents[Type]) => void
  readonly look: () => Promise<void>
  /** Ends when this context is disposed. */
  readonly disposal: AbortSignal
}

/** Joins the options into what the actors' logic works with. */
export function createHost(options: CheckedOptions, { send, tell, look, disposal }: Wiring): Host {
  const { identity } = options
  const { clock } = options.platform
  const tabs = boundedTabs(options.platform.tabs, clock)
  const platform = { ...options.platform, tabs }
  const report = (code: string): void => tell('developer.problem', { at: clock.wall(), code })
  const keep = (raw: Store): Kept => {
    const store = boundedStore(raw, { clock, report })
    return options.policy?.box(store, options.stepUp ?? []) ?? { store, boxes: null }
  }
  const given = keep(options.store)
  const held = createHeldTokens()
  let kept = given
  let isGivenPossible = true
  let storeFailure: StoreFailure['kind'] | null = null
  let departures = 0
  const call = boundedCall({ clock, fetch: platform.fetch, cache: documentCache(() => kept.store) })
  const binding = identity.binding ?? null
  const possessions = createPossessions({ binding, store: () => kept.store, clock, random: platform.random })
  return {
    identity,
    platform,
    store: () => kept.store,
    givenStore: () => given.store,
    boxes: () => kept.boxes,
    useVolatileStore: (failure) => {
      // A renewal of an account that is not shown just now still has to land where its record is.
      if (held.hasStored) return
      if (kept === given) kept = keep(platform.volatile())
      if (failure === 'impossible') isGivenPossible = false
    },
    retryGivenStore: () => {
      if (!isGivenPossible || held.hasVolatile) return
      kept = given
      storeFailure = null
    },
    noteStoreFailure: (failure) => {
      storeFailure = failure
    },
    storeFailure: () => storeFailure,
    isGivenPossible: () => isGivenPossible,
    signingIn: new Set(),
    held,
    permissions: options.permissions ?? null,
    offlineFor: options.offlineFor,
    refreshBefore: options.refreshBefore,
    refreshRetryDelay: options.refreshRetryDelay,
    chance: platform.random.unit(),
    send,
    tell,
    announce: (kind, account, generation = 0) => tabs.announce({ version: 1, kind, account, generation }),
    possessions,
    call: async (work, { session, ...bounds }) => {
      if (session === undefined || session.deviceKeyId === null) return call(work, bounds)
      const key = await possessions.open(session)
      return key.ok ? call((context) => work({ ...context, possession: key.value }), bounds) : key
    },
    sleep: (span) =>
      new Promise((resolve) => {
        if (disposal.aborted) return resolve()
        const end = (): void => {
          cancel()
          disposal.removeEventListener('abort', end)
          resolve()
        }
        const cancel = clock.wakeAfter(span, end)
        disposal.addEventListener('abort', end)
      }),
    look,
    depart: () => {
      departures += 1
    },
    departures: () => departures,
    left: createLeftSessions(),
    deliveries: createDeliveries(),
    stranger: createStrangerNote(),
    signOuts: createSignOutReports(clock),
    unwritten: createUnwrittenEndings(),
    isDisposed: () => disposal.aborted,
    disposal,
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
