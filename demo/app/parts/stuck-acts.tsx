import { useState, type FormEvent, type ReactElement } from 'react'
import type { Trouble } from '../orders/shown-order.ts'
import { words } from '../words/en.ts'
import { Button } from './button.tsx'
import { takeFocus } from './take-focus.ts'

/** What can be done with work the server doesn't take. */
export interface StuckActions {
  readonly onRetry: (id: string) => void
  readonly onDiscard: (id: string) => void
  /** Answers false where it is too late for that. */
  readonly onChange: (id: string, text: string) => Promise<boolean>
}

export interface StuckActsProps extends StuckActions {
  readonly id: string
  readonly trouble: Trouble
  /** Null for what has no text to change. */
  readonly text: string | null
}

/** Why it stands still, and the ways out. */
export function StuckActs({ id, trouble, text, onRetry, onDiscard, onChange }: StuckActsProps): ReactElement {
  const [isChanging, setChanging] = useState(false)
  const [said, say] = useState('')

  const send = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault()
    const next = new FormData(event.currentTarget).get('text')
    if (typeof next !== 'string' || next.trim() === '') return
    setChanging(false)
    say((await onChange(id, next.trim())) ? '' : words.order.tooLate)
  }

  return (
    <div className="stuck">
      <p className="quiet">{words.order.trouble[trouble]}</p>
      {isChanging && text !== null ? (
        <form className="stuck-form" onSubmit={(event) => void send(event)}>
          <textarea name="text" rows={2} defaultValue={text} aria-label={words.order.change} required ref={takeFocus} />
          <p className="note-acts">
            <Button type="submit">{words.order.sendChanged}</Button>
            <Button kind="quiet" onClick={() => setChanging(false)}>
              {words.order.keepAsIs}
            </Button>
          </p>
        </form>
      ) : (
        <p className="note-acts">
          <Button onClick={() => onRetry(id)}>{words.order.tryAgain}</Button>
          {text === null || trouble === 'gone' ? null : (
            <Button onClick={() => setChanging(true)}>{words.order.change}</Button>
          )}
          <Button kind="quiet" onClick={() => onDiscard(id)}>
            {words.order.discard}
          </Button>
        </p>
      )}
      <p className="quiet" role="status">
        {said}
      </p>
    </div>
  )
}
