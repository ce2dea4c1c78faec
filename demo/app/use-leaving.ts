import { useState } from 'react'
import { useAuth } from '../../src/react/index.ts'
import { goTo, ordersPath } from './route.ts'

export interface Leaving {
  /** Unsent changes somebody has to decide about; null while nothing is asked. */
  readonly pending: number | null
  begin(): void
  decide(pending: 'keep' | 'discard'): void
  stay(): void
}

/** Signing out: at once, or after one question about unsent work. */
export function useLeaving(): Leaving {
  const { signOut } = useAuth()
  const [pending, setPending] = useState<number | null>(null)

  const leave = async (choice?: 'keep' | 'discard'): Promise<void> => {
    const left = await signOut(choice === undefined ? {} : { pending: choice })
    if (left.status === 'needs_decision') setPending(left.pending)
    else goTo(ordersPath)
  }

  return {
    pending,
    begin: () => void leave(),
    decide(choice) {
      setPending(null)
      void leave(choice)
    },
    stay: () => setPending(null),
  }
}
