import type { Board } from '../../src/visualizer/storyboard/board.ts'
import { places } from './places.ts'

const signedIn = ['restore (never)', 'user.signIn', 'signIn (prepared)', 'signIn (signed in)']
/** Signing in is another story. */
const begins = signedIn.length
const offline = [...signedIn, 'queue.changed (work to send)', 'network.lost', 'connectivityAlarm rings']

export const disabledWhileOffline: Board = {
  name: 'What happens when the account is disabled while offline?',
  begins,
  path: [...offline, 'network.returned', 'sessionAlarm rings', 'refresh (account_disabled)'],
  meanwhile: [
    {
      after: offline.length,
      trigger: 'server',
      label: 'The office switches the account off',
      why: 'Without a network this device can’t hear of it: nothing is taken away, and work goes on.',
    },
  ],
}

/** The stories people ask for. */
export const askedFor: readonly Board[] = [
  disabledWhileOffline,
  {
    name: 'What happens in a tunnel?',
    begins,
    path: [...offline, 'network.returned', 'sessionAlarm rings', 'refresh (granted)'],
  },
  {
    name: 'What happens when somebody signs out while offline?',
    begins,
    path: [...offline, 'user.signOut', 'signOut (server to be told)'],
  },
]

/** A shortest way to every state and reason. */
export const everyState: readonly Board[] = places.map(({ state, reason, path }) => ({
  name: reason === null ? state : `${state}, ${reason}`,
  path,
}))
