import type { AnyOperation } from '../../../src/queue/define-operation.ts'
import type { Operation } from '../../../src/queue/define-operation.ts'
import { completeOrderOperation } from './complete-order.ts'
import { createNoteOperation, type NoteVariables } from './create-note.ts'
import { saveFindingOperation, type FindingVariables } from './save-finding.ts'

/** Everything the app can write, with or without a connection. */
export interface FieldOperations {
  readonly createNote: Operation<NoteVariables>
  readonly saveFinding: Operation<FindingVariables>
  readonly completeOrder: Operation<{ readonly order: string }>
}

export function fieldOperations(api: string): FieldOperations & { readonly all: readonly AnyOperation[] } {
  const createNote = createNoteOperation(api)
  const saveFinding = saveFindingOperation(api)
  const completeOrder = completeOrderOperation(api)
  return { createNote, saveFinding, completeOrder, all: [createNote, saveFinding, completeOrder] }
}
