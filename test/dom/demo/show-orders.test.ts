import { describe, expect, it } from 'vitest'
import { showOrders } from '../../../demo/app/orders/show-orders.ts'
import type { QueuedNote } from '../../../demo/app/orders/queued-notes.ts'
import { order } from './an-order.ts'

const author = 'Mira Okafor'
const queued: QueuedNote = { id: 'q1', order: 'wo-1', text: 'Bled all radiators', at: 0, delivery: 'waiting' }
const listed = { id: 'n-1', text: 'Bled all radiators', author, at: '2026-11-21T08:00:00Z' }

function notesWith(notes: readonly QueuedNote[], server: readonly (typeof listed)[] = []): readonly string[] {
  const [shown] = showOrders([{ ...order, notes: server }], { notes, author })
  return shown?.notes.map(({ id, delivery }) => `${id} ${delivery}`) ?? []
}

describe('an order with notes on their way', () => {
  it('lists them below the server’s own', () => {
    expect(notesWith([queued], [{ ...listed, text: 'Key is with the caretaker' }])).toEqual(['n-1 sent', 'q1 waiting'])
  })

  it('says why a note is stuck', () => {
    const stuck: QueuedNote = { ...queued, delivery: 'stuck', trouble: 'conflict' }
    const [shown] = showOrders([{ ...order, notes: [] }], { notes: [stuck], author })
    expect(shown?.notes).toMatchObject([{ id: 'q1', delivery: 'stuck', trouble: 'conflict' }])
  })

  it('shows notes of other orders elsewhere', () => {
    expect(notesWith([{ ...queued, order: 'wo-2' }])).toEqual([])
  })

  it('shows a note once while its arrival is being confirmed', () => {
    expect(notesWith([{ ...queued, delivery: 'sending' }], [listed])).toEqual(['n-1 sent'])
    expect(notesWith([{ ...queued, delivery: 'sent' }], [listed])).toEqual(['n-1 sent'])
  })

  it('keeps a waiting note even where the same words already stand', () => {
    expect(notesWith([queued], [listed])).toEqual(['n-1 sent', 'q1 waiting'])
  })
})
