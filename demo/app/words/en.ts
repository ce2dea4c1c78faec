import type { AuthView } from '../../../src/view.ts'

type Problem = NonNullable<AuthView['problem']>

/** What happened, what is safe, what you can do. */
export interface Message {
  readonly title: string
  readonly sentence: string
}

const changes = (count: number): string => (count === 1 ? '1 change is' : `${count} changes are`)

/** The demo's words in English, beside those the chart has for its states and reasons. Another language is another file of this shape. */
export const words = {
  product: 'Fieldwork',
  organisation: 'Northgate Field Services',

  restoring: { title: 'Opening your work', sentence: 'Looking at what this device has kept.' } satisfies Message,

  welcome: {
    title: 'Today’s work, wherever it is',
    sentence: 'Sign in once. Your orders stay with you in cellars and lift shafts.',
  } satisfies Message,
  cleared: 'This device is cleared.',
  signingOut: 'Signing out',
  needsConnection: 'Signing in needs a connection. Come back to this page when you have one.',

  triesAgainAt: (time: string) => `Next try at ${time}`,
  triesByItself: 'Goes on by itself when the connection is back',

  lockedHint: 'Switched on again? Sign in as the same person and everything is where you left it.',

  problem: {
    cancelled: 'You came back without signing in. Try again when you’re ready.',
    account_mismatch: 'That was another account. Sign in as the same person, or sign out first.',
    sign_in_refused: 'You came back without being signed in. Try again when you’re ready.',
    callback_refused: 'That sign-in was started elsewhere or is too old. Start it again from here.',
    network_unavailable: 'The connection broke while you were signing in. Try once more.',
    provider_unavailable: 'The sign-in service isn’t answering. Try again in a minute.',
    storage_failed: 'This device could not save your sign-in. Free some space and try again.',
    not_supported: 'This browser can’t sign in that way.',
    unexpected: 'Signing in stopped half-way. Try once more.',
  } satisfies Record<Problem, string>,

  signIn: 'Sign in',
  signInAgain: 'Sign in again',
  signingIn: 'Taking you to sign in',
  useAnother: 'Use another account',
  cancel: 'Cancel',
  close: 'Close',

  status: {
    opening: 'Opening',
    upToDate: 'Up to date',
    upToDateSentence: 'Everything is saved and sent.',
    sending: (count: number) => (count === 1 ? 'Sending 1 change' : `Sending ${count} changes`),
    offline: (count: number) => (count === 0 ? 'Offline' : `Offline, ${count} waiting`),
    signInAgain: 'Sign in again',
    locked: 'Locked',
    signedOut: 'Signed out',
  },

  account: {
    open: (name: string) => `Account of ${name}`,
    someone: 'You',
    signOut: 'Sign out',
    kept: {
      durable: 'Kept on this device, sealed',
      degraded: 'Not yet saved on this device',
      memory: 'Only in this tab: closing it forgets you',
    },
    waiting: (count: number) => (count === 0 ? 'Everything is sent' : `${changes(count)} not sent yet`),
  },

  leaving: {
    title: (count: number) => (count === 1 ? 'You have 1 unsent change' : `You have ${count} unsent changes`),
    sentence: 'Keep them and they go out when you sign in here again. Discard them and they are gone.',
    keep: 'Keep and sign out',
    discard: 'Discard and sign out',
    cancel: 'Stay signed in',
  },

  orders: {
    title: 'Today',
    summary: (open: number, done: number) => `${open} to do, ${done} done`,
    todo: 'To do',
    done: 'Done',
    loading: 'Loading your orders',
    fresh: (time: string) => `Updated ${time}`,
    kept: (time: string) => `As of ${time}, kept on this device`,
    none: { title: 'Nothing planned today', sentence: 'New orders appear here by themselves.' },
    notHere: {
      title: 'Your orders aren’t on this device yet',
      sentence: 'They load when you have a connection and stay here from then on.',
    },
    reload: 'Load again',
    priority: { urgent: 'Urgent', high: 'High', normal: 'Normal', low: 'Low' },
    notes: (count: number) => (count === 1 ? '1 note' : `${count} notes`),
    waiting: (count: number) => `${count} waiting`,
    stuck: (count: number) => `${count} not accepted`,
  },

  order: {
    back: 'All orders',
    customer: 'Customer',
    address: 'Address',
    window: 'Visit',
    priority: 'Priority',
    number: 'Order',
    notes: 'Notes',
    noNotes: 'No notes yet. What should the next person know?',
    write: 'Write a note',
    add: 'Add note',
    complete: 'Complete order',
    completing: 'Completing',
    completeNeedsConnection: 'Completing needs a connection. Notes don’t.',
    completed: (who: string, time: string) => `Completed by ${who} at ${time}`,
    alreadyDone: 'Somebody has completed this order meanwhile.',
    notCompleted: 'The server didn’t answer, so the order is still open. Try again in a moment.',
    notAdded: 'This note could not be saved on this device. It is still in the box.',
    unknown: { title: 'This order isn’t in your list', sentence: 'It may have moved to a colleague or another day.' },
    tryAgain: 'Try again',
    discard: 'Discard',
    trouble: {
      permission: 'You may not add notes here any more. Your office can give that back.',
      conflict: 'The order was changed meanwhile. Send yours again or let it go.',
      poison: 'The server fails on this note each time, so the others went first.',
      gone: 'The order is not there any more.',
      refused: 'The server did not take this note as it is.',
    },
    delivery: { sent: 'Sent', waiting: 'Waiting', sending: 'Sending', stuck: 'Not accepted' },
  },

  world: {
    title: 'What happens if …',
    network: 'network gone',
    provider: 'provider down',
    revoke: 'access revoked',
    disable: 'account off',
    tab: 'second tab',
    gone: 'The demo’s server isn’t running. Start it again to use the switches.',
    did: {
      networkCut: 'The network is cut. After three seconds of doubt the app believes it.',
      networkBack: 'The network is back.',
      providerDown: 'The provider answers 503. Nothing changes until the app needs it.',
      providerUp: 'The provider answers again.',
      revoked: 'Access is revoked at the provider. The app hears of it within a minute.',
      disabled: 'The account is switched off. The app hears of it within a minute.',
      enabled: 'The account is switched on. Sign in again to go on.',
    },
  },

  behind: {
    operation: (name: string, lane: string) => `${name === 'note.create' ? 'Note' : name} for ${lane}`,
    sealed: 'Sealed',
    untried: 'Not tried yet',
    answered: (status: number | null, time: string) =>
      status === null ? `No answer at ${time}` : `Answered ${status} at ${time}`,
    title: 'Behind the scenes',
    open: 'See the chart',
    close: 'Close',
  },
} as const
