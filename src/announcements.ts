import type { AuthContext } from '../machines/context.ts'
import type { AuthEmitted } from '../machines/emitted.ts'
import type { AccountHash } from '../machines/facts.ts'
import type { Instant } from '../machines/time.ts'
import type { EventListeners } from './event-listeners.ts'
import type { Host } from './host.ts'
import { commitEnding } from './refresh/commit.ts'
import { endLater } from './refresh/end-later.ts'
import type { UnwrittenEnding } from './refresh/unwritten-endings.ts'
import type { Held } from './vault/held-tokens.ts'
import { loadAccount } from './vault/load-account.ts'
import type { StoreFailure } from './ports/store.ts'
import type { AuthView } from './view.ts'

/** What changed between two views, told to the app's listeners. */
export function announceChange(
  before: AuthView,
  after: AuthView,
  {
    tell,
    at,
    account,
    storeFailure,
  }: Pick<EventListeners, 'tell'> & {
    readonly at: Instant
    readonly account: AccountHash | null
    /** Why the given store made way for memory; null where it did not. */
    readonly storeFailure: StoreFailure['kind'] | null
  },
): void {
  const wasIn = before.isAuthenticated
  if (!wasIn && after.isAuthenticated && account !== null) tell('session.started', { at, account })
  const isOver = after.status === 'SIGNED_OUT' || after.status === 'REAUTH_REQUIRED' || after.status === 'LOCKED'
  if (isOver && before.status !== after.status && before.status !== 'RESTORING') {
    tell('session.ended', { at, status: after.status, reason: after.reason })
  }
  const { persistence } = after
  if (before.persistence !== persistence)
    tell('persistence.changed', { at, persistence, reason: persistence === 'memory' ? storeFailure : null })
}

/** How much sooner than its end a login is announced to end: a meeting's length. */
const soon = 2 * 3_600_000

/** Tells about the token set of a signed-in session; called with every step of the chart. */
export function createRenewals(tell: EventListeners['tell']): (context: AuthContext, at: Instant) => void {
  let known: Pick<AuthContext, 'account' | 'generation' | 'viewEpoch'> | null = null
  let warnedOf: Instant | null = null
  return ({ account, generation, viewEpoch, refreshTokenExpiresAt }, at) => {
    // From nothing to a first set is a session that is opened, not renewed.
    const isSame = known !== null && known.account === account && known.viewEpoch === viewEpoch && known.generation > 0
    const isRenewed = isSame && known !== null && generation > known.generation
    known = account === null ? null : { account, generation, viewEpoch }
    if (isRenewed) tell('session.refreshed', { at, generation })
    const endsSoon = refreshTokenExpiresAt !== null && refreshTokenExpiresAt - at <= soon
    if (!endsSoon || warnedOf === refreshTokenExpiresAt) return
    warnedOf = refreshTokenExpiresAt
    tell('warning', { at, kind: 'reauth_soon', since: refreshTokenExpiresAt })
  }
}

/** What the chart emits, turned into the app's events and into what the record has to say. Never rejects. */
export async function followEmitted(host: Host, event: AuthEmitted, release: () => void): Promise<void> {
  switch (event.type) {
    case 'offline.entered':
      host.tell('offline.entered', event)
      if (!event.hasToken) {
        host.tell('warning', { at: event.at, kind: 'expired_token_in_use', since: event.tokenExpiresAt })
      }
      return
    case 'offline.exited':
      return host.tell('offline.exited', event)
    case 'warning':
      return host.tell('warning', event)
    case 'fault':
      return host.tell('developer.problem', { at: host.platform.clock.wall(), code: 'actor_failed' })
    case 'drainer.release':
      return release()
    case 'record.end':
      return recordEnd(host, event).catch(() => {
        host.tell('developer.problem', { at: host.platform.clock.wall(), code: 'record_end_failed' })
      })
    default:
      return event satisfies never
  }
}

/** The chart ended a session by itself: the record says so too, else a reload would open it again. */
async function recordEnd(host: Host, event: Extract<AuthEmitted, { type: 'record.end' }>): Promise<void> {
  const { account, reason, generation } = event
  if (account === null) return
  const isLimit = reason === 'offline_limit'
  // A refresh token that only this context has may still serve after the limit; nothing serves it to anybody.
  const held = host.held.get(account)
  const isOnlyCopy = isLimit && held?.persistence === 'degraded'
  if (isOnlyCopy) host.held.interrupt(account)
  else host.held.drop(account)
  const ending = { stateClass: isLimit ? 'reauth' : 'locked', reason, keepsRefreshToken: isLimit } as const
  const over = ({ sessionId, generation: standing }: Pick<Held, 'sessionId' | 'generation'>): UnwrittenEnding => ({
    target: { store: host.store(), account, sessionId, generation: standing },
    ending,
  })
  // No look at the record may open a locked session again before it says so.
  if (!isLimit && held !== null) host.unwritten.add(over(held))
  const loaded = await loadAccount(host.store(), account)
  // What was served is what ends, also where the store does not say just now what it holds.
  const columns = loaded.ok ? loaded.value.columns : held
  if (columns === null) return host.unwritten.clear(account)
  // Another tab reached the server meanwhile: the limit was that of an older set.
  if (isLimit && columns.generation > generation) return host.look()
  const unwritten = over(columns)
  if (!isLimit) host.unwritten.add(unwritten)
  const done = await commitEnding(unwritten.target, ending)
  // The limit is found again at the next start, by its date; that somebody guessed too often is not.
  if (done.kind === 'failed') return isLimit ? undefined : endLater(host, account)
  if (host.unwritten.get(account) === unwritten) host.unwritten.clear(account)
  if (done.kind === 'superseded') return host.look()
  host.announce('ended', account, columns.generation)
}
