import type { ReactElement, ReactNode } from 'react'
import { FindingForm, type FindingActions } from '../parts/finding-form.tsx'
import { Icon } from '../parts/icon.tsx'
import { Link } from '../parts/link.tsx'
import { NoteForm, type NoteFormProps } from '../parts/note-form.tsx'
import { NoteList } from '../parts/note-list.tsx'
import { OrderClosing } from '../parts/order-closing.tsx'
import { Placeholder } from '../parts/placeholder.tsx'
import { Priority } from '../parts/priority.tsx'
import type { StuckActions } from '../parts/stuck-acts.tsx'
import type { ShownOrder } from '../orders/shown-order.ts'
import type { Permit } from '../policy/permit.tsx'
import { ordersPath } from '../route.ts'
import { words } from '../words/en.ts'
import { clockTime } from '../words/times.ts'

export interface OrderScreenProps {
  /** Null: no order of that number is in the list. */
  readonly order: ShownOrder | null
  /** The list is still on its way. */
  readonly isLoading?: boolean
  readonly mayWrite: Permit
  readonly mayComplete: Permit
  readonly onAddNote: NoteFormProps['onAdd']
  readonly stuck: StuckActions
  readonly finding: FindingActions
  readonly onComplete: () => void
  /** Why the order was not completed; empty where nothing is to be said. */
  readonly problem?: string
  readonly notice?: ReactNode
}

export function OrderScreen(props: OrderScreenProps): ReactElement {
  const { order, isLoading, mayWrite, mayComplete, onAddNote, stuck, finding, onComplete, problem = '', notice } = props
  return (
    <main className="work" tabIndex={-1}>
      {notice}
      <Link className="back" href={ordersPath}>
        <Icon name="back" />
        {words.order.back}
      </Link>
      {order === null && isLoading ? (
        <Placeholder label={words.orders.loading} />
      ) : order === null ? (
        <div className="empty">
          <h1>{words.order.unknown.title}</h1>
          <p className="quiet">{words.order.unknown.sentence}</p>
        </div>
      ) : (
        <article className="order">
          <h1>{order.title}</h1>
          <OrderFacts order={order} />
          <p className="order-description">{order.description}</p>
          <OrderClosing order={order} permit={mayComplete} problem={problem} onComplete={onComplete} />
          <FindingForm
            key={`${order.id} finding`}
            finding={order.finding}
            permit={mayWrite}
            actions={finding}
            stuck={stuck}
          />
          <section aria-label={words.order.notes}>
            <h2 className="section-title">{words.order.notes}</h2>
            <NoteList notes={order.notes} stuck={stuck} />
            <NoteForm key={order.id} permit={mayWrite} onAdd={onAddNote} />
          </section>
        </article>
      )}
    </main>
  )
}

function OrderFacts({ order }: { readonly order: ShownOrder }): ReactElement {
  const { customer, address, window, id, priority } = order
  return (
    <dl className="order-facts">
      <div>
        <dt>{words.order.window}</dt>
        <dd className="figures">
          {clockTime(window.from)} – {clockTime(window.to)} <Priority priority={priority} />
        </dd>
      </div>
      <div>
        <dt>{words.order.customer}</dt>
        <dd>{customer}</dd>
      </div>
      <div>
        <dt>{words.order.address}</dt>
        <dd>{address}</dd>
      </div>
      <div>
        <dt>{words.order.number}</dt>
        <dd className="code">{id}</dd>
      </div>
    </dl>
  )
}
