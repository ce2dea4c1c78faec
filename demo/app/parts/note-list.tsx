import type { ReactElement } from 'react'
import type { ShownNote } from '../orders/shown-order.ts'
import { words } from '../words/en.ts'
import { clockTime } from '../words/times.ts'
import { DeliveryMark } from './delivery-mark.tsx'
import { StuckActs, type StuckActions } from './stuck-acts.tsx'

export interface NoteListProps {
  readonly notes: readonly ShownNote[]
  readonly stuck: StuckActions
}

export function NoteList({ notes, stuck }: NoteListProps): ReactElement {
  if (notes.length === 0) return <p className="quiet">{words.order.noNotes}</p>
  return (
    <ol className="notes">
      {notes.map((note) => (
        <li key={note.id} className="note" data-delivery={note.delivery}>
          <p className="note-head quiet">
            <span>{note.author}</span>
            <time dateTime={note.at}>{clockTime(note.at)}</time>
            <DeliveryMark delivery={note.delivery} />
          </p>
          <p className="note-text">{note.text}</p>
          {note.photo === undefined ? null : <img className="note-photo" src={note.photo} alt={words.order.photoOf} />}
          {note.delivery === 'stuck' ? (
            <StuckActs
              id={note.id}
              trouble={note.trouble ?? 'refused'}
              // Its picture is in the request alone; without it a new one can't be written.
              text={note.photo === undefined ? note.text : null}
              {...stuck}
            />
          ) : null}
        </li>
      ))}
    </ol>
  )
}
