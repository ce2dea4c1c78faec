import type { AuthView } from '../../src/view.ts'
import type { ChipProps } from './parts/chip.tsx'
import { words } from './words/en.ts'
import { policyWords } from './words/policy-en.ts'

export interface Unsent {
  /** Goes out by itself. */
  readonly waiting: number
  /** Waits for the user. */
  readonly needing: number
  /** Lies behind a PIN that nobody has entered since the app started. */
  readonly isSealed?: boolean
}

/** The session in three words, for the head of the app and the line at the foot of a phone. */
export function statusOf(view: AuthView, unsent: Unsent = { waiting: view.pending, needing: 0 }): ChipProps {
  const { status, orders } = words
  switch (view.status) {
    case 'RESTORING':
      return { tone: 'rest', icon: 'clock', word: status.opening }
    case 'SIGNED_OUT':
      return { tone: 'rest', icon: 'person', word: status.signedOut }
    case 'ACTIVE':
    case 'REFRESHING':
      if (unsent.waiting > 0 && unsent.isSealed)
        return { tone: 'ask', icon: 'lock', word: policyWords.presence.sealed.status(unsent.waiting) }
      if (unsent.waiting > 0) return { tone: 'working', icon: 'send', word: status.sending(unsent.waiting) }
      if (unsent.needing > 0) return { tone: 'ask', icon: 'alert', word: orders.stuck(unsent.needing) }
      return { tone: 'calm', icon: 'check', word: status.upToDate }
    case 'OFFLINE_STALE':
      return { tone: 'careful', icon: 'cut', word: status.offline(view.pending) }
    case 'REAUTH_REQUIRED':
      return { tone: 'ask', icon: 'key', word: status.signInAgain }
    case 'LOCKED':
      return { tone: 'stop', icon: 'lock', word: status.locked }
    default:
      return view satisfies never
  }
}
