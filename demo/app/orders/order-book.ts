import type { Auth } from '../../../src/auth.ts'
import type { Order } from '../../server/api/order.ts'
import type { OrdersApi } from './orders-api.ts'
import type { KeptOrders, OrdersCache } from './orders-cache.ts'
import { queuedChanges, type QueuedChange } from './queued-changes.ts'

export interface OrdersState {
  /** `missing`: this device has none and the server can't be asked. */
  readonly load: 'loading' | 'ready' | 'missing'
  readonly orders: readonly Order[]
  /** When the server last said so. */
  readonly asOf: number | null
  /** What this device has changed and the list above doesn't have yet. */
  readonly changes: readonly QueuedChange[]
}

/** The orders of whoever is signed in: from this device at once, from the server as soon as it can be asked. */
export interface OrderBook {
  readonly state: OrdersState
  subscribe(listener: () => void): () => void
  reload(): Promise<void>
}

export interface OrderBookParts {
  readonly auth: Pick<Auth, 'state' | 'subscribe' | 'actor' | 'queue'>
  readonly api: OrdersApi
  readonly cache: OrdersCache
  readonly now: () => number
}

// Two hundred arrivals are a few questions to the server, not two hundred.
const betweenMs = 1_000

const nothing: OrdersState = { load: 'loading', orders: [], asOf: null, changes: [] }

export function createOrderBook({ auth, api, cache, now }: OrderBookParts): OrderBook {
  const listeners = new Set<() => void>()
  let state = nothing
  let account: string | null = null
  let isOnline = false
  let queued: readonly QueuedChange[] = []
  // Gone from the queue and not yet in a list: shown until the next list has them.
  let arrived: readonly QueuedChange[] = []
  let asking: Promise<void> | null = null
  let asksAgain = false

  auth.subscribe(follow)
  auth.queue?.subscribe(followQueue)
  // Given up is not arrived.
  auth.queue?.on('cancelled', ({ item }) => {
    arrived = arrived.filter(({ id }) => id !== item)
    queued = queued.filter(({ id }) => id !== item)
    show(state)
  })
  follow()

  return {
    get state() {
      return state
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    reload,
  }

  function follow(): void {
    const view = auth.state
    const mayRead = view.isAuthenticated || view.status === 'REAUTH_REQUIRED'
    const next = mayRead ? auth.actor.getSnapshot().context.account : null
    const cameOnline = view.isOnline && !isOnline
    isOnline = view.isOnline
    if (view.status === 'SIGNED_OUT' && !view.isSigningOut) void cache.clear()
    if (next !== account) {
      account = next
      arrived = []
      queued = next === null ? [] : queuedChanges(auth.queue?.items() ?? [])
      show(nothing)
      if (next !== null) void open(next)
    } else if (cameOnline) void reload()
  }

  function followQueue(): void {
    if (account === null) return
    const next = queuedChanges(auth.queue?.items() ?? [])
    const left = queued.filter(({ id, delivery }) => delivery !== 'stuck' && !next.some((change) => change.id === id))
    queued = next
    arrived = [...arrived, ...left.map((change) => ({ ...change, delivery: 'sent' as const }))]
    show(state)
    if (left.length > 0) void reload()
  }

  async function open(whose: string): Promise<void> {
    const kept = await cache.read(whose)
    if (whose !== account) return
    if (kept) show({ ...state, load: 'ready', ...kept })
    await reload()
  }

  function reload(): Promise<void> {
    asksAgain = asking !== null
    asking ??= askUntilCurrent()
    return asking
  }

  async function askUntilCurrent(): Promise<void> {
    do {
      asksAgain = false
      await ask()
      if (asksAgain) await new Promise((resolve) => setTimeout(resolve, betweenMs))
    } while (asksAgain)
    asking = null
  }

  async function ask(): Promise<void> {
    const whose = account
    const listed = arrived
    if (whose === null) return
    const orders = isOnline ? await api.list() : null
    if (whose !== account) return
    if (orders) {
      arrived = arrived.filter((change) => !listed.includes(change))
      keep(whose, { orders, asOf: now() })
    } else if (state.load !== 'ready') show({ ...nothing, load: 'missing' })
  }

  function keep(whose: string, kept: KeptOrders): void {
    show({ ...state, load: 'ready', ...kept })
    void cache.keep(whose, kept)
  }

  function show(next: OrdersState): void {
    state = { ...next, changes: [...arrived, ...queued] }
    for (const listener of listeners) listener()
  }
}
