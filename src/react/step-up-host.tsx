'use client'
import type { ReactElement, ReactNode } from 'react'
import type { StepUpPrompt } from '../step-up/presence.ts'
import { usePresence } from './use-presence.ts'

/** What `<StepUpHost>` hands its render function. */
export interface StepUpHostParts {
  /** What to ask; null while nothing is asked. */
  readonly prompt: StepUpPrompt | null
  /** The local lock is closed: cover the app. */
  readonly isShut: boolean
  /** Answers the prompt's question. */
  readonly answer: (text: string) => void
  /** Goes on with another method. */
  readonly choose: (method: string) => void
  readonly cancel: () => void
  /** Opens the local lock. */
  readonly unlock: () => void
}

/** The props of `<StepUpHost>`. */
export interface StepUpHostProps {
  readonly children: (parts: StepUpHostParts) => ReactNode
}

/** Lets the app draw its prompt and its lock screen, once for all actions; renders nothing of its own. */
export function StepUpHost({ children }: StepUpHostProps): ReactElement {
  const { prompt, isShut, answer, choose, cancel, unlock } = usePresence()
  return <>{children({ prompt, isShut, answer, choose, cancel, unlock: () => void unlock() })}</>
}
