import { instant } from '../../../machines/time.ts'
import type { Json } from '../../exchange/parse-json.ts'
import type { StepUp, StepUpQuestion, StepUpRequest, StoredStepUp } from '../../ports/step-up.ts'

/** What surrounds one method on one device: its row, the account's key, a person, and time. */
export interface StepUpDesk {
  /** Answers questions from now on; null: the person gives up. */
  person: (question: StepUpQuestion) => string | null
  /** What stands in the row; null: nothing. */
  stored: StoredStepUp | null
  /** False: the store refuses. */
  isWritable: boolean
  /** The row can't be read as what was written. */
  isUnreadable: boolean
  /** How often something was asked, and how often the row had been written by then. */
  readonly asked: { readonly wants: StepUpQuestion['wants']; readonly writes: number }[]
  readonly writes: number
  request(signal?: AbortSignal): StepUpRequest
}

const dayLong = 86_400_000

export function stepUpDesk({ boxes }: StepUp): StepUpDesk {
  // One that is long enough for every wrapping, and never all zeros.
  const own = Uint8Array.from({ length: 32 }, (_, place) => place + 1)
  let now = 1_800_000_000_000
  let writes = 0
  const desk: StepUpDesk = {
    person: () => null,
    stored: null,
    isWritable: true,
    isUnreadable: false,
    asked: [],
    get writes() {
      return writes
    },
    request: (signal = new AbortController().signal) => ({
      account: 'account-of-the-contract',
      capability: null,
      row: {
        read: async () => (desk.isUnreadable ? 'unreadable' : (desk.stored ?? 'none')),
        write: async (change) => {
          if (!desk.isWritable) return false
          const value: Json | null = change(desk.stored)
          desk.stored = value === null ? null : { value, isOfThisLogin: true }
          writes += 1
          return true
        },
      },
      key:
        boxes === undefined
          ? null
          : {
              take: async () => own.slice(),
              open: async (key) => key.length === own.length && key.every((byte, place) => byte === own[place]),
            },
      // Every question finds the pause before it over.
      now: () => instant(now),
      ask: async (question) => {
        now += dayLong
        desk.asked.push({ wants: question.wants, writes })
        return signal.aborted ? null : desk.person(question)
      },
      suspect: () => {},
      signal,
    }),
  }
  return desk
}
