import type { AuthContext } from '../../../../machines/context.ts'
import type { Safety } from '../../explore/properties.ts'
import type { AuthMachine, AuthStep, Pause } from '../auth-place.ts'
import { rememberedAfter } from './remembered.ts'

interface Memory {
  readonly name: string
  readonly fields: readonly (keyof AuthContext)[]
}

/** Every field of the context, by what it is for. */
const memories: readonly Memory[] = [
  {
    name: 'M1 the chart knows whose session it is and until when, as it was last told',
    fields: [
      'account',
      'user',
      'generation',
      'viewEpoch',
      'nextAccount',
      'accessTokenExpiresAt',
      'refreshDueAt',
      'refreshTokenExpiresAt',
      'lastServerContactAt',
      'offlineLimitAt',
      'persistence',
    ],
  },
  {
    name: 'M2 the reason on the screen is the one that was given',
    fields: ['signedOutReason', 'offlineReason', 'reauthReason', 'lockedReason', 'signInProblem'],
  },
  {
    name: 'M3 the next attempt, the warning and what the server has confirmed follow from what happened',
    fields: ['confirmed', 'offlineSince', 'warnAt', 'retryAt', 'retryNotBefore', 'lastAttemptAt', 'report'],
  },
  {
    name: 'M4 what a person wanted is what is done',
    fields: ['purpose', 'signOutMode', 'signOutPending', 'capability', 'unsealed', 'grants'],
  },
  {
    name: 'M5 the network is remembered as it was read',
    fields: ['startsOffline', 'connectivitySince', 'silentAt', 'reconnectAt', 'chance', 'settings'],
  },
  {
    name: 'M6 the count of what waits is the one that was told',
    fields: ['pending', 'sendable', 'queueNextAt', 'fence', 'outbox', 'revocationNextAt'],
  },
]

/** What the chart remembers against what it has to remember, at every step. */
export const memoryKept: readonly Safety<AuthMachine, Pause>[] = memories.map(({ name, fields }) => ({
  name,
  when: () => true,
  holds: (step) => {
    const { context } = step.after.snapshot
    const due = dueIn(step)
    return fields.every((field) => isSame(context[field], due[field]))
  },
}))

/** One step is asked about by several promises. */
let latest: { readonly step: AuthStep; readonly due: ReturnType<typeof rememberedAfter> } | null = null
function dueIn(step: AuthStep): ReturnType<typeof rememberedAfter> {
  if (latest?.step !== step) latest = { step, due: rememberedAfter(step) }
  return latest.due
}

function isSame(one: unknown, other: unknown): boolean {
  return one === other || (typeof one === 'object' && JSON.stringify(one) === JSON.stringify(other))
}
