import { defineOperation, type Operation } from '../../../src/queue/define-operation.ts'

export interface NoteVariables {
  readonly order: string
  readonly text: string
}

/** Writing a note: may wait for the network; the notes of one order arrive in the order they were written. */
export function createNoteOperation(api: string): Operation<NoteVariables> {
  return defineOperation({
    name: 'note.create',
    version: 1,
    lane: ({ order }) => order,
    request: ({ order, text }) => ({
      method: 'POST',
      url: `${api}/orders/${encodeURIComponent(order)}/notes`,
      json: { text },
    }),
  })
}
