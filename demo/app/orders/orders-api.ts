import type { KyInstance } from 'ky'
import type { Order } from '../../server/api/order.ts'
import { parseOrders } from './parse-orders.ts'

/** The field service, asked as the signed-in user. */
export interface OrdersApi {
  /** Null where no usable answer came. */
  list(): Promise<readonly Order[] | null>
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
  }
}
