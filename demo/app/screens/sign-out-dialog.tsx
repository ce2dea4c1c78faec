import type { ReactElement } from 'react'
import { Button } from '../parts/button.tsx'
import type { Choice, Question } from '../use-leaving.ts'
import { words } from '../words/en.ts'

export interface SignOutDialogProps {
  readonly question: Pick<Question, 'pending' | 'stage'>
  /** Sending first takes a connection. */
  readonly isOnline: boolean
  readonly onDecide: (choice: Choice) => void
  readonly onCancel: () => void
}

/** Asks what happens to unsent work before anybody is signed out. */
export function SignOutDialog({ question, isOnline, onDecide, onCancel }: SignOutDialogProps): ReactElement {
  const { pending, stage } = question
  const { leaving } = words
  return (
    <dialog ref={openModal} className="dialog" aria-labelledby="leaving-title" onClose={onCancel}>
      <h2 id="leaving-title">{leaving.title(pending)}</h2>
      <p role="status">
        {stage === 'sending'
          ? leaving.draining(pending)
          : stage === 'left'
            ? leaving.notDrained(pending)
            : leaving.sentence}
      </p>
      {stage === 'sending' ? null : (
        <div className="dialog-acts">
          {isOnline && stage === 'asking' ? (
            <Button kind="primary" onClick={() => onDecide('drain')}>
              {leaving.drain}
            </Button>
          ) : null}
          <Button
            kind={isOnline && stage === 'asking' ? 'plain' : 'primary'}
            aria-describedby="leaving-keep"
            onClick={() => onDecide('keep')}
          >
            {leaving.keep}
          </Button>
          <p className="quiet dialog-hint" id="leaving-keep">
            {leaving.keepHint}
          </p>
          <Button onClick={() => onDecide('export')}>{leaving.export}</Button>
          <Button onClick={() => onDecide('discard')}>{leaving.discard}</Button>
          <Button kind="quiet" onClick={onCancel}>
            {leaving.cancel}
          </Button>
        </div>
      )}
    </dialog>
  )
}

function openModal(dialog: HTMLDialogElement | null): void {
  if (dialog && !dialog.open) dialog.showModal()
}
