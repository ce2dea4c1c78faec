import type { ReactElement } from 'react'
import type { ShownOrder } from '../orders/shown-order.ts'
import { words } from '../words/en.ts'

/** Weight, not colour: colour belongs to what the connection does. */
export function Priority({ priority }: Pick<ShownOrder, 'priority'>): ReactElement | null {
  if (priority === 'normal' || priority === 'low') return null
  return (
    <span className="priority" data-priority={priority}>
      {words.orders.priority[priority]}
    </span>
  )
}
