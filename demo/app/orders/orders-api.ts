import { isHTTPError, type KyInstance } from 'ky'
import type { Order } from '../../server/api/order.ts'
import { isOrder, parseOrders } from './parse-orders.ts'

export type Completed =
  | { readonly status: 'completed' | 'already_done'; readonly order: Order | null }
  | { readonly status: 'no_answer' }

/** The field service, asked as the signed-in user. */
export interface OrdersApi {
  /** Null where no usable answer came. */
  list(): Promise<readonly Order[] | null>
  complete(id: string): Promise<Completed>
}

export function createOrdersApi(http: KyInstance): OrdersApi {
  return {
    async list() {
      try {
        return parseOrders(await http.get('orders').json())
      } catch {
        return null
      }
    },
    async complete(id) {
      try {
        const headers = { 'idempotency-key': crypto.randomUUID() }
        const order: unknown = await http
          .post(`orders/${encodeURIComponent(id)}/complete`, { headers, json: {} })
          .json()
        return { status: 'completed', order: isOrder(order) ? order : null }
      } catch (error) {
        if (isHTTPError(error) && error.response.status === 409) return { status: 'already_done', order: null }
        return { status: 'no_answer' }
      }
    },
  }
}
