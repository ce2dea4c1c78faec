import type { AuthInput, AuthSettings } from '../../../machines/context.ts'
import { instant } from '../../../machines/time.ts'
import type { World } from '../explore/world.ts'
import type { AuthMachine, Pause } from './auth-place.ts'
import { authEvents, authOutcomes } from './endings.ts'
import { momentsOf } from './moments.ts'
import { projectionOf } from './projection.ts'
import { pauseAfter } from './server-pause.ts'

/*
 * The product of all five regions is far larger than what it teaches. Each world lets one part of the chart meet
 * everything that can happen to it, and the rest only what that part can notice.
 */

type Labels = readonly string[]

export interface Scope {
  readonly settings: readonly Partial<AuthSettings>[]
  readonly allows: (label: string) => boolean
  /** How many places this world had when last looked at: fewer means that cases have been lost. */
  readonly places: number
}

const start = instant(1_800_000_000_000)
const startsWith = (label: string, labels: Labels): boolean => labels.some((one) => label.startsWith(one))

const only =
  (...labels: Labels) =>
  (label: string): boolean =>
    startsWith(label, labels)

const without =
  (...labels: Labels) =>
  (label: string): boolean =>
    !startsWith(label, labels)

const besidesQueue = without('queue', 'user.flush', 'restore due (with work)')
const besidesStepUp = without('user.stepUp (', 'app.idled', 'verify', 'restore wrapped', 'stepUpAlarm')
const besidesOutbox = without(
  'outbox',
  'restore nothing (with',
  'restore store_locked (with',
  'signOut signed_out (with',
)

export type ScopeName = 'session' | 'queue' | 'stepUp' | 'revocation'

export const scopes: Readonly<Record<ScopeName, Scope>> = {
  session: {
    settings: [{ hasProbe: true }, {}],
    allows: (label) => label !== 'user.stepUp' && besidesQueue(label) && besidesStepUp(label) && besidesOutbox(label),
    places: 3_200,
  },
  queue: {
    settings: [{ hasQueue: true, hasProbe: true }],
    allows: only(
      'queue',
      'drain',
      'recheck',
      'user.flush',
      'user.signOut',
      'user.switchAccount',
      'signOut signed_out',
      'restore live (plain)',
      'restore due',
      'restore nothing',
      'refresh granted',
      'refresh failed (silent)',
      'refresh refused',
      'token.rejected',
      'sessionAlarm rang',
      'network',
      'connectivityAlarm rang',
      'probe reached',
      'probe portal',
    ),
    places: 3_300,
  },
  stepUp: {
    settings: [{ locksLocally: true }, {}],
    allows: only(
      'user.stepUp',
      'user.cancel',
      'user.signIn',
      'user.signOut',
      'user.switchAccount',
      'app.idled',
      'app.returned',
      'verify',
      'stepUp',
      'signIn',
      'signOut',
      'restore wrapped',
      'restore live (plain)',
      'restore due (plain)',
      'restore past_limit',
      'restore nothing',
      'refresh granted',
      'refresh refused',
      'refresh locked',
      'sessionAlarm rang',
      'network.lost',
      'network.returned',
      'connectivityAlarm rang',
    ),
    places: 2_200,
  },
  revocation: {
    settings: [{ hasProbe: true }],
    allows: only(
      'outbox',
      'app.woke',
      'refresh granted',
      'revo',
      'user.signIn',
      'user.signOut',
      'user.switchAccount',
      'signIn prepared',
      'signIn signed_in',
      'signOut',
      'restore live (plain)',
      'restore nothing',
      'restore store_locked (with',
      'network',
      'connectivityAlarm rang',
      'probe',
    ),
    places: 320,
  },
}

/** One of the worlds around the chart: it starts with and without a network, under each of the scope's settings. */
export function authWorld(name: ScopeName): World<AuthMachine, Pause> {
  const { settings, allows } = scopes[name]
  const inputs: readonly AuthInput[] = settings.flatMap((chosen) =>
    [false, true].map((offline) => ({ at: start, offline, chance: 0.5, settings: chosen })),
  )
  return {
    inputs,
    cases: authEvents,
    outcomes: authOutcomes,
    project: projectionOf,
    start,
    tick: 1,
    moments: momentsOf,
    allows,
    memory: null,
    remember: pauseAfter,
  }
}
