import type { Board } from '../../src/visualizer/storyboard/storyboard.tsx'
import { places } from './places.ts'

const signedIn = ['restore (never)', 'user.signIn', 'signIn (prepared)', 'signIn (signed in)']
const offline = [...signedIn, 'queue.changed (work to send)', 'network.lost', 'connectivityAlarm rings']

/** The stories people ask for. */
export const askedFor: readonly Board[] = [
  {
    name: 'What happens when the account is disabled while offline?',
    path: [...offline, 'network.returned', 'sessionAlarm rings', 'refresh (account_disabled)'],
  },
  {
    name: 'What happens in a tunnel?',
    path: [...offline, 'network.returned', 'sessionAlarm rings', 'refresh (granted)'],
  },
  {
    name: 'What happens when somebody signs out while offline?',
    path: [...offline, 'user.signOut', 'signOut (server to be told)'],
  },
]

/** A shortest way to every state and reason. */
export const everyState: readonly Board[] = places.map(({ state, reason, path }) => ({
  name: reason === null ? state : `${state}, ${reason}`,
  path,
}))
