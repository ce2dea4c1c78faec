import { openDB, type DBSchema, type IDBPDatabase } from 'idb'
import type { Order } from '../../server/api/order.ts'
import { parseOrders } from './parse-orders.ts'

export interface KeptOrders {
  readonly orders: readonly Order[]
  /** When the server last said so. */
  readonly asOf: number
}

/** This device's copy of the orders, a row per account. Losing it costs a reload, never work. */
export interface OrdersCache {
  read(account: string): Promise<KeptOrders | null>
  keep(account: string, kept: KeptOrders): Promise<void>
  /** Forgets everybody's: after a sign-out nothing of it stays. */
  clear(): Promise<void>
}

interface Schema extends DBSchema {
  orders: { key: string; value: KeptOrders }
}

export function createOrdersCache(): OrdersCache {
  let opened: Promise<IDBPDatabase<Schema>> | null = null

  return {
    read: (account) =>
      attempt(async () => {
        const kept = await (await open()).get('orders', account)
        const orders = parseOrders(kept)
        return kept && orders && Number.isFinite(kept.asOf) ? { orders, asOf: kept.asOf } : null
      }),
    keep: async (account, kept) => void (await attempt(async () => (await open()).put('orders', kept, account))),
    clear: async () => void (await attempt(async () => (await open()).clear('orders'))),
  }

  function open(): Promise<IDBPDatabase<Schema>> {
    opened ??= openDB<Schema>('fieldwork-orders', 1, {
      upgrade: (database) => void database.createObjectStore('orders'),
    })
    return opened
  }
}

/** Without a working store the app still runs, from the server alone. */
async function attempt<Value>(work: () => Promise<Value>): Promise<Value | null> {
  try {
    return await work()
  } catch {
    return null
  }
}
