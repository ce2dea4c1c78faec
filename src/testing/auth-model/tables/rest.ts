import type { AuthStep } from '../auth-place.ts'
import { accountWaits, known, networkIs, sessionWas } from './facts.ts'
import { isWithin } from './path.ts'

/* Where the session comes to rest once it has gone where its table says: the network, and whoever waits, have a word. */

const cutOff = ['REAUTH_REQUIRED.IDLE', 'REAUTH_REQUIRED.CUT_OFF', 'REAUTH_REQUIRED.RETURNING'] as const

export function restOf(target: string, step: AuthStep): string {
  const isIdle = ['SIGNED_OUT.IDLE', 'REAUTH_REQUIRED.IDLE', 'LOCKED.IDLE'].includes(target)
  if (isIdle && accountWaits(step)) return 'RESTORING.READING'
  if (target === 'ACTIVE' && networkIs('OFFLINE', 'SUSPECT.PORTAL')(step)) return offlineRest('OFFLINE_STALE', step)
  if (isWithin(target, 'OFFLINE_STALE')) return offlineRest(target, step)
  if (cutOff.some((state) => target === state)) return cutOffRest(target, step)
  return target
}

function offlineRest(target: string, step: AuthStep): string {
  if (networkIs('OFFLINE')(step)) return 'OFFLINE_STALE.PARKED'
  if (networkIs('SUSPECT')(step)) return 'OFFLINE_STALE.DOUBTING'
  const isEntered = target === 'OFFLINE_STALE'
  const wasAway = sessionWas('OFFLINE_STALE.PARKED', 'OFFLINE_STALE.DOUBTING', 'OFFLINE_STALE.RETURNING')(step)
  return !isEntered && wasAway && networkWasTheReason(step) ? 'OFFLINE_STALE.RETURNING' : 'OFFLINE_STALE.WAITING'
}

function networkWasTheReason(step: AuthStep): boolean {
  const { offlineReason } = known(step)
  return offlineReason === 'network_unavailable' || offlineReason === 'captive_portal'
}

/** Where only the offline limit stands between a person and their work, the network's return is worth one attempt. */
function cutOffRest(target: string, step: AuthStep): string {
  const { reauthReason } = step.after.snapshot.context
  const isUp = networkIs('ONLINE')(step)
  if (target === 'REAUTH_REQUIRED.IDLE')
    return reauthReason === 'offline_limit' && !isUp ? 'REAUTH_REQUIRED.CUT_OFF' : target
  return isUp ? 'REAUTH_REQUIRED.RETURNING' : 'REAUTH_REQUIRED.CUT_OFF'
}
