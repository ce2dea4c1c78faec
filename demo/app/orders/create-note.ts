import { defineOperation, type Operation } from '../../../src/queue/define-operation.ts'
import type { Photo } from './photo.ts'

export interface NoteVariables {
  readonly order: string
  readonly text: string
  /** Its picture is stored with the request; the small one stays to be shown. */
  readonly photo?: Photo
}

/** Writing a note: may wait for the network; the notes of one order arrive in the order they were written. */
export function createNoteOperation(api: string): Operation<NoteVariables> {
  return defineOperation({
    name: 'note.create',
    version: 1,
    capability: 'note.create',
    lane: ({ order }) => order,
    request: ({ order, text, photo }) => {
      const url = `${api}/orders/${encodeURIComponent(order)}/notes`
      if (photo === undefined) return { method: 'POST', url, json: { text } }
      const form = new FormData()
      form.set('text', text)
      form.set('thumbnail', photo.thumbnail)
      form.set('photo', photo.picture, 'photo.jpg')
      return { method: 'POST', url, form }
    },
  })
}
