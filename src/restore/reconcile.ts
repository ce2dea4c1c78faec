import type { AuthEvent } from '../../machines/events.ts'
import type { AccountHash, Ending } from '../../machines/facts.ts'
import { reauthReasons } from '../../machines/reasons.ts'
import { servesMemoryInstead } from '../given-store.ts'
import type { Host } from '../host.ts'
import type { KeyFailure } from '../ports/keys.ts'
import type { StoreFailure } from '../ports/store.ts'
import { loadIndex } from '../vault/account-index.ts'
import type { SessionColumns } from '../vault/account-rows.ts'
import { loadAccount, openSession } from '../vault/load-account.ts'
import { factsOf } from '../vault/session-facts.ts'

/** What this context shows at the moment it looks. */
export interface Shown {
  readonly account: AccountHash | null
  /** Nobody is signed in, or the session has ended: another tab's sign-in is news. */
  readonly awaitsSignIn: boolean
  readonly isAuthenticated: boolean
  /** Reading, signing in or out, or renewing: not everything is heard now. */
  readonly isBusy: boolean
  /** How the session has ended, where that is what it shows. */
  readonly ending: RecordedEnding | null
}

/**
 * `missed`: the chart was busy with something else, or had moved on when the record was read. `unread`: the store, or the
 * key, did not say just now.
 */
export type Looked = 'done' | 'missed' | 'unread'

type RecordedEnding = Exclude<Ending, { kind: 'signed_out' }>

/**
 * Re-reads the record after a hint from another tab or a long sleep, and tells the chart what it finds. Hints are never
 * believed: a forged one costs one read (MT-08). `shown` is asked again after every wait, because the chart moves on.
 */
export async function reconcile(host: Host, shown: () => Shown): Promise<Looked> {
  const { account, isAuthenticated } = shown()
  if (account !== null && isAuthenticated) return lookForChange(host, account, shown)
  if (!shown().awaitsSignIn) return 'missed'
  if (account === null) return lookForSignIn(host, shown)
  return lookAtEnded(host, account, shown)
}

/** Nobody is signed in here: did somebody sign in elsewhere? A session that has ended since is shown as a new tab would show it. */
async function lookForSignIn(host: Host, shown: () => Shown): Promise<Looked> {
  const index = await loadIndex(host.store())
  if (!index.ok) return unread(index.failure)
  const account = index.value.index.active
  if (account === null) return 'done'
  const loaded = await loadAccount(host.store(), account)
  if (!loaded.ok) return unread(loaded.failure)
  if (!shown().awaitsSignIn || shown().account !== null) return 'missed'
  const { columns } = loaded.value
  if (columns === null || columns.tombstone) return 'done'
  if (!servesMemoryInstead(host) && host.left.has(account, columns.sessionId)) return 'done'
  if (host.left.isPassedOver(account, columns.sessionId)) return 'done'
  return told(host, { type: 'tab.signedIn', at: host.platform.clock.wall(), account })
}

/** The session has ended here: it may have been opened again elsewhere, be over for good, or have ended otherwise than shown. */
async function lookAtEnded(host: Host, account: AccountHash, shown: () => Shown): Promise<Looked> {
  const loaded = await loadAccount(host.store(), account)
  if (!loaded.ok) return unread(loaded.failure)
  if (!shown().awaitsSignIn || shown().account !== account) return 'missed'
  const at = host.platform.clock.wall()
  if (loaded.value.columns === null || loaded.value.columns.tombstone) return told(host, { type: 'tab.signedOut', at })
  const columns = host.unwritten.over(account, loaded.value.columns)
  if (columns.stateClass === 'live') return told(host, { type: 'tab.signedIn', at, account })
  const { ending } = shown()
  const stored = endingOf(columns)
  // How it ended here is the newest word while it can't be written.
  if (ending === null || stored === null || host.unwritten.get(account) !== null) return 'done'
  if (stored.kind === ending.kind && stored.reason === ending.reason) return 'done'
  const next = newsOf(ending, stored)
  if (next === 'told') return toldOf(host, stored, shown)
  return next === null ? 'done' : told(host, { type: 'tab.signedIn', at, account })
}

