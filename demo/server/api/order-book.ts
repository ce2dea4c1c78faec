import { problem, type Reply } from '../http/reply.ts'
import { firstOrders } from './first-orders.ts'
import type { Order } from './order.ts'

export interface NewNote {
  readonly text: unknown
  /** A data URL. */
  readonly photo?: unknown
  readonly author: string
}

export interface NewFinding {
  readonly text: unknown
  /** The version it was written on top of. */
  readonly base: unknown
  readonly by: string
}

export interface OrderBook {
  all(): readonly Order[]
  addNote(id: string, note: NewNote): Reply
  /** Answers 409 with the present finding where somebody else was faster. */
  saveFinding(id: string, finding: NewFinding): Reply
  complete(id: string, by: string): Reply
}

// Longest text a person would type on a phone, with room to spare.
const longestText = 4000
// A picture the size of a stamp.
const longestPhoto = 32 * 1024

/** The organisation's work orders, shared by everybody in it. */
export function createOrderBook(now: () => Date): OrderBook {
  const orders = new Map(firstOrders(now()).map((order) => [order.id, order]))
  let notesWritten = 0

  return {
    all: () => [...orders.values()],
    addNote(id, { text, photo, author }) {
      const order = orders.get(id)
      if (order === undefined) return unknownOrder()
      if (!isText(text) || text.trim() === '') return notAccepted('note_not_accepted', 'text')
      if (photo !== undefined && !isPhoto(photo)) return notAccepted('note_not_accepted', 'photo')
      notesWritten += 1
      const plain = { id: `n-${100 + notesWritten}`, text: text.trim(), author, at: now().toISOString() }
      const note = photo === undefined ? plain : { ...plain, photo }
      orders.set(id, { ...order, notes: [...order.notes, note] })
      return { status: 201, body: note }
    },
    saveFinding(id, { text, base, by }) {
      const order = orders.get(id)
      if (order === undefined) return unknownOrder()
      if (!isText(text)) return notAccepted('finding_not_accepted', 'text')
      const { finding } = order
      if (base !== finding.version) {
        return problem({ status: 409, code: 'finding_changed', title: 'Somebody has changed this meanwhile', finding })
      }
      const next = { text: text.trim(), version: finding.version + 1, by }
      orders.set(id, { ...order, finding: next })
      return { status: 200, body: next }
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

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.length <= longestText
}

function isPhoto(value: unknown): value is string {
  return typeof value === 'string' && value.length <= longestPhoto && /^data:image\/(jpeg|png|webp);base64,/.test(value)
}

function notAccepted(code: string, field: string): Reply {
  const detail =
    field === 'text' ? `A text has up to ${longestText} characters` : 'A photo is a small JPEG, PNG or WebP'
  return problem({ status: 422, code, title: 'This can’t be taken as it is', errors: [{ field, message: detail }] })
}

function unknownOrder(): Reply {
  return problem({ status: 404, code: 'unknown_order', title: 'There is no such order' })
}
