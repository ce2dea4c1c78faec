import { defineOperation, type Operation } from '../../../src/queue/define-operation.ts'

/** Closing an order, after everything that was written on it before. */
export function completeOrderOperation(api: string): Operation<{ readonly order: string }> {
  return defineOperation({
    name: 'order.complete',
    version: 1,
    capability: 'order.complete',
    lane: ({ order }) => order,
    // A colleague was faster: the order is closed all the same.
    resolve: () => 'theirs',
    request: ({ order }) => ({
      method: 'POST',
      url: `${api}/orders/${encodeURIComponent(order)}/complete`,
      json: {},
    }),
  })
}
