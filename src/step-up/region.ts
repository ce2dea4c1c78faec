import type { AuthSnapshot } from '../view-of.ts'

/** The local lock is closed, or the account's key waits to be unwrapped. */
export function stepUpIsShut(snapshot: AuthSnapshot): boolean {
  return snapshot.matches({ stepUp: 'REQUIRED' }) || snapshot.matches({ stepUp: { PROMPTING: 'FOR_UNLOCK' } })
}

/** A proof is being asked for. */
export function stepUpPrompts(snapshot: AuthSnapshot): boolean {
  return snapshot.matches({ stepUp: 'PROMPTING' })
}
