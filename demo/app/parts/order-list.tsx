import type { ReactElement } from 'react'
import type { ShownOrder } from '../orders/shown-order.ts'
import { orderPath } from '../route.ts'
import { words } from '../words/en.ts'
import { clockTime } from '../words/times.ts'
import { Chip } from './chip.tsx'
import { Icon } from './icon.tsx'
import { Link } from './link.tsx'
import { Priority } from './priority.tsx'

export interface OrderListProps {
  readonly title: string
  readonly orders: readonly ShownOrder[]
}

export function OrderList({ title, orders }: OrderListProps): ReactElement | null {
  if (orders.length === 0) return null
  return (
    <section className="orders" aria-label={title}>
      <h2 className="section-title">{title}</h2>
      <ul>
        {orders.map((order) => (
          <li key={order.id}>
            <Link className="order-row" href={orderPath(order.id)} data-done={order.status === 'done'}>
              <OrderRow order={order} />
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}

function OrderRow({ order }: { readonly order: ShownOrder }): ReactElement {
  const changes = [...order.notes, order.finding, { delivery: order.closing ?? 'sent' }]
  const stuck = changes.filter(({ delivery }) => delivery === 'stuck').length
  const waiting = changes.filter(({ delivery }) => delivery !== 'sent').length - stuck
  return (
    <>
      <span className="order-time">
        <span>{clockTime(order.window.from)}</span>
        <span className="quiet">{clockTime(order.window.to)}</span>
      </span>
      <span className="order-words">
        <span className="order-title">{order.title}</span>
        <span className="quiet order-place">
          {order.customer}, {order.address}
        </span>
        <span className="order-marks">
          {order.status === 'done' ? <Done /> : <Priority priority={order.priority} />}
          {order.notes.length > 0 ? <span className="quiet">{words.orders.notes(order.notes.length)}</span> : null}
          {waiting > 0 ? <Chip tone="careful" icon="clock" word={words.orders.waiting(waiting)} /> : null}
          {stuck > 0 ? <Chip tone="stop" icon="alert" word={words.orders.stuck(stuck)} /> : null}
        </span>
      </span>
    </>
  )
}

function Done(): ReactElement {
  return (
    <span className="quiet done-mark">
      <Icon name="check" />
      {words.orders.done}
    </span>
  )
}
