import type { Order } from '../../server/api/order.ts'
import type { QueuedNote } from './queued-notes.ts'
import type { ShownNote, ShownOrder } from './shown-order.ts'

/** The server's orders with this device's notes below their own. */
export function showOrders(
  orders: readonly Order[],
  { notes, author }: { readonly notes: readonly QueuedNote[]; readonly author: string },
): readonly ShownOrder[] {
  return orders.map((order) => ({
    ...order,
    notes: [
      ...order.notes.map((note): ShownNote => ({ ...note, delivery: 'sent' })),
      ...notes.filter((note) => note.order === order.id && !isListed(note, order, author)).map(show),
    ],
  }))

  function show({ id, text, at, delivery, trouble }: QueuedNote): ShownNote {
    const note = { id, text, author, at: new Date(at).toISOString(), delivery }
    return trouble === undefined ? note : { ...note, trouble }
  }
}

/** The server may list a note a moment before this device has heard that it arrived. */
function isListed({ text, delivery }: QueuedNote, { notes }: Order, author: string): boolean {
  const isArriving = delivery === 'sending' || delivery === 'sent'
  return isArriving && notes.some((note) => note.text === text && note.author === author)
}
