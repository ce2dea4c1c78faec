import { problem, type Reply } from '../http/reply.ts'
import { firstOrders } from './first-orders.ts'
import type { Order } from './order.ts'

export interface OrderBook {
  all(): readonly Order[]
  addNote(id: string, note: { text: unknown; author: string }): Reply
  complete(id: string, by: string): Reply
}

// Longest note a person would type on a phone, with room to spare.
const longestNote = 4000

/** The organisation's work orders, shared by everybody in it. */
export function createOrderBook(now: () => Date): OrderBook {
  const orders = new Map(firstOrders(now()).map((order) => [order.id, order]))
  let notesWritten = 0

  return {
    all: () => [...orders.values()],
    addNote(id, { text, author }) {
      const order = orders.get(id)
      if (order === undefined) return unknownOrder()
      if (typeof text !== 'string' || text.trim() === '' || text.length > longestNote) {
        return problem({ status: 422, code: 'note_not_accepted', title: `A note has 1 to ${longestNote} characters` })
      }
      notesWritten += 1
      const note = { id: `n-${100 + notesWritten}`, text: text.trim(), author, at: now().toISOString() }
      orders.set(id, { ...order, notes: [...order.notes, note] })
      return { status: 201, body: note }
    },
    complete(id, by) {
      const order = orders.get(id)
      if (order === undefined) return unknownOrder()
      if (order.status === 'done') {
        return problem({ status: 409, code: 'order_already_done', title: 'Somebody has completed this order', order })
      }
      const done: Order = { ...order, status: 'done', completedBy: by, completedAt: now().toISOString() }
      orders.set(id, done)
      return { status: 200, body: done }
    },
  }
}

function unknownOrder(): Reply {
  return problem({ status: 404, code: 'unknown_order', title: 'There is no such order' })
}
