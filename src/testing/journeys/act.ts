import type { AuthStatus } from '../../view.ts'

/** What a person, the network, the server or time does in a journey, by names that a test can carry out anywhere. */
export const acts = [
  'sign in',
  'sign out',
  'sign out in another tab',
  'lose the network',
  'find the network',
  'the server fails',
  'the server recovers',
  'the session is revoked',
  'the account is disabled',
  'the account is enabled',
  'ten minutes pass',
  'the offline limit passes',
  'try again',
  'start the app again',
] as const

/** Something that a person, a network, a server or time does. */
export type Act = (typeof acts)[number]

/** What has to be seen after an act. `reason`: where a state has reasons that a person acts upon. */
export interface Sight {
  readonly status: AuthStatus
  readonly reason: string | null
}

/** How long an app may work offline in journeys: twelve hours. */
export const offlineLimit = 43_200_000

/** A round of attempts that fail ends within this. */
const round = 21_000

/** How long each act takes on the device's clock, in milliseconds, until everything it sets off has come to rest. */
export const lasts: Readonly<Record<Act, number>> = {
  'sign in': 0,
  'sign out': 0,
  'sign out in another tab': 1_000,
  // Three seconds of doubt, and one more.
  'lose the network': 4_000,
  // The spread of reconnecting clients ends after ten seconds.
  'find the network': 10_000 + round,
  'the server fails': 0,
  'the server recovers': 0,
  'the session is revoked': 0,
  'the account is disabled': 0,
  'the account is enabled': 0,
  // Twice the longest pause between two attempts.
  'ten minutes pass': 600_000,
  // One hour more than the limit of journeys.
  'the offline limit passes': 46_800_000,
  'try again': round,
  'start the app again': round,
}
