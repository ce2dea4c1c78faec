import type { EdgeWords } from './words.ts'

/* What is true of every state that shows the user as signed in. */

export const stepsUpElsewhere = {
  label: 'Confirm with a stronger sign-in',
  trigger: 'user',
  why: 'The server wants more proof for one action; the person gives it on the sign-in page and comes back.',
} as const satisfies EdgeWords

export const attemptsRanOut = {
  label: 'Too many attempts',
  trigger: 'system',
  why: 'The last allowed unlock attempt failed, here or before a restart; the account locks for good measure.',
} as const satisfies EdgeWords

export const lastAttemptFailed = {
  label: 'The last attempt failed',
  trigger: 'user',
  why: 'Guessing has to end somewhere: after the last allowed attempt the account locks.',
} as const satisfies EdgeWords

export const lockedElsewhere = {
  label: 'Locked, says another tab',
  trigger: 'tab',
  why: 'Another tab heard that the account is switched off, and the stored state says so too.',
} as const satisfies EdgeWords

export const endedElsewhere = {
  label: 'Ended, says another tab',
  trigger: 'tab',
  why: 'Another tab heard a definite no from the server, and the stored state says so too.',
} as const satisfies EdgeWords
