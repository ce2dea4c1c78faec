import { useState } from 'react'
import type { SignOutOptions } from '../../src/auth.ts'
import { useAuth } from '../../src/react/index.ts'
import type { EverywhereOutcome } from '../../src/sign-out/report.ts'
import { goTo, ordersPath } from './route.ts'
import { saveFile } from './save-file.ts'
import { words } from './words/en.ts'

export type Choice = 'drain' | 'keep' | 'export' | 'discard'

/** `here`: this device. `everywhere`: all of them. `provider`: this browser's session at the provider ends as well. */
export type Extent = 'here' | 'everywhere' | 'provider'

export interface Leaving {
  /** Somebody has to decide about unsent changes; null while nothing is asked. */
  readonly question: Question | null
  /** What became of the other devices, where that was asked for. */
  readonly elsewhere: EverywhereOutcome | null
  begin(extent: Extent): void
  decide(choice: Choice): void
  stay(): void
}

export interface Question {
  /** Unsent changes. */
  readonly pending: number
  /** `asking` at first, `sending` while they go out, `left` when not all of them did. */
  readonly stage: 'asking' | 'sending' | 'left'
  readonly extent: Extent
}

/** Signing out: at once, or after one question about unsent work. */
export function useLeaving(): Leaving {
  const { signOut } = useAuth()
  const [question, setQuestion] = useState<Question | null>(null)
  const [elsewhere, setElsewhere] = useState<EverywhereOutcome | null>(null)

  const leave = async (extent: Extent, choice?: Choice): Promise<void> => {
    setElsewhere(null)
    const left = await signOut({ ...reach[extent](), ...(choice === undefined ? {} : { pending: choice }) })
    if (left.status === 'needs_decision') {
      return setQuestion({ pending: left.pending, stage: choice === undefined ? 'asking' : 'left', extent })
    }
    setQuestion(null)
    setElsewhere(left.report.everywhere)
    if (left.exported !== undefined) saveFile(words.leaving.fileName(today()), left.exported)
    if (!left.isLeaving) goTo(ordersPath)
  }

  return {
    question,
    elsewhere,
    begin: (extent) => void leave(extent),
    decide(choice) {
      const extent = question?.extent ?? 'here'
      setQuestion(choice === 'drain' && question !== null ? { ...question, stage: 'sending' } : null)
      void leave(extent, choice)
    },
    stay: () => setQuestion(null),
  }
}

const reach: Readonly<Record<Extent, () => SignOutOptions>> = {
  here: () => ({}),
  everywhere: () => ({ mode: 'everywhere' }),
  provider: () => ({ endSession: { returnTo: `${location.origin}${ordersPath}` } }),
}

function today(): string {
  return new Date().toISOString().slice(0, 10)
}
