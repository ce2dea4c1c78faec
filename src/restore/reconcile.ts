import type { AccountHash } from '../../machines/facts.ts'
import { reauthReasons } from '../../machines/reasons.ts'
import type { Host } from '../host.ts'
import { loadIndex } from '../vault/account-index.ts'
import { loadAccount, openSession } from '../vault/load-account.ts'
import { factsOf } from '../vault/session-facts.ts'

/** What this context shows at the moment it looks. */
export interface Shown {
  readonly account: AccountHash | null
  /** Nobody is signed in, or the session has ended: another tab's sign-in is news. */
  readonly awaitsSignIn: boolean
  readonly isAuthenticated: boolean
  readonly isRestoring: boolean
}

/**
 * Re-reads the record after a hint from another tab or a long sleep, and tells the chart what it finds. Hints are never
 * believed: a forged one costs one read (MT-08). `shown` is asked again after every wait, because the chart moves on.
 */
export async function reconcile(host: Host, shown: () => Shown): Promise<void> {
  const account = shown().account
  if (account === null || !shown().isAuthenticated) await lookForSignIn(host, shown)
  if (account !== null && shown().account === account && shown().isAuthenticated)
    await lookForChange(host, account, shown)
}

async function lookForSignIn(host: Host, shown: () => Shown): Promise<void> {
  const index = await loadIndex(host.store())
  const account = shown().account ?? (index.ok ? index.value.index.active : null)
  if (account === null || !shown().awaitsSignIn) return
  const loaded = await loadAccount(host.store(), account)
  const columns = loaded.ok ? loaded.value.columns : null
  if (columns === null || columns.tombstone || columns.stateClass !== 'live' || !shown().awaitsSignIn) return
  host.send({ type: 'tab.signedIn', at: host.platform.clock.wall(), account })
}

async function lookForChange(host: Host, account: AccountHash, shown: () => Shown): Promise<void> {
  const loaded = await loadAccount(host.store(), account)
  if (!loaded.ok || shown().account !== account || !shown().isAuthenticated) return
  const at = host.platform.clock.wall()
  const { session, columns } = loaded.value
  const held = host.held.get(account)
  if (session === null || columns === null || columns.tombstone) {
    host.held.drop(account)
    return host.send({ type: 'tab.signedOut', at })
  }
  if (columns.stateClass === 'locked') {
    host.held.drop(account)
    const reason = columns.reason === 'too_many_attempts' ? columns.reason : 'account_disabled'
    return host.send({ type: 'tab.ended', at, ending: { kind: 'locked', reason } })
  }
  if (columns.stateClass === 'reauth') {
    host.held.drop(account)
    const reason = reauthReasons.find((known) => known === columns.reason) ?? 'refused'
    return host.send({ type: 'tab.ended', at, ending: { kind: 'reauth', reason } })
  }
  const isNews = held === null || columns.sessionId !== held.sessionId || columns.generation > held.generation
  if (!isNews) return
  const opened = await openSession(host.store(), session)
  if (!opened.ok || shown().account !== account || !shown().isAuthenticated) return
  const { generation, sessionId } = columns
  const persistence = host.store().traits.survivesRestart ? 'durable' : 'memory'
  host.held.set({ account, sessionId, generation, record: opened.value, persistence })
  const { refreshBefore, chance } = host
  host.send({
    type: 'tab.committed',
    at: host.platform.clock.wall(),
    session: factsOf(opened.value, { account, generation, persistence, refreshBefore, chance }),
  })
}
