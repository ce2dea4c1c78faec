import type { Instant } from '../../../machines/time.ts'
import { runningActors } from '../explore/place.ts'
import type { AuthPlace } from './auth-place.ts'
import { dueAt } from './endings.ts'
import { nearly } from './moments.ts'

/**
 * What tells two places apart: where every region stands, and of the context what a guard that can be asked from there
 * may see. Moments count only as none, past or ahead, so that the walk ends.
 */
export function projectionOf(place: AuthPlace): unknown {
  const { snapshot, now, memory: pause } = place
  const { context } = snapshot
  const { silentAt, settings } = context
  const ahead = (moment: Instant | null): boolean => moment !== null && moment > now
  const past = (moment: Instant | null): boolean => moment !== null && moment <= now
  const inSession = (...states: readonly string[]): boolean =>
    states.some((state) => sessionOf(snapshot.value) === state)
  const asks = inSession('ACTIVE', 'REFRESHING', 'OFFLINE_STALE', 'REAUTH_REQUIRED')
  const limitIsPast = past(context.offlineLimitAt)
  const isNearlyWarned = context.warnAt !== null && context.warnAt - now <= nearly
  return [
    snapshot.value,
    runningActors(place)
      .map(([id]) => id)
      .toSorted(),
    settings.hasProbe,
    context.startsOffline,
    context.nextAccount === null,
    asks && [ahead(context.retryNotBefore), ahead(pause), limitIsPast],
    inSession('ACTIVE', 'REFRESHING') && context.confirmed,
    inSession('REFRESHING', 'OFFLINE_STALE') && isNearlyWarned,
    inSession('RESTORING') && [context.unsealed, settings.locksLocally],
    inSession('REAUTH_REQUIRED') && context.reauthReason === 'offline_limit',
    inSession('OFFLINE_STALE') && [
      context.offlineReason === 'network_unavailable' || context.offlineReason === 'captive_portal',
      context.retryAt === null,
      context.warnAt === null,
      context.reconnectAt === null,
      snapshot.matches({ session: { OFFLINE_STALE: 'RETURNING' } }) && ahead(context.reconnectAt),
      alarmIsEarly(place),
      limitIsPast && context.lastAttemptAt !== null && context.lastAttemptAt >= (context.offlineLimitAt ?? now),
    ],
    snapshot.matches({ connectivity: 'ONLINE' }) && silentAt !== null && now <= silentAt + settings.suspectWithin,
    [context.pending > 0, context.sendable > 0, context.queueNextAt === null],
    context.grants.length > 0,
    context.outbox > 0,
  ]
}

/** Deadlines that move under an alarm that has been set: it then rings for nothing. */
function alarmIsEarly(place: AuthPlace): boolean {
  const { context } = place.snapshot
  const alarm = runningActors(place).find(([id]) => id === 'sessionAlarm')?.[1]
  const due = alarm === undefined ? null : dueAt(alarm)
  const reasons = [context.retryAt, context.retryNotBefore, context.reconnectAt, context.warnAt, context.offlineLimitAt]
  return due !== null && reasons.every((moment) => moment !== due)
}

function sessionOf(value: AuthPlace['snapshot']['value']): string {
  return typeof value.session === 'string' ? value.session : (Object.keys(value.session)[0] ?? '')
}
