import type { Finding, Order } from '../../server/api/order.ts'
import type { QueuedChange, QueuedNote } from './queued-changes.ts'
import type { ShownFinding, ShownNote, ShownOrder } from './shown-order.ts'

/** The server's orders with this device's changes on top. */
export function showOrders(
  orders: readonly Order[],
  { changes, author }: { readonly changes: readonly QueuedChange[]; readonly author: string },
): readonly ShownOrder[] {
  return orders.map((order) => {
    const own = changes.filter((change) => change.order === order.id)
    const notes = own.filter((change) => change.kind === 'note' && !isListed(change, order, author))
    const shown: ShownOrder = {
      ...order,
      notes: [
        ...order.notes.map((note): ShownNote => ({ ...note, delivery: 'sent' })),
        ...notes.flatMap((note) => (note.kind === 'note' ? [shownNote(note, author)] : [])),
      ],
      finding: shownFinding(order.finding, own, author),
    }
    const closing = own.findLast((change) => change.kind === 'closing')
    if (closing === undefined || order.status === 'done') return shown
    if (closing.delivery === 'stuck') return { ...shown, closing: 'stuck' }
    const completedAt = new Date(closing.at).toISOString()
    return { ...shown, status: 'done', completedBy: author, completedAt, closing: closing.delivery }
  })
}

function shownNote({ id, text, at, delivery, trouble, photo }: QueuedNote, author: string): ShownNote {
  return {
    id,
    text,
    author,
    at: new Date(at).toISOString(),
    delivery,
    ...(photo === undefined ? {} : { photo }),
    ...(trouble === undefined ? {} : { trouble }),
  }
}

function shownFinding(finding: Finding, changes: readonly QueuedChange[], author: string): ShownFinding {
  const change = changes.findLast((one) => one.kind === 'finding')
  if (change?.kind !== 'finding') return { ...finding, delivery: 'sent' }
  const { id, text, delivery, trouble, theirs } = change
  return {
    text,
    version: (theirs ?? finding).version,
    by: author,
    delivery,
    item: id,
    ...(trouble === undefined ? {} : { trouble }),
    ...(theirs === null ? {} : { theirs }),
  }
}

/** The server may list a note a moment before this device has heard that it arrived. */
function isListed(change: QueuedChange, { notes }: Order, author: string): boolean {
  if (change.kind !== 'note') return false
  const isArriving = change.delivery === 'sending' || change.delivery === 'sent'
  return isArriving && notes.some((note) => note.text === change.text && note.author === author)
}
