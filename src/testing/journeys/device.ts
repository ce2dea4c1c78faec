import type { AuthContext } from '../../../machines/context.ts'
import { after, type Instant } from '../../../machines/time.ts'
import { viewOf } from '../../view-of.ts'
import type { AuthPlace } from '../auth-model/auth-place.ts'
import { offlineLimit } from './act.ts'
import { accountA, newer, own, session, user } from '../auth-model/cases.ts'

/** The world around one app: what answers to what it asks. */
export interface Device {
  readonly isOnline: boolean
  readonly isFailing: boolean
  readonly isRevoked: boolean
  readonly isDisabled: boolean
}

export const sound: Device = { isOnline: true, isFailing: false, isRevoked: false, isDisabled: false }

const granted = (context: AuthContext, now: Instant): object => ({
  session: session(now, {
    ...own(context),
    generation: newer(context),
    accessTokenExpiresAt: after(now, 60_000),
    refreshDueAt: after(now, 50_000),
    offlineLimitAt: after(now, offlineLimit),
  }),
})

const backlog = { outbox: 0, pending: 0 } as const

/** How an actor ends on this device; null for one that ends only when its time has come. */
export function answerOf(id: string, place: AuthPlace, now: Instant, device: Device): object | null {
  const { context } = place.snapshot
  const isDeaf = !device.isOnline || device.isFailing
  const evidence = device.isOnline ? 'answered' : 'silent'
  switch (id) {
    case 'signIn':
      if (place.snapshot.hasTag('busy') && isPreparing(place)) return { kind: 'prepared', evidence: 'none' }
      if (isDeaf) return { kind: 'failed', evidence, problem: 'network_unavailable' }
      if (device.isDisabled) return { kind: 'failed', evidence, problem: 'sign_in_refused' }
      return { kind: 'signed_in', evidence, ...granted(context, now) }
    case 'refresh':
      if (isDeaf) {
        const reason = device.isOnline ? 'server_unavailable' : 'network_unavailable'
        return { kind: 'failed', evidence, offline: { reason, retryAt: after(now, 60_000), retryNotBefore: null } }
      }
      if (device.isDisabled) return { kind: 'locked', evidence, reason: 'account_disabled' }
      if (device.isRevoked) return { kind: 'refused', evidence, reason: 'refused' }
      return { kind: 'granted', evidence, ...granted(context, now) }
    case 'signOut':
      return { kind: 'signed_out', evidence: 'none', pending: 0, outbox: isDeaf ? 1 : 0 }
    case 'revoke':
      return { kind: 'done', evidence, left: isDeaf ? 1 : 0, nextAttemptAt: isDeaf ? after(now, 60_000) : null }
    default:
      return null
  }
}

function isPreparing({ snapshot }: AuthPlace): boolean {
  return (
    snapshot.matches({ session: { SIGNED_OUT: { SIGNING_IN: 'PREPARING' } } }) ||
    snapshot.matches({ session: { REAUTH_REQUIRED: { SIGNING_IN: 'PREPARING' } } }) ||
    snapshot.matches({ session: { LOCKED: { SIGNING_IN: 'PREPARING' } } })
  )
}

/** What the record says after the app has gone and come again. */
export function recordOf({ snapshot }: AuthPlace, now: Instant): object {
  const { context } = snapshot
  const asked = { ...backlog, evidence: 'none' } as const
  const view = viewOf(snapshot)
  const isPastLimit = context.offlineLimitAt !== null && now >= context.offlineLimitAt
  const kept = { ...session(now, own(context)), ...deadlinesOf(context) }
  if (view.isAuthenticated || (view.status === 'REAUTH_REQUIRED' && view.reason === 'offline_limit')) {
    const isDue = context.refreshDueAt === null || now >= context.refreshDueAt
    const kind = isPastLimit ? 'past_limit' : isDue ? 'due' : 'live'
    return { ...asked, kind, session: kept, offline: null }
  }
  if (view.status === 'REAUTH_REQUIRED')
    return { ...asked, kind: 'ended', account: accountA, user, reason: view.reason }
  if (view.status === 'LOCKED') return { ...asked, kind: 'locked', account: accountA, user, reason: view.reason }
  return { ...asked, kind: 'nothing', reason: 'user', persistence: 'durable', outbox: context.outbox }
}

function deadlinesOf(context: AuthContext): object {
  const { generation, accessTokenExpiresAt, refreshDueAt, lastServerContactAt, offlineLimitAt } = context
  return { generation, accessTokenExpiresAt, refreshDueAt, lastServerContactAt, offlineLimitAt }
}
