import type { ShownOrder } from '../../../demo/app/orders/shown-order.ts'
import type { Order } from '../../../demo/server/api/order.ts'

/** As the server lists it. */
export const order: Order = {
  id: 'wo-1',
  title: 'Heating stays cold',
  description: 'Radiators on floor 4 don’t warm up.',
  customer: 'Hollis Court Residents',
  address: '18 Hollis Court, Bristol',
  window: { from: '2026-11-21T08:00:00', to: '2026-11-21T10:00:00' },
  status: 'open',
  priority: 'high',
  finding: { text: '', version: 1 },
  notes: [],
}

/** As the app shows it. */
export const shownOrder: ShownOrder = { ...order, notes: [], finding: { ...order.finding, delivery: 'sent' } }
