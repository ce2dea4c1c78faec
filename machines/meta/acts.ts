import type { UserAct } from './words.ts'

/** What stands on the button for each thing a person can do. */
export const actWords = {
  'user.signIn': 'Sign in',
  'user.signOut': 'Sign out',
  'user.switchAccount': 'Switch account',
  'user.addAccount': 'Add an account',
  'user.stepUp': "Show that it's you",
  'user.stepUpRedirect': "Confirm that it's you",
  'user.cancel': 'Cancel',
  'user.retry': 'Try now',
  'user.flush': 'Send now',
} as const satisfies Record<UserAct, string>
