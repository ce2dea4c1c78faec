import type { Note, Order } from '../../server/api/order.ts'

/** How far a note has come. `stuck`: the server has answered and doesn't take it as it is. */
export type Delivery = 'sent' | 'waiting' | 'sending' | 'stuck'

/** Why a note is stuck, as far as a person can do something about it. */
export type Trouble = 'permission' | 'conflict' | 'poison' | 'gone' | 'refused'

export interface ShownNote extends Note {
  readonly delivery: Delivery
  /** Only where it is stuck. */
  readonly trouble?: Trouble
}

/** An order as the app shows it: the server's, with the notes of this device that are still on their way. */
export interface ShownOrder extends Omit<Order, 'notes'> {
  readonly notes: readonly ShownNote[]
}
