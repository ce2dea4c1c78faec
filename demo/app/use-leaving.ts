import { useState } from 'react'
import { useAuth } from '../../src/react/index.ts'
import { goTo, ordersPath } from './route.ts'

export interface Leaving {
  /** Unsent changes somebody has to decide about; null while nothing is asked. */
  readonly pending: number | null
  begin(): void
  /** Signs out and asks the provider who comes next, past the session it remembers. */
  beginAnother(): void
  decide(pending: 'keep' | 'discard'): void
  stay(): void
}

interface Question {
  readonly pending: number
  readonly next: 'nobody' | 'another'
}

/** Signing out: at once, or after one question about unsent work. */
export function useLeaving(): Leaving {
  const { signOut, signIn } = useAuth()
  const [question, setQuestion] = useState<Question | null>(null)

  const leave = async (next: Question['next'], choice?: 'keep' | 'discard'): Promise<void> => {
    const left = await signOut(choice === undefined ? {} : { pending: choice })
    if (left.status === 'needs_decision') return setQuestion({ pending: left.pending, next })
    goTo(ordersPath)
    if (next === 'another') await signIn({ prompt: 'login' })
  }

  return {
    pending: question?.pending ?? null,
    begin: () => void leave('nobody'),
    beginAnother: () => void leave('another'),
    decide(choice) {
      setQuestion(null)
      void leave(question?.next ?? 'nobody', choice)
    },
    stay: () => setQuestion(null),
  }
}
