import { useState } from 'react'
import type { OrderBook } from './orders/order-book.ts'
import type { Closing } from './parts/order-closing.tsx'

interface LastTry {
  readonly id: string
  readonly isUnderWay: boolean
  readonly refusal: Closing['refusal']
}

/** Completing an order: online only, and told where it doesn't work. */
export function useClosing(book: OrderBook, isOnline: boolean): (id: string) => Closing {
  const [last, setLast] = useState<LastTry | null>(null)

  const complete = async (id: string): Promise<void> => {
    setLast({ id, isUnderWay: true, refusal: null })
    const status = await book.complete(id)
    const refusal = status === 'completed' ? null : status
    setLast((now) => (now?.id === id ? { id, isUnderWay: false, refusal } : now))
  }

  return (id) => {
    const own = last?.id === id ? last : null
    return {
      completing: own?.isUnderWay ? 'under_way' : isOnline ? 'possible' : 'needs_connection',
      refusal: own?.refusal ?? null,
      onComplete: () => void complete(id),
    }
  }
}
