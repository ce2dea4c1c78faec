import 'fake-indexeddb/auto'
import { describe, expect, it } from 'vitest'
import { createNoteOperation } from '../../../demo/app/orders/create-note.ts'
import { createOrderBook, type OrderBook } from '../../../demo/app/orders/order-book.ts'
import type { OrdersApi } from '../../../demo/app/orders/orders-api.ts'
import { createOrdersCache } from '../../../demo/app/orders/orders-cache.ts'
import type { Order } from '../../../demo/server/api/order.ts'
import type { Auth } from '../../../src/auth.ts'
import { durableQueue } from '../../../src/queue/index.ts'
import { createTestWorld } from '../../../src/testing/test-world.ts'
import { order } from './an-order.ts'

const api = 'https://field.example'
const createNote = createNoteOperation(api)

describe('the orders of whoever is signed in', () => {
  it('come from the server and stay on the device', async () => {
    const { world, auth, book } = await field()
    await world.signIn(auth)
    await until(book, ({ state }) => state.load === 'ready')
    expect(book.state.orders.map(({ id }) => id)).toEqual(['wo-1'])

    const restarted = bookOf(auth, { list: async () => null })
    await until(restarted, ({ state }) => state.load === 'ready')
    expect(restarted.state.orders.map(({ id }) => id)).toEqual(['wo-1'])
    world.dispose()
  })

  it('are missing where neither server nor device has them', async () => {
    const { world, auth } = await field()
    const book = bookOf(auth, { list: async () => null })
    await createOrdersCache().clear()
    await world.signIn(auth)
    await until(book, ({ state }) => state.load === 'missing')
    expect(book.state.orders).toEqual([])
    world.dispose()
  })

  it('are forgotten on the device when it is signed out', async () => {
    const { world, auth, book } = await field()
    await world.signIn(auth)
    await until(book, ({ state }) => state.load === 'ready')
    const account = auth.actor.getSnapshot().context.account ?? ''
    const left = auth.signOut({ pending: 'keep' })
    await world.settle()
    await left
    expect(book.state.orders).toEqual([])
    expect(await createOrdersCache().read(account)).toBeNull()
    world.dispose()
  })

  it('are not shown when their answer comes after the sign-out', async () => {
    const { world, auth } = await field()
    let answer = (_orders: readonly Order[]): void => {}
    const late = new Promise<readonly Order[]>((resolve) => (answer = resolve))
    const book = bookOf(auth, { list: () => late })
    await world.signIn(auth)
    const left = auth.signOut({ pending: 'keep' })
    await world.settle()
    await left
    answer([order])
    await late
    await world.settle()
    expect(book.state.orders).toEqual([])
    world.dispose()
  })
})

describe('a note on its way', () => {
  it('waits offline, and counts as sent from its arrival until the list has it', async () => {
    const { world, auth, book } = await field()
    await world.signIn(auth)
    await until(book, ({ state }) => state.load === 'ready')
    world.switchNetwork('offline')
    await world.advance('4s')

    const kept = auth.queue?.enqueue(createNote, { order: 'wo-1', text: 'Valve stuck' })
    await world.settle()
    await kept
    await until(book, ({ state }) => state.changes.length === 1)
    expect(book.state.changes).toMatchObject([{ order: 'wo-1', text: 'Valve stuck', delivery: 'waiting' }])

    world.switchNetwork('online')
    await world.advance('30s')
    await until(book, ({ state }) => state.changes.every(({ delivery }) => delivery === 'sent'))
    await book.reload()
    expect(book.state.changes).toEqual([])
    world.dispose()
  })
})

async function field(): Promise<{ world: ReturnType<typeof createTestWorld>; auth: Auth; book: OrderBook }> {
  const world = createTestWorld({
    auth: { queue: durableQueue({ operations: [createNote] }), origins: [api] },
    serve: () => Response.json({ id: 'n-1' }, { status: 201 }),
  })
  const auth = await world.start()
  return { world, auth, book: bookOf(auth, { list: async () => [order] }) }
}

function bookOf(auth: Auth, { list }: Pick<OrdersApi, 'list'>): OrderBook {
  return createOrderBook({ auth, api: { list }, cache: createOrdersCache(), now: auth.now })
}

/** Resolves once the book is as asked; the test's time limit is the bound. */
function until(book: OrderBook, holds: (book: OrderBook) => boolean): Promise<void> {
  return new Promise((resolve) => {
    if (holds(book)) return resolve()
    const stop = book.subscribe(() => {
      if (!holds(book)) return
      stop()
      resolve()
    })
  })
}
