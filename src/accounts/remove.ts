import type { AccountHash } from '../../machines/facts.ts'
import type { Host } from '../host.ts'
import type { ExportedItem } from '../queue/api.ts'
import { tellDeferred } from '../revocation/outbox.ts'
import { endAccount } from '../sign-out/end-account.ts'
import { changeIndex, loadIndex, without } from '../vault/account-index.ts'
import type { SessionColumns } from '../vault/account-rows.ts'
import { loadAccount } from '../vault/load-account.ts'
import type { RemoveOptions, RemoveResult } from './api.ts'
import type { AccountsHost } from './part.ts'

/** More conflicts than writers of one device can cause. */
const mostConflicts = 20

/** Signs an account out for good, whether it is shown or not, and forgets it unless its work stays. */
export async function removeAccount(
  lent: AccountsHost,
  account: AccountHash,
  options: RemoveOptions,
): Promise<RemoveResult> {
  const { host, watch, queue } = lent
  // Whoever is shown ends at once: work that is written after this call must find the session over, not be acknowledged and wiped.
  const isShown = lent.account() === account && watch.view().status !== 'SIGNED_OUT'
  const ended = isShown ? await signOut(lent, options) : await endDormant(lent, account, options)
  if (ended.status !== 'removed') return ended
  const left = (await queue?.held(account)) ?? 0
  if (left > 0) return { ...ended, status: 'kept' }
  await forget(host, account)
  return ended
}

async function signOut({ signOut: leave }: AccountsHost, { pending }: RemoveOptions): Promise<RemoveResult> {
  const left = await leave({ mode: 'hard', ...(pending === undefined ? {} : { pending }) })
  if (left.status === 'needs_decision') return left
  if (left.report.device === 'failed') return { status: 'failed' }
  return left.exported === undefined ? { status: 'removed' } : { status: 'removed', exported: left.exported }
}

/** An account that is not shown here: the chart goes on showing whom it shows. */
async function endDormant(
  { host, queue }: AccountsHost,
  account: AccountHash,
  { pending }: RemoveOptions,
): Promise<RemoveResult> {
  const columns = await columnsOf(host, account)
  if (columns === 'failed') return { status: 'failed' }
  if (columns === null) return { status: 'unknown' }
  const left = (await queue?.held(account)) ?? 0
  if (left > 0 && pending === undefined) return { status: 'needs_decision', pending: left }
  let exported: readonly ExportedItem[] = []
  if (pending === 'export' && queue !== null) {
    // Behind a gate its work is nobody's to look at: it can be kept or discarded, not handed over.
    if (left > 0 && isGated(columns)) return { status: 'needs_decision', pending: left }
    exported = await queue.exportOf(account)
    if (exported.length < left) return { status: 'needs_decision', pending: left }
  }
  queue?.handedOver(account, pending === 'export' ? exported : null)
  const isGone = pending === 'discard' || pending === 'export'
  const queueWrites = (await queue?.atSignOut(account, isGone ? 'discard' : 'keep')) ?? []
  const { failure } = await endAccount(host, account, { mode: 'hard', reason: 'user', queueWrites, mayGoOn: true })
  if (failure !== null) {
    // It may have landed all the same (ST-09): whoever shows this account looks at the record.
    host.announce('signed_out', account)
    return { status: 'failed' }
  }
  await tellDeferred(host)
  return pending === 'export' ? { status: 'removed', exported } : { status: 'removed' }
}

function isGated({ stateClass, tombstone }: SessionColumns): boolean {
  return tombstone || stateClass === 'locked'
}

async function columnsOf({ store }: Host, account: AccountHash): Promise<SessionColumns | 'failed' | null> {
  const loaded = await loadAccount(store(), account)
  return loaded.ok ? loaded.value.columns : 'failed'
}

/**
 * Out of the index. Its tombstone stays: a sign-in that began before the removal must find it. A wipe that isn't finished
 * keeps its place, because the next start looks for it there.
 */
async function forget(host: Host, account: AccountHash): Promise<void> {
  for (let conflicts = 0; conflicts < mostConflicts; conflicts += 1) {
    const store = host.store()
    const index = await loadIndex(store)
    const loaded = await loadAccount(store, account)
    const isOver = loaded.ok && loaded.value.columns?.tombstone === true && !loaded.value.columns.wiping
    if (!index.ok || !isOver || !index.value.index.accounts.includes(account)) return
    const changed = await changeIndex(store, index.value, without(account))
    if (!changed.ok) return
    const done = await store.commit([changed.value.check], [changed.value.write])
    if (done.ok) return host.announce('index_changed', '')
    if (done.failure.kind !== 'conflict') return
  }
}
