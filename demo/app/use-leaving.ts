import { useState } from 'react'
import { useAuth } from '../../src/react/index.ts'
import { saveFile } from './save-file.ts'
import { goTo, ordersPath } from './route.ts'
import { words } from './words/en.ts'

export type Choice = 'drain' | 'keep' | 'export' | 'discard'

export interface Leaving {
  /** Somebody has to decide about unsent changes; null while nothing is asked. */
  readonly question: Question | null
  begin(): void
  /** Signs out and asks the provider who comes next, past the session it remembers. */
  beginAnother(): void
  decide(choice: Choice): void
  stay(): void
}

export interface Question {
  /** Unsent changes. */
  readonly pending: number
  /** `asking` at first, `sending` while they go out, `left` when not all of them did. */
  readonly stage: 'asking' | 'sending' | 'left'
  readonly next: 'nobody' | 'another'
}

/** Signing out: at once, or after one question about unsent work. */
export function useLeaving(): Leaving {
  const { signOut, signIn } = useAuth()
  const [question, setQuestion] = useState<Question | null>(null)

  const leave = async (next: Question['next'], choice?: Choice): Promise<void> => {
    const left = await signOut(choice === undefined ? {} : { pending: choice })
    if (left.status === 'needs_decision') {
      const stage = choice === undefined ? 'asking' : 'left'
      return setQuestion({ pending: left.pending, stage, next })
    }
    setQuestion(null)
    if (left.exported !== undefined) saveFile(words.leaving.fileName(today()), left.exported)
    goTo(ordersPath)
    if (next === 'another') await signIn({ prompt: 'login' })
  }

  return {
    question,
    begin: () => void leave('nobody'),
    beginAnother: () => void leave('another'),
    decide(choice) {
      const next = question?.next ?? 'nobody'
      setQuestion(choice === 'drain' && question !== null ? { ...question, stage: 'sending' } : null)
      void leave(next, choice)
    },
    stay: () => setQuestion(null),
  }
}

function today(): string {
  return new Date().toISOString().slice(0, 10)
}
