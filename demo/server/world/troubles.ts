import { problem, type Reply } from '../http/reply.ts'

/** How notes are answered: as they should be, with a 403 that no permission explains, or with a 500 for one of them. */
export const noteAnswers = ['taken', 'forbidden', 'failing'] as const

export type NoteAnswer = (typeof noteAnswers)[number]

/** What the field service does to notes beside its own rules. */
export interface Troubles {
  readonly notes: NoteAnswer
  /** `failing`: the next note to arrive makes the service fail, each time it comes; all others pass. */
  set(notes: NoteAnswer): void
  /** Null: nothing stands in this note's way. */
  meet(key: string): Reply | null
}

export function createTroubles(): Troubles {
  let notes: NoteAnswer = 'taken'
  let struck: string | null = null
  return {
    get notes() {
      return notes
    },
    set(next) {
      notes = next
      struck = null
    },
    meet(key) {
      if (notes === 'taken') return null
      if (notes === 'forbidden') {
        return problem({ status: 403, code: 'permission_missing', title: 'This account may not do that' })
      }
      struck ??= key
      return struck === key ? problem({ status: 500, code: 'note_breaks', title: 'The service fails on this' }) : null
    },
  }
}
