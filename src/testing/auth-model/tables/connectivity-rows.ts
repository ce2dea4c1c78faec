import type { AuthStep } from '../auth-place.ts'
import { evidenceOf, known, momentOf, sessionIn } from './facts.ts'
import type { Row } from './row.ts'

/* Where the network region goes. Whoever talks to a server brings evidence; only a broken actor brings none. */

export const talks = ['refresh', 'signIn', 'recheck', 'drain'] as const
export const answered = (step: AuthStep): boolean => evidenceOf(step) === 'answered'
export const portal = (step: AuthStep): boolean => evidenceOf(step) === 'portal'

export function isSecondSilence(step: AuthStep): boolean {
  const { silentAt, settings } = known(step)
  return evidenceOf(step) === 'silent' && silentAt !== null && momentOf(step) - silentAt <= settings.suspectWithin
}

/** Another tab has reached the server since this device last read its network. */
export function wasReachedSince(step: AuthStep): boolean {
  return (sessionIn(step)?.lastServerContactAt ?? -1) >= known(step).connectivitySince
}

export const connectivityRows: readonly Row[] = [
  {
    in: '',
    on: 'network.suspected',
    if: (step) => !step.before.snapshot.matches({ connectivity: 'SUSPECT' }),
    to: 'SUSPECT.PROBING',
  },
  { in: '', on: talks, if: answered, to: 'ONLINE.CLEAR' },
  { in: '', on: talks, if: portal, to: 'SUSPECT.PROBING' },
  { in: 'ONLINE.CLEAR', on: talks, if: isSecondSilence, to: 'SUSPECT.PROBING' },
  { in: 'ONLINE.CLEAR', on: 'network.lost', to: 'ONLINE.DOUBTED' },
  { in: 'ONLINE.DOUBTED', on: 'connectivityAlarm', to: 'OFFLINE' },
  { in: 'ONLINE.DOUBTED', on: 'network.returned', to: 'ONLINE.CLEAR' },
  { in: 'OFFLINE', on: 'network.returned', to: 'ONLINE.CLEAR' },
  { in: ['OFFLINE', 'SUSPECT'], on: 'tab.committed', if: wasReachedSince, to: 'ONLINE.CLEAR' },
  { in: 'OFFLINE.WATCHING', on: 'connectivityAlarm', to: 'SUSPECT.PROBING' },
  { in: 'SUSPECT', on: 'network.lost', to: 'OFFLINE' },
  { in: 'SUSPECT', on: 'network.returned', to: 'SUSPECT.PROBING' },
  { in: 'SUSPECT.PROBING', on: 'probe reached', to: 'ONLINE.CLEAR' },
  { in: 'SUSPECT.PROBING', on: 'probe nothing', to: 'OFFLINE' },
  { in: 'SUSPECT.PROBING', on: 'probe portal', to: 'SUSPECT.PORTAL' },
  { in: 'SUSPECT.PROBING', on: ['probe unavailable', 'probe broke'], to: 'SUSPECT.UNPROBED' },
  { in: ['SUSPECT.PORTAL', 'SUSPECT.UNPROBED'], on: ['app.woke', 'connectivityAlarm rang'], to: 'SUSPECT.PROBING' },
  { in: 'SUSPECT.PORTAL', on: 'connectivityAlarm broke', to: 'SUSPECT.UNPROBED' },
]

/** Without a network the device looks for it by itself, where it has the means. */
export function connectivityRest(target: string, { after }: AuthStep): string {
  if (target !== 'OFFLINE') return target
  return after.snapshot.context.settings.hasProbe ? 'OFFLINE.WATCHING' : 'OFFLINE.RESTING'
}
