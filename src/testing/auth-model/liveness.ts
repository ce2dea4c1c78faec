import type { LeadsTo, Reachable } from '../explore/properties.ts'
import type { AuthMachine, AuthPlace, Pause } from './auth-place.ts'

const session = ({ snapshot }: AuthPlace, state: 'ACTIVE' | 'REFRESHING'): boolean =>
  snapshot.matches({ session: state })

/** What comes of it in the end, if no actor and no alarm is put off for ever. */
export const leadsTo: readonly LeadsTo<AuthMachine, Pause>[] = [
  {
    name: 'L1 REFRESHING ends',
    from: (place) => session(place, 'REFRESHING'),
    to: (place) => !session(place, 'REFRESHING'),
  },
  {
    name: 'L2 work that waits while ACTIVE is sent, or the queue says why not',
    from: ({ snapshot }) =>
      snapshot.matches({ session: 'ACTIVE' }) && snapshot.context.pending > 0 && snapshot.context.settings.hasQueue,
    to: ({ snapshot }) =>
      !snapshot.matches({ session: 'ACTIVE' }) ||
      snapshot.context.pending === 0 ||
      snapshot.context.queueNextAt !== null ||
      snapshot.matches({ queue: 'WAITING' }),
    // The queue's own moves: what a person or another tab does besides is no excuse. A server that denies takes the item
    // out of the queue with each 403, and a fence means that another tab sends: neither goes on for ever.
    among: (label) => /^(queue\.changed|drain(?! denied| fenced)|recheck|queueAlarm|user\.flush)/.test(label),
  },
]

/** What stays possible from everywhere. */
export const reachable: readonly Reachable<AuthMachine, Pause>[] = [
  {
    name: 'L3 SIGNED_OUT stays reachable from everywhere',
    reach: ({ snapshot }) => snapshot.matches({ session: { SIGNED_OUT: 'IDLE' } }),
  },
  {
    name: 'L3 ACTIVE stays reachable from everywhere',
    reach: ({ snapshot }) => snapshot.matches({ session: 'ACTIVE' }),
  },
]
