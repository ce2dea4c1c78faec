import type { Finding, Note, Order } from '../../server/api/order.ts'

/** How far a change has come. `stuck`: it needs somebody to decide about it. */
export type Delivery = 'sent' | 'waiting' | 'sending' | 'stuck'

/**
 * Why something is stuck, as far as a person can do something about it. `blocked`: the right to it is gone, so it was
 * not sent; `permission`: it was sent, and the server refused it.
 */
export type Trouble = 'blocked' | 'permission' | 'conflict' | 'poison' | 'gone' | 'refused'

export interface ShownNote extends Note {
  readonly delivery: Delivery
  /** Only where it is stuck. */
  readonly trouble?: Trouble
}

export interface ShownFinding extends Finding {
  readonly delivery: Delivery
  readonly trouble?: Trouble
  /** The queue item, while it is one. */
  readonly item?: string
  /** In a conflict: what the server has. */
  readonly theirs?: Finding
}

/** An order as the app shows it: the server's, with what this device has changed and not yet sent. */
export interface ShownOrder extends Omit<Order, 'notes' | 'finding'> {
  readonly notes: readonly ShownNote[]
  readonly finding: ShownFinding
  /** Closed here, and the server doesn't know yet. */
  readonly closing?: Delivery
}
