import type { AuthEmitted } from '../machines/emitted.ts'
import type { AccountHash } from '../machines/facts.ts'
import type { Instant } from '../machines/time.ts'
import type { EventListeners } from './event-listeners.ts'
import type { Host } from './host.ts'
import { commitEnding } from './refresh/commit.ts'
import { loadAccount } from './vault/load-account.ts'
import type { AuthView } from './view.ts'

/** What changed between two views, told to the app's listeners. */
export function announceChange(
  before: AuthView,
  after: AuthView,
  { tell, at, account }: Pick<EventListeners, 'tell'> & { readonly at: Instant; readonly account: AccountHash | null },
): void {
  const wasIn = before.isAuthenticated
  if (!wasIn && after.isAuthenticated && account !== null) tell('session.started', { at, account })
  const isOver = after.status === 'SIGNED_OUT' || after.status === 'REAUTH_REQUIRED' || after.status === 'LOCKED'
  if (isOver && before.status !== after.status && before.status !== 'RESTORING') {
    tell('session.ended', { at, status: after.status, reason: after.reason })
  }
  if (before.persistence !== after.persistence) tell('persistence.changed', { at, persistence: after.persistence })
}

/** What the chart emits, turned into the app's events and into what the record has to say. */
export async function followEmitted(host: Host, event: AuthEmitted, release: () => void): Promise<void> {
  switch (event.type) {
    case 'offline.entered':
      return host.tell('offline.entered', event)
    case 'offline.exited':
      return host.tell('offline.exited', event)
    case 'warning':
      return host.tell('warning', event)
    case 'fault':
      return host.tell('developer.problem', { at: event.at, code: 'actor_failed' })
    case 'drainer.release':
      return release()
    case 'record.end':
      return recordEnd(host, event)
    default:
      return event satisfies never
  }
}

/** The chart ended a session by itself: the record says so too, else a reload would open it again. */
async function recordEnd(host: Host, { account, reason }: Extract<AuthEmitted, { type: 'record.end' }>): Promise<void> {
  if (account === null) return
  host.held.drop(account)
  const loaded = await loadAccount(host.store(), account)
  const columns = loaded.ok ? loaded.value.columns : null
  if (columns === null) return
  await commitEnding(
    { store: host.store(), account, sessionId: columns.sessionId, generation: columns.generation },
    {
      stateClass: reason === 'offline_limit' ? 'reauth' : 'locked',
      reason,
      keepsRefreshToken: reason === 'offline_limit',
    },
  )
  host.announce('ended', account, columns.generation)
}
