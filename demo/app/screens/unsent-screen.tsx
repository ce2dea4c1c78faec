import type { ReactElement, ReactNode } from 'react'
import type { UnsentItem } from '../orders/unsent-work.ts'
import { Button } from '../parts/button.tsx'
import { DeliveryMark } from '../parts/delivery-mark.tsx'
import { Icon } from '../parts/icon.tsx'
import { Link } from '../parts/link.tsx'
import { StuckActs, type StuckActions } from '../parts/stuck-acts.tsx'
import { orderPath, ordersPath } from '../route.ts'
import { words } from '../words/en.ts'

export interface UnsentScreenProps {
  readonly items: readonly UnsentItem[]
  readonly stuck: StuckActions
  readonly onSave: () => void
  /** What saving came to. */
  readonly said: string
  readonly notice?: ReactNode
}

// Nobody reads two hundred lines to see that they wait.
const most = 20

/** Everything this device has not delivered: first what waits for the user, then what waits for the connection. */
export function UnsentScreen({ items, stuck, onSave, said, notice }: UnsentScreenProps): ReactElement {
  const mine = items.filter(({ delivery }) => delivery === 'stuck')
  const waiting = items.filter(({ delivery }) => delivery !== 'stuck')
  return (
    <main className="work" tabIndex={-1}>
      {notice}
      <Link className="back" href={ordersPath}>
        <Icon name="back" />
        {words.unsent.back}
      </Link>
      <h1>{words.unsent.title}</h1>
      {items.length === 0 ? (
        <div className="empty">
          <h2>{words.unsent.none.title}</h2>
          <p className="quiet">{words.unsent.none.sentence}</p>
        </div>
      ) : (
        <>
          <List title={words.unsent.needYou} items={mine} stuck={stuck} />
          <List title={words.unsent.waiting} items={waiting} stuck={stuck} />
          <p className="unsent-save">
            <Button onClick={onSave}>{words.unsent.save}</Button>
            <span className="quiet" role="status">
              {said}
            </span>
          </p>
        </>
      )}
    </main>
  )
}

interface ListProps {
  readonly title: string
  readonly items: readonly UnsentItem[]
  readonly stuck: StuckActions
}

function List({ title, items, stuck }: ListProps): ReactElement | null {
  if (items.length === 0) return null
  const rest = items.length - most
  return (
    <section aria-label={title}>
      <h2 className="section-title">{title}</h2>
      <ol className="notes">
        {items.slice(0, most).map((item) => (
          <li key={item.id} className="note">
            <Row item={item} stuck={stuck} />
          </li>
        ))}
      </ol>
      {rest > 0 ? <p className="quiet">{words.unsent.more(rest)}</p> : null}
    </section>
  )
}

function Row({ item, stuck }: { readonly item: UnsentItem; readonly stuck: StuckActions }): ReactElement {
  const { id, kind, order, text, photo, delivery, trouble, status } = item
  const isConflict = kind === 'finding' && trouble === 'conflict'
  return (
    <>
      <p className="note-head quiet">
        {order === null || kind === 'sealed' ? (
          delivery === 'stuck' ? (
            words.unsent.sealed
          ) : (
            words.unsent.shut
          )
        ) : (
          <Link href={orderPath(order)}>{words.unsent.on(words.unsent.kinds[kind], order)}</Link>
        )}
        <DeliveryMark delivery={delivery} />
        {status === null ? null : <span>{words.unsent.answered(status)}</span>}
      </p>
      {text === null ? null : <p className="note-text">{text}</p>}
      {photo === undefined ? null : <img className="note-photo" src={photo} alt={words.order.photoOf} />}
      {delivery !== 'stuck' ? null : isConflict && order !== null ? (
        <p className="note-acts">
          <Link className="button button-plain" href={orderPath(order)}>
            {words.unsent.look}
          </Link>
        </p>
      ) : (
        <StuckActs
          id={id}
          trouble={trouble ?? 'refused'}
          text={photo === undefined && kind !== 'closing' ? text : null}
          {...stuck}
        />
      )}
    </>
  )
}
