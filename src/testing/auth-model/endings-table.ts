import type { Safety } from '../explore/properties.ts'
import type { AuthMachine, AuthStep, Pause } from './auth-place.ts'

type State = 'ACTIVE' | 'OFFLINE_STALE' | 'REAUTH_REQUIRED' | 'LOCKED' | 'SIGNED_OUT'

/** Where each end of a refresh may lead: the rows of the design, written down a second time so that one can be wrong. */
const refreshEnds: Readonly<Record<string, readonly State[]>> = {
  granted: ['ACTIVE'],
  adopted: ['ACTIVE'],
  'busy (token lives)': ['ACTIVE'],
  'busy (token is dead)': ['OFFLINE_STALE', 'REAUTH_REQUIRED'],
  'failed (silent)': ['OFFLINE_STALE', 'REAUTH_REQUIRED'],
  'failed (unavailable)': ['OFFLINE_STALE', 'REAUTH_REQUIRED'],
  'failed (throttled)': ['OFFLINE_STALE', 'REAUTH_REQUIRED'],
  'failed (portal)': ['OFFLINE_STALE', 'REAUTH_REQUIRED'],
  refused: ['REAUTH_REQUIRED'],
  locked: ['LOCKED'],
  signed_out: ['SIGNED_OUT'],
  gone: ['SIGNED_OUT'],
}

const tabEnds: Readonly<Record<string, State>> = { revoked: 'REAUTH_REQUIRED', locked: 'LOCKED' }

const endOf = ({ move }: AuthStep): readonly State[] | undefined => refreshEnds[move.label.replace('refresh ', '')]
const isOffline = ({ after: { snapshot } }: AuthStep): boolean => !snapshot.matches({ connectivity: 'ONLINE' })

/** What the server and the other tabs decide is what is shown. */
export const endingsTable: readonly Safety<AuthMachine, Pause>[] = [
  {
    name: 'T1 a refresh ends where its outcome says',
    when: (step) => step.before.snapshot.matches({ session: 'REFRESHING' }) && step.move.label.startsWith('refresh '),
    holds: (step) =>
      endOf(step)?.some(
        (state) =>
          step.after.snapshot.matches({ session: state }) ||
          // Granted, and yet the device has no network: working offline goes on.
          (state === 'ACTIVE' && isOffline(step) && step.after.snapshot.matches({ session: 'OFFLINE_STALE' })),
      ) ?? step.move.label.includes('broke'),
  },
  {
    name: 'T2 an ending in another tab is an ending here',
    when: ({ before, move }) =>
      move.label.startsWith('tab.ended') &&
      (before.snapshot.matches({ session: 'ACTIVE' }) || before.snapshot.matches({ session: 'OFFLINE_STALE' })),
    holds: ({ after, move }) => {
      const state = tabEnds[/\((.*)\)/.exec(move.label)?.[1] ?? '']
      return state !== undefined && after.snapshot.matches({ session: state })
    },
  },
]
