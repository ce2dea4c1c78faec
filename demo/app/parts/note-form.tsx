import { useState, type ChangeEvent, type FormEvent, type ReactElement } from 'react'
import { readPhoto, type Photo } from '../orders/photo.ts'
import { isOffered, PermitNote, type Permit } from '../policy/permit.tsx'
import { words } from '../words/en.ts'
import { Button } from './button.tsx'
import { Icon } from './icon.tsx'

// What the server accepts.
const longest = 4000

/** `kept`: it will be sent. Anything else is a sentence that says why not. */
export type Added = { readonly status: 'kept' } | { readonly status: 'not_kept'; readonly why: string }

export interface NoteFormProps {
  readonly permit: Permit
  readonly onAdd: (text: string, photo: Photo | null) => Promise<Added>
}

/** Empties the box at once, so that a second press can't add the note twice, and fills it again if it wasn't kept. */
export function NoteForm({ permit, onAdd }: NoteFormProps): ReactElement {
  const [text, setText] = useState('')
  const [photo, setPhoto] = useState<Photo | null>(null)
  const [problem, setProblem] = useState('')

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    const written = text.trim()
    if (written === '') return
    setText('')
    setPhoto(null)
    setProblem('')
    const added = await onAdd(written, photo)
    if (added.status === 'kept') return
    setProblem(added.why)
    setText((since) => (since === '' ? written : since))
    setPhoto((since) => since ?? photo)
  }

  const choose = async ({ currentTarget }: ChangeEvent<HTMLInputElement>): Promise<void> => {
    const [file] = currentTarget.files ?? []
    currentTarget.value = ''
    if (file === undefined) return
    const read = await readPhoto(file)
    setProblem(read === null ? words.order.notAPhoto : '')
    if (read !== null) setPhoto(read)
  }

  return (
    <form className="note-form" onSubmit={(event) => void submit(event)}>
      <label htmlFor="note-text">{words.order.write}</label>
      <textarea
        id="note-text"
        rows={3}
        maxLength={longest}
        required
        value={text}
        onChange={({ currentTarget }) => setText(currentTarget.value)}
      />
      {photo === null ? null : (
        <p className="note-photo-ready">
          <img className="note-photo" src={photo.thumbnail} alt={words.order.photoOf} />
          <Button kind="quiet" onClick={() => setPhoto(null)}>
            {words.order.removePhoto}
          </Button>
        </p>
      )}
      <p className="note-problem" role="alert">
        {problem}
      </p>
      <div className="note-form-acts">
        <Button type="submit" disabled={!isOffered(permit)} aria-describedby="note-permit">
          {words.order.add}
        </Button>
        <label className="button button-quiet file-button">
          <Icon name="camera" />
          {words.order.photo}
          <input type="file" accept="image/*" onChange={(event) => void choose(event)} />
        </label>
      </div>
      <PermitNote permit={permit} capability="note.create" id="note-permit" />
    </form>
  )
}
