import type { ReactElement } from 'react'
import type { ShownOrder } from '../orders/shown-order.ts'
import { words } from '../words/en.ts'
import { clockTime } from '../words/times.ts'
import { Button } from './button.tsx'
import { Icon } from './icon.tsx'

export interface Closing {
  readonly completing: 'possible' | 'under_way' | 'needs_connection'
  /** What became of the last try. */
  readonly refusal: 'already_done' | 'no_answer' | null
  readonly onComplete: () => void
}

/** The end of an order: the button, why it can't be pressed, or who pressed it. */
export function OrderClosing(props: Closing & { readonly order: ShownOrder }): ReactElement {
  const { order, completing, refusal, onComplete } = props
  return (
    <div className="closing">
      {order.status === 'done' ? (
        <p className="closed" data-tone="calm">
          <Icon name="check" />
          {words.order.completed(order.completedBy ?? words.account.someone, clockTime(order.completedAt ?? 0))}
        </p>
      ) : (
        <Button
          kind="primary"
          disabled={completing !== 'possible'}
          aria-busy={completing === 'under_way'}
          aria-describedby="closing-hint"
          onClick={onComplete}
        >
          {completing === 'under_way' ? words.order.completing : words.order.complete}
        </Button>
      )}
      <p className="quiet" id="closing-hint" role="status">
        {hint()}
      </p>
    </div>
  )

  function hint(): string | null {
    if (refusal === 'already_done') return words.order.alreadyDone
    if (order.status === 'done') return null
    if (completing === 'needs_connection') return words.order.completeNeedsConnection
    return refusal === 'no_answer' ? words.order.notCompleted : null
  }
}
