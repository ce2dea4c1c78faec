import type { ReactElement } from 'react'
import { Button } from '../parts/button.tsx'
import { words } from '../words/en.ts'

export interface SignOutDialogProps {
  /** Unsent changes; sign-out has not begun. */
  readonly pending: number
  readonly onKeep: () => void
  readonly onDiscard: () => void
  readonly onCancel: () => void
}

/** Asks what happens to unsent work before anybody is signed out. */
export function SignOutDialog({ pending, onKeep, onDiscard, onCancel }: SignOutDialogProps): ReactElement {
  return (
    <dialog ref={openModal} className="dialog" aria-labelledby="leaving-title" onClose={onCancel}>
      <h2 id="leaving-title">{words.leaving.title(pending)}</h2>
      <p>{words.leaving.sentence}</p>
      <div className="dialog-acts">
        <Button kind="primary" onClick={onKeep}>
          {words.leaving.keep}
        </Button>
        <Button onClick={onDiscard}>{words.leaving.discard}</Button>
        <Button kind="quiet" onClick={onCancel}>
          {words.leaving.cancel}
        </Button>
      </div>
    </dialog>
  )
}

function openModal(dialog: HTMLDialogElement | null): void {
  if (dialog && !dialog.open) dialog.showModal()
}
