/** What this context has sent of the outbox, by row, and the store may not have heard of: none of it is sent again. */
export interface Deliveries {
  /** Nothing of the row is left to send. */
  readonly finished: Set<string>
  /** The other sessions have been ended: asked twice, that would end what began in between. */
  readonly everywhere: Set<string>
}

export function createDeliveries(): Deliveries {
  return { finished: new Set(), everywhere: new Set() }
}