/** What lasts is not asked for again: the next start says what is to be done about it. */
function unread({ kind }: StoreFailure | KeyFailure): Looked {
  return kind === 'corrupted' || kind === 'key_lost' || kind === 'impossible' ? 'done' : 'unread'
}

function told(host: Host, event: AuthEvent): Looked {
  host.send(event)
  return 'done'
}

/** A chart that signs in or renews takes no ending: it is told again once that is over. */
function toldOf(host: Host, ending: RecordedEnding, shown: () => Shown): Looked {
  host.send({ type: 'tab.ended', at: host.platform.clock.wall(), ending })
  return shown().isBusy ? 'missed' : 'done'
}

/** How another ending of the same account is shown; null where what is shown stays. */
function newsOf(shown: RecordedEnding, stored: RecordedEnding): 'told' | 'read anew' | null {
  // A lock is left for what stands in the record as by a new tab, but for no attempt that might lift a limit.
  if (shown.kind === 'locked') return stored.reason === 'offline_limit' ? null : 'read anew'
  if (stored.kind === 'locked') return 'told'
  // A lost key says nothing of the record, and whoever met the limit here may have a newer set.
  if (shown.reason === 'key_lost' || shown.reason === 'offline_limit') return null
  return stored.reason === 'offline_limit' ? 'read anew' : 'told'
}

function endingOf({ stateClass, reason }: SessionColumns): RecordedEnding | null {
  switch (stateClass) {
    case 'locked':
      return { kind: 'locked', reason: reason === 'too_many_attempts' ? reason : 'account_disabled' }
    case 'reauth':
      return { kind: 'reauth', reason: reauthReasons.find((known) => known === reason) ?? 'refused' }
    default:
      return null
  }
}

async function lookForChange(host: Host, account: AccountHash, shown: () => Shown): Promise<Looked> {
  const hasMovedOn = (): boolean => shown().account !== account || !shown().isAuthenticated
  const held = host.held.get(account)
  const loaded = await loadAccount(host.store(), account)
  if (!loaded.ok) return unread(loaded.failure)
  if (hasMovedOn()) return 'missed'
  // A flight has landed meanwhile: what was read may be older than what is held, and would look like a session that ended.
  if (host.held.get(account) !== held) return lookForChange(host, account, shown)
  const at = host.platform.clock.wall()
  const { session, columns } = loaded.value
  if (session === null || columns === null || columns.tombstone) {
    host.held.drop(account)
    return told(host, { type: 'tab.signedOut', at })
  }
  const ending = endingOf(columns)
  // The limit of an older set: only this context has the newer one, and is about to write it.
  const isAhead = held?.sessionId === columns.sessionId && held.generation > columns.generation
  if (columns.reason === 'offline_limit' && isAhead) return 'done'
  if (ending !== null) {
    host.held.drop(account)
    return toldOf(host, ending, shown)
  }
  const isNews = held === null || columns.sessionId !== held.sessionId || columns.generation > held.generation
  const isShut = (await host.boxes()?.isShut(account)) ?? false
  if (!isNews && !isShut) return 'done'
  const opened = await openSession(host.store(), session)
  if (hasMovedOn()) return 'missed'
  // Set up next door: from now on this context needs the proof as well.
  if (!opened.ok && opened.failure.kind === 'shut') {
    return told(host, { type: 'user.switchAccount', at, account })
  }
  if (!opened.ok) return unread(opened.failure)
  if (!isNews) return 'done'
  if (host.held.get(account) !== held) return lookForChange(host, account, shown)
  const { generation, sessionId } = columns
  if (held !== null && sessionId !== held.sessionId && generation <= held.generation) {
    // Wiped and begun anew elsewhere: its count starts again, so it is opened like any other session.
    host.held.drop(account)
    return told(host, { type: 'user.switchAccount', at, account })
  }
  const persistence = host.store().traits.survivesRestart ? 'durable' : 'memory'
  host.held.set({ account, sessionId, generation, record: opened.value, persistence })
  const { refreshBefore, chance } = host
  const now = host.platform.clock.wall()
  return told(host, {
    type: 'tab.committed',
    at: now,
    session: factsOf(opened.value, { account, generation, persistence, refreshBefore, chance, now }),
  })
}
