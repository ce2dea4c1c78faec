import type { Auth } from '../../../src/auth.ts'
import type { Order } from '../../server/api/order.ts'
import type { Completed, OrdersApi } from './orders-api.ts'
import type { KeptOrders, OrdersCache } from './orders-cache.ts'
import { queuedNotes, type QueuedNote } from './queued-notes.ts'

export interface OrdersState {
  /** `missing`: this device has none and the server can't be asked. */
  readonly load: 'loading' | 'ready' | 'missing'
  readonly orders: readonly Order[]
  /** When the server last said so. */
  readonly asOf: number | null
  /** This device's notes that the list above doesn't have yet. */
  readonly notes: readonly QueuedNote[]
}

/** The orders of whoever is signed in: from this device at once, from the server as soon as it can be asked. */
export interface OrderBook {
  readonly state: OrdersState
  subscribe(listener: () => void): () => void
  reload(): Promise<void>
  complete(id: string): Promise<Completed['status']>
}

export interface OrderBookParts {
  readonly auth: Pick<Auth, 'state' | 'subscribe' | 'actor' | 'queue'>
  readonly api: OrdersApi
  readonly cache: OrdersCache
  readonly now: () => number
}

const nothing: OrdersState = { load: 'loading', orders: [], asOf: null, notes: [] }

export function createOrderBook({ auth, api, cache, now }: OrderBookParts): OrderBook {
  const listeners = new Set<() => void>()
  let state = nothing
  let account: string | null = null
  let isOnline = false
  // A list that left before a change of our own would undo it on the screen.
  let changes = 0
  let queued: readonly QueuedNote[] = []
  // Gone from the queue and not yet in a list: shown until the next list has them.
  let arrived: readonly QueuedNote[] = []

  auth.subscribe(follow)
  auth.queue?.subscribe(followQueue)
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
    async complete(id) {
      const whose = account
      const answer = await api.complete(id)
      if (whose === null || whose !== account || answer.status === 'no_answer') return answer.status
      changes += 1
      if (answer.order) {
        const { order } = answer
        keep(whose, { orders: state.orders.map((own) => (own.id === id ? order : own)), asOf: now() })
      } else await reload()
      return answer.status
    },
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
      queued = next === null ? [] : queuedNotes(auth.queue?.items() ?? [])
      show(nothing)
      if (next !== null) void open(next)
    } else if (cameOnline) void reload()
  }

  function followQueue(): void {
    if (account === null) return
    const next = queuedNotes(auth.queue?.items() ?? [])
    const left = queued.filter(({ id, delivery }) => delivery !== 'stuck' && !next.some((note) => note.id === id))
    queued = next
    arrived = [...arrived, ...left.map((note) => ({ ...note, delivery: 'sent' as const }))]
    show(state)
    if (left.length > 0) void reload()
  }

  async function open(whose: string): Promise<void> {
    const kept = await cache.read(whose)
    if (whose !== account) return
    if (kept) show({ ...state, load: 'ready', ...kept })
    await reload()
  }

  async function reload(): Promise<void> {
    const whose = account
    const before = changes
    const listed = arrived
    if (whose === null) return
    const orders = isOnline ? await api.list() : null
    if (whose !== account || before !== changes) return
    if (orders) {
      arrived = arrived.filter((note) => !listed.includes(note))
      keep(whose, { orders, asOf: now() })
    } else if (state.load !== 'ready') show({ ...nothing, load: 'missing' })
  }

  function keep(whose: string, kept: KeptOrders): void {
    show({ ...state, load: 'ready', ...kept })
    void cache.keep(whose, kept)
  }

  function show(next: OrdersState): void {
    state = { ...next, notes: [...arrived, ...queued] }
    for (const listener of listeners) listener()
  }
}
