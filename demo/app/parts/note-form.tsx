import type { FormEvent, ReactElement } from 'react'
import { words } from '../words/en.ts'
import { Button } from './button.tsx'

// What the server accepts.
const longest = 4000

export function NoteForm({ onAdd }: { readonly onAdd: (text: string) => Promise<boolean> }): ReactElement {
  return (
    <form className="note-form" onSubmit={(event) => void submit(event, onAdd)}>
      <label htmlFor="note-text">{words.order.write}</label>
      <textarea id="note-text" name="text" rows={3} maxLength={longest} required />
      <p className="note-problem" role="alert" />
      <Button type="submit">{words.order.add}</Button>
    </form>
  )
}

/** Empties the box at once, so that a second press can't add the note twice, and fills it again if it wasn't kept. */
async function submit(event: FormEvent<HTMLFormElement>, onAdd: (text: string) => Promise<boolean>): Promise<void> {
  event.preventDefault()
  const form = event.currentTarget
  const box = form.querySelector('textarea')
  const problem = form.querySelector('.note-problem')
  const text = box?.value.trim() ?? ''
  if (text === '') return
  form.reset()
  const kept = await onAdd(text)
  if (problem) problem.textContent = kept ? '' : words.order.notAdded
  if (!kept && box?.value === '') box.value = text
}
