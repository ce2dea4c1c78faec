import type { ReactElement, ReactNode } from 'react'
import { Button } from '../parts/button.tsx'
import { OrderList } from '../parts/order-list.tsx'
import { Placeholder } from '../parts/placeholder.tsx'
import type { ShownOrder } from '../orders/shown-order.ts'
import { words } from '../words/en.ts'
import { clockTime, dayName } from '../words/times.ts'

export interface OrdersScreenProps {
  /** `missing`: this device has none and the server can't be asked. */
  readonly load: 'loading' | 'ready' | 'missing'
  readonly orders: readonly ShownOrder[]
  /** When the server last said so. */
  readonly asOf: number | null
  /** Shown from this device while the server can't be asked. */
  readonly isKept: boolean
  readonly today: number
  readonly onReload: () => void
  readonly notice?: ReactNode
}

export function OrdersScreen(props: OrdersScreenProps): ReactElement {
  const { load, orders, asOf, isKept, today, notice } = props
  const open = orders.filter(({ status }) => status === 'open')
  const done = orders.filter(({ status }) => status === 'done')
  return (
    <main className="work" tabIndex={-1}>
      {notice}
      <header className="work-head">
        <h1>{words.orders.title}</h1>
        <p className="quiet">
          {dayName(today)}
          {load === 'ready' && orders.length > 0 ? <> · {words.orders.summary(open.length, done.length)}</> : null}
        </p>
      </header>
      {load === 'ready' && orders.length > 0 ? (
        <>
          <OrderList title={words.orders.todo} orders={open} />
          <OrderList title={words.orders.done} orders={done} />
          <p className="quiet as-of">
            {asOf === null ? null : isKept ? words.orders.kept(clockTime(asOf)) : words.orders.fresh(clockTime(asOf))}
          </p>
        </>
      ) : (
        <Instead {...props} />
      )}
    </main>
  )
}

function Instead({ load, onReload }: OrdersScreenProps): ReactElement {
  if (load === 'loading') return <Placeholder label={words.orders.loading} />
  const { title, sentence } = load === 'missing' ? words.orders.notHere : words.orders.none
  return (
    <div className="empty">
      <h2>{title}</h2>
      <p className="quiet">{sentence}</p>
      <Button onClick={onReload}>{words.orders.reload}</Button>
    </div>
  )
}
