import type { AuthStep } from '../auth-place.ts'
import { accountWaits, known, sessionIs, sessionWas } from './facts.ts'
import type { Row } from './row.ts'

/* Where the proof of presence goes. */

const locks = (step: AuthStep): boolean => known(step).settings.locksLocally
export const locksNow = (step: AuthStep): boolean =>
  locks(step) && sessionWas('ACTIVE', 'REFRESHING', 'OFFLINE_STALE')(step)
const locksAtBoot = (step: AuthStep): boolean => locks(step) && !known(step).unsealed

export const stepUpRows: readonly Row[] = [
  { in: 'NONE', on: 'user.stepUp', to: 'PROMPTING.FOR_ACTION' },
  { in: ['NONE', 'PROMPTING.FOR_ACTION'], on: 'app.idled', if: locksNow, to: 'REQUIRED' },
  { in: 'NONE', on: 'restore wrapped', to: 'REQUIRED' },
  { in: 'NONE', on: ['restore live', 'restore due', 'restore past_limit'], if: locksAtBoot, to: 'REQUIRED' },
  { in: 'PROMPTING.FOR_ACTION', on: ['user.cancel', 'verify'], to: 'NONE' },
  { in: 'PROMPTING.FOR_UNLOCK', on: 'verify granted', to: 'NONE' },
  { in: 'PROMPTING.FOR_UNLOCK', on: ['user.cancel', 'verify'], to: 'REQUIRED' },
  { in: 'REQUIRED', on: 'user.stepUp', to: 'PROMPTING.FOR_UNLOCK' },
]

/** Where nothing is shown, nothing has to be protected. */
export function stepUpRest(target: string, step: AuthStep): string {
  const isProtected = sessionIs('RESTORING', 'ACTIVE', 'REFRESHING', 'OFFLINE_STALE')(step)
  // Between one account and the next nobody's work is on the screen.
  const changesHands =
    accountWaits(step) &&
    sessionIs('RESTORING.READING')(step) &&
    !sessionWas('SIGNED_OUT', 'REAUTH_REQUIRED', 'LOCKED')(step)
  return isProtected && !changesHands ? target : 'NONE'
}
