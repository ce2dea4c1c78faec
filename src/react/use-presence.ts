'use client'
import { useMemo, useSyncExternalStore } from 'react'
import type { Presence, PresenceState } from '../step-up/presence.ts'
import { useProvided } from './auth-context.ts'

/** The local lock and the prompt as they stand, and what can be done with them. */
export interface PresenceView
  extends
    PresenceState,
    Pick<Presence, 'answer' | 'choose' | 'cancel' | 'unlock' | 'lock' | 'touch' | 'methods' | 'enroll' | 'remove'> {}

const open: PresenceState = Object.freeze({ isShut: false, isSealed: false, prompt: null })

/** Proofs of presence and the local lock; the functions stay the same as long as the auth does. */
export function usePresence(): PresenceView {
  const { presence } = useProvided().auth
  if (presence === null) throw new TypeError('Cannot ask for presence: createAuth was given no step-up')
  const state = useSyncExternalStore(
    presence.subscribe,
    () => presence.state,
    () => open,
  )
  return useMemo(() => {
    const { answer, choose, cancel, unlock, lock, touch, methods, enroll, remove } = presence
    return { ...state, answer, choose, cancel, unlock, lock, touch, methods, enroll, remove }
  }, [presence, state])
}
