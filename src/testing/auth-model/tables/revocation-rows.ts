import type { AuthStep } from '../auth-place.ts'
import { networkIs } from './facts.ts'
import type { Row } from './row.ts'

/* Where the revocations go that a sign-out could not send. */

export const revocationRows: readonly Row[] = [
  { in: 'SENDING', on: 'revoke', to: 'WAITING.BACKING_OFF' },
  { in: 'WAITING.BACKING_OFF', on: 'revocationAlarm rang', to: 'SENDING' },
  { in: 'WAITING.BACKING_OFF', on: 'revocationAlarm broke', to: 'WAITING.UNTIMED' },
  { in: 'WAITING.UNTIMED', on: 'app.woke', to: 'SENDING' },
]

/** Whatever waits is told as soon as the network is there. */
export function revocationRest(target: string, step: AuthStep): string {
  if (target === 'SENDING') return target
  if (step.after.snapshot.context.outbox === 0) return 'EMPTY'
  if (networkIs('OFFLINE')(step)) return 'WAITING.PARKED'
  if (target === 'EMPTY') return 'SENDING'
  return target === 'WAITING.PARKED' && networkIs('ONLINE')(step) ? 'SENDING' : target
}
