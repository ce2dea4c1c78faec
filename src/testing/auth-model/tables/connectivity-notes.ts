import type { AuthStep } from '../auth-place.ts'
import { answered, isSecondSilence, portal, talks, wasReachedSince } from './connectivity-rows.ts'
import { evidenceOf, known, momentOf, said } from './facts.ts'
import type { Note, Remembered } from './row.ts'

/* What is known of the network after a step. */

const read = (step: AuthStep): Remembered => ({
  connectivitySince: momentOf(step),
  startsOffline: false,
  silentAt: null,
})

/** The network is there again: this client takes its place among all that come back with it. */
function back(step: AuthStep): Remembered {
  const { chance: old, settings } = known(step)
  const drawn = said(step, 'chance')
  const chance = typeof drawn === 'number' ? drawn : old
  return { ...read(step), chance, reconnectAt: momentOf(step) + chance * settings.reconnectSpread }
}

export const connectivityNotes: readonly Note[] = [
  { in: ['ONLINE', 'OFFLINE'], on: 'network.suspected', so: read },
  { in: 'ONLINE', on: talks, if: answered, so: () => ({ silentAt: null }) },
  { in: '', on: talks, if: answered, so: back },
  { in: '', on: talks, if: portal, so: read },
  { in: 'ONLINE.CLEAR', on: talks, if: isSecondSilence, so: read },
  {
    in: 'ONLINE',
    on: talks,
    if: (step) => evidenceOf(step) === 'silent',
    so: (step) => ({ silentAt: momentOf(step) }),
  },
  { in: ['ONLINE.CLEAR', 'SUSPECT'], on: 'network.lost', so: read },
  { in: 'ONLINE.DOUBTED', on: ['connectivityAlarm', 'network.returned'], so: read },
  { in: 'OFFLINE', on: 'network.returned', so: back },
  { in: ['OFFLINE', 'SUSPECT'], on: 'tab.committed', if: wasReachedSince, so: back },
  { in: 'SUSPECT.PROBING', on: 'probe reached', so: back },
  { in: 'SUSPECT.PROBING', on: 'probe nothing', so: read },
]
