import { describe, expect, it } from 'vitest'
import { showOrders } from '../../../demo/app/orders/show-orders.ts'
import type { QueuedNote } from '../../../demo/app/orders/queued-changes.ts'
import { order } from './an-order.ts'

const author = 'Mira Okafor'
const queued: QueuedNote = {
  kind: 'note',
  id: 'q1',
  order: 'wo-1',
  text: 'Bled all radiators',
  at: 0,
  delivery: 'waiting',
}
const listed = { id: 'n-1', text: 'Bled all radiators', author, at: '2026-11-21T08:00:00Z' }

function notesWith(notes: readonly QueuedNote[], server: readonly (typeof listed)[] = []): readonly string[] {
  const [shown] = showOrders([{ ...order, notes: server }], { changes: notes, author })
  return shown?.notes.map(({ id, delivery }) => `${id} ${delivery}`) ?? []
}

describe('an order with notes on their way', () => {
  it('lists them below the server’s own', () => {
    expect(notesWith([queued], [{ ...listed, text: 'Key is with the caretaker' }])).toEqual(['n-1 sent', 'q1 waiting'])
  })

  it('says why a note is stuck', () => {
    const stuck: QueuedNote = { ...queued, delivery: 'stuck', trouble: 'conflict' }
    const [shown] = showOrders([{ ...order, notes: [] }], { changes: [stuck], author })
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

describe('an order with other changes on their way', () => {
  const mine = { id: 'q2', order: 'wo-1', at: 0, delivery: 'waiting' } as const

  it('shows the finding that is on its way', () => {
    const finding = { ...mine, kind: 'finding', text: 'Pump is dead', theirs: null } as const
    const [shown] = showOrders([order], { changes: [finding], author })
    expect(shown?.finding).toEqual({ text: 'Pump is dead', version: 1, by: author, delivery: 'waiting', item: 'q2' })
  })

  it('shows both findings where they are in conflict', () => {
    const theirs = { text: 'Pump runs', version: 3, by: 'Jonas Lindqvist' }
    const finding = {
      ...mine,
      kind: 'finding',
      text: 'Pump is dead',
      delivery: 'stuck',
      trouble: 'conflict',
      theirs,
    } as const
    const [shown] = showOrders([order], { changes: [finding], author })
    expect(shown?.finding).toMatchObject({ text: 'Pump is dead', version: 3, theirs, trouble: 'conflict' })
  })

  it('is done here before the server knows, and the server’s own once it does', () => {
    const closing = { ...mine, kind: 'closing' } as const
    expect(showOrders([order], { changes: [closing], author })).toMatchObject([
      { status: 'done', completedBy: author, closing: 'waiting' },
    ])
    const done = { ...order, status: 'done', completedBy: 'Jonas Lindqvist' } as const
    const [shown] = showOrders([done], { changes: [closing], author })
    expect(shown).toMatchObject({ completedBy: 'Jonas Lindqvist' })
    expect(shown).not.toHaveProperty('closing')
  })

  it('stays open where the server did not take its completion', () => {
    const refused = { ...mine, kind: 'closing', delivery: 'stuck', trouble: 'permission' } as const
    expect(showOrders([order], { changes: [refused], author })).toMatchObject([{ status: 'open', closing: 'stuck' }])
  })
})
