import { useSyncExternalStore } from 'react'
import type { OrderBook, OrdersState } from './order-book.ts'

export function useOrders(book: OrderBook): OrdersState {
  return useSyncExternalStore(book.subscribe, () => book.state)
}
