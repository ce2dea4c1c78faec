import type { ReactElement } from 'react'
import type { Delivery, ShownNote } from '../orders/shown-order.ts'
import type { Tone } from '../../../machines/meta/words.ts'
import { words } from '../words/en.ts'
import { clockTime } from '../words/times.ts'
import { Button } from './button.tsx'
import { Chip } from './chip.tsx'
import { Icon, type IconName } from './icon.tsx'

const looks: Readonly<Record<Exclude<Delivery, 'sent'>, { readonly tone: Tone; readonly icon: IconName }>> = {
  waiting: { tone: 'careful', icon: 'clock' },
  sending: { tone: 'working', icon: 'send' },
  stuck: { tone: 'stop', icon: 'alert' },
}

/** What can be done with a note the server doesn't take. */
export interface StuckNoteActions {
  readonly onRetryNote?: (id: string) => void
  readonly onDiscardNote?: (id: string) => void
}

export interface NoteListProps extends StuckNoteActions {
  readonly notes: readonly ShownNote[]
}

export function NoteList({ notes, onRetryNote, onDiscardNote }: NoteListProps): ReactElement {
  if (notes.length === 0) return <p className="quiet">{words.order.noNotes}</p>
  return (
    <ol className="notes">
      {notes.map((note) => (
        <li key={note.id} className="note" data-delivery={note.delivery}>
          <p className="note-head quiet">
            <span>{note.author}</span>
            <time dateTime={note.at}>{clockTime(note.at)}</time>
            {note.delivery === 'sent' ? (
              <span className="done-mark">
                <Icon name="check" />
                {words.order.delivery.sent}
              </span>
            ) : (
              <Chip {...looks[note.delivery]} word={words.order.delivery[note.delivery]} />
            )}
          </p>
          <p className="note-text">{note.text}</p>
          {note.delivery === 'stuck' ? <p className="quiet">{words.order.trouble[note.trouble ?? 'refused']}</p> : null}
          {note.delivery === 'stuck' ? (
            <p className="note-acts">
              <Button onClick={() => onRetryNote?.(note.id)}>{words.order.tryAgain}</Button>
              <Button kind="quiet" onClick={() => onDiscardNote?.(note.id)}>
                {words.order.discard}
              </Button>
            </p>
          ) : null}
        </li>
      ))}
    </ol>
  )
}
