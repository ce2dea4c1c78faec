/** Why mutants live on: nothing that a person, a server or another tab could notice has changed. */
export interface Reason {
  readonly because: string
  readonly survivors: readonly string[]
}

export const reasons: readonly Reason[] = [
  {
    because: 'It has words of its own; where it leads is where the last way out leads.',
    survivors: ['drop: auth.session.REFRESHING > xstate.done.actor.refresh [lockIsBusy] > auth.session.OFFLINE_STALE'],
  },
  {
    because:
      'The state it leads to instead is left in the same step, by its own eventless transition, for the right one.',
    survivors: [
      'retarget: auth.session.OFFLINE_STALE.CHOOSING > always [offlineIsKnown] > auth.session.OFFLINE_STALE.PARKED',
      'retarget: auth.session.OFFLINE_STALE.CHOOSING > always [networkIsSuspect] > auth.session.OFFLINE_STALE.DOUBTING',
      'retarget: auth.session.OFFLINE_STALE.CHOOSING > always [returnIsPlannedAndWasTheReason] > auth.session.OFFLINE_STALE.RETURNING',
      'retarget: auth.session.OFFLINE_STALE.PARKED > always [networkIsSuspect] > auth.session.OFFLINE_STALE.DOUBTING',
      'retarget: auth.session.OFFLINE_STALE.PARKED > always [networkIsUpAndWasTheReason] > auth.session.OFFLINE_STALE.RETURNING',
      'retarget: auth.session.OFFLINE_STALE.PARKED > always [networkIsUp] > auth.session.OFFLINE_STALE.WAITING',
      'retarget: auth.session.OFFLINE_STALE.PARKED > xstate.done.actor.sessionAlarm [warningIsDue] > auth.session.OFFLINE_STALE.PARKED',
      'retarget: auth.session.OFFLINE_STALE.PARKED > xstate.done.actor.sessionAlarm > auth.session.OFFLINE_STALE.PARKED',
      'retarget: auth.session.OFFLINE_STALE.DOUBTING > always [offlineIsKnown] > auth.session.OFFLINE_STALE.PARKED',
      'retarget: auth.session.OFFLINE_STALE.DOUBTING > always [networkIsUpAndWasTheReason] > auth.session.OFFLINE_STALE.RETURNING',
      'retarget: auth.session.OFFLINE_STALE.DOUBTING > always [networkIsUp] > auth.session.OFFLINE_STALE.WAITING',
      'retarget: auth.session.OFFLINE_STALE.DOUBTING > xstate.done.actor.sessionAlarm [warningIsDue] > auth.session.OFFLINE_STALE.DOUBTING',
      'retarget: auth.session.OFFLINE_STALE.DOUBTING > xstate.done.actor.sessionAlarm > auth.session.OFFLINE_STALE.DOUBTING',
      'retarget: auth.session.OFFLINE_STALE.WAITING > always [offlineIsKnown] > auth.session.OFFLINE_STALE.PARKED',
      'retarget: auth.session.OFFLINE_STALE.WAITING > always [networkIsSuspect] > auth.session.OFFLINE_STALE.DOUBTING',
      'retarget: auth.session.OFFLINE_STALE.RETURNING > always [offlineIsKnown] > auth.session.OFFLINE_STALE.PARKED',
      'retarget: auth.session.OFFLINE_STALE.RETURNING > always [networkIsSuspect] > auth.session.OFFLINE_STALE.DOUBTING',
      'retarget: auth.session.OFFLINE_STALE.RETURNING > xstate.done.actor.sessionAlarm [warningIsDue] > auth.session.OFFLINE_STALE.RETURNING',
      'retarget: auth.session.OFFLINE_STALE.RETURNING > xstate.done.actor.sessionAlarm > auth.session.OFFLINE_STALE.RETURNING',
      'retarget: auth.session.REAUTH_REQUIRED.RETURNING > xstate.done.actor.sessionAlarm > auth.session.REAUTH_REQUIRED.RETURNING',
      'retarget: auth.queue.STANDBY > always [sessionNoLongerSends] > auth.queue.CLOSED',
      'retarget: auth.queue.CHECKING > always [sessionNoLongerSends] > auth.queue.CLOSED',
      'retarget: auth.queue.IDLE > always [sessionNoLongerSends] > auth.queue.CLOSED',
      'retarget: auth.queue.DRAINING > always [sessionNoLongerSends] > auth.queue.CLOSED',
      'retarget: auth.stepUp.PROMPTING.FOR_ACTION > always [nothingIsProtected] > auth.stepUp.NONE',
      'retarget: auth.stepUp.PROMPTING.FOR_UNLOCK > always [nothingIsProtected] > auth.stepUp.NONE',
      'retarget: auth.stepUp.REQUIRED > always [nothingIsProtected] > auth.stepUp.NONE',
    ],
  },
  {
    because: 'The next line of the list leads on to where this one would have led.',
    survivors: [
      'drop: auth.session.RESTORING.READING > xstate.done.actor.restore [storeIsDead] > auth.session.SIGNED_OUT.IDLE',
      'drop: auth.session.OFFLINE_STALE.CHOOSING > always [offlineIsKnown] > auth.session.OFFLINE_STALE.PARKED',
      'drop: auth.session.OFFLINE_STALE.CHOOSING > always [networkIsSuspect] > auth.session.OFFLINE_STALE.DOUBTING',
    ],
  },
  {
    because: 'The state around it says the same of the same event.',
    survivors: [
      'drop: auth.session.RESTORING.UNSEALING > xstate.done.actor.verify [attemptsAreExhausted] > auth.session.LOCKED',
    ],
  },
  {
    because: 'The action compares the generations once more, and keeps the newer set whoever calls it.',
    survivors: [
      'unguard: auth.session.ACTIVE > tab.committed [commitIsNewer] > auth.session.ACTIVE',
      'unguard: auth.session.REFRESHING > tab.committed [commitIsNewer]',
      'unguard: auth.session.OFFLINE_STALE > tab.committed [commitIsNewer] > auth.session.OFFLINE_STALE.CHOOSING',
    ],
  },
  {
    because: 'It is only ever taken in passing, in a step that closes the queue anyway.',
    survivors: [
      'drop: auth.queue.WAITING.DUE > always [workIsUnchecked] > auth.queue.CHECKING',
      'retarget: auth.queue.WAITING.DUE > always [workIsUnchecked] > auth.queue.CHECKING',
    ],
  },
]

const explained = new Set(reasons.flatMap(({ survivors }) => survivors))

export function reasonless(survivors: readonly string[]): readonly string[] {
  return survivors.filter((survivor) => !explained.has(survivor))
}

/** Reasons for mutants that do not live, or are not there. */
export function needless(survivors: readonly string[]): readonly string[] {
  return [...explained].filter((survivor) => !survivors.includes(survivor))
}
