import type { ReactElement } from 'react'
import type { ShownOrder } from '../orders/shown-order.ts'
import { isOffered, PermitNote, type Permit } from '../policy/permit.tsx'
import { words } from '../words/en.ts'
import { clockTime } from '../words/times.ts'
import { Button } from './button.tsx'
import { DeliveryMark } from './delivery-mark.tsx'
import { Icon } from './icon.tsx'

export interface OrderClosingProps {
  readonly order: ShownOrder
  readonly permit: Permit
  /** Why the last try came to nothing; empty where it didn't. */
  readonly problem: string
  readonly onComplete: () => void
}

/** The end of an order: the button, why it can't be pressed, or who pressed it. */
export function OrderClosing({ order, permit, problem, onComplete }: OrderClosingProps): ReactElement {
  const { closing } = order
  if (order.status === 'done') {
    return (
      <div className="closing">
        <p className="closed" data-tone="calm">
          <Icon name="check" />
          {words.order.completed(order.completedBy ?? words.account.someone, clockTime(order.completedAt ?? 0))}
        </p>
        {closing === undefined || closing === 'sent' ? null : (
          <>
            <DeliveryMark delivery={closing} />
            <p className="quiet">{words.order.closingWaits}</p>
          </>
        )}
      </div>
    )
  }
  return (
    <div className="closing">
      <Button kind="primary" disabled={!isOffered(permit)} aria-describedby="closing-permit" onClick={onComplete}>
        {words.order.complete}
      </Button>
      <PermitNote permit={permit} capability="order.complete" id="closing-permit" />
      <p className="quiet" role="status">
        {closing === 'stuck' ? words.order.closingStuck : problem}
      </p>
    </div>
  )
}
