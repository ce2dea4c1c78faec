import type { AccountHash } from '../../machines/facts.ts'
import type { Host } from '../host.ts'
import { until } from '../sign-in/ask-sign-in.ts'
import { changeIndex, loadIndex, withActive } from '../vault/account-index.ts'
import { loadAccount } from '../vault/load-account.ts'
import type { AuthView } from '../view.ts'
import type { SwitchResult } from './api.ts'
import type { AccountsHost } from './part.ts'

/** More conflicts than writers of one device can cause. */
const mostConflicts = 20

/** Shows another account where one can be shown; leaves everything as it is otherwise. */
export async function switchAccount(
  { host, watch, account: shown }: AccountsHost,
  account: AccountHash,
): Promise<SwitchResult> {
  await until(watch, isSettled)
  if (shown() === account) return { status: 'switched' }
  const standing = await standingOf(host, account)
  if (standing !== 'here') return { status: standing }
  await makeDefault(host, account)
  watch.send({ type: 'user.switchAccount', at: watch.now(), account })
  await until(watch, (view) => isSettled(view))
  if (shown() === account) return { status: 'switched' }
  const view = watch.view()
  // Signed out next door while it was opened, or the store does not answer just now.
  return { status: view.status === 'SIGNED_OUT' && view.reason === 'storage_timeout' ? 'failed' : 'signed_out' }
}

async function standingOf(
  { store }: Host,
  account: AccountHash,
): Promise<'here' | 'signed_out' | 'unknown' | 'failed'> {
  const loaded = await loadAccount(store(), account)
  if (!loaded.ok) return 'failed'
  const { columns } = loaded.value
  if (columns === null) return 'unknown'
  return columns.tombstone ? 'signed_out' : 'here'
}

/** The last choice is where new contexts begin. Best effort: what is shown here does not hang on it. */
async function makeDefault(host: Host, account: AccountHash): Promise<void> {
  for (let conflicts = 0; conflicts < mostConflicts; conflicts += 1) {
    const store = host.store()
    const loaded = await loadIndex(store)
    if (!loaded.ok || loaded.value.index.active === account) return
    const changed = await changeIndex(store, loaded.value, withActive(account))
    if (!changed.ok) return
    const done = await store.commit([changed.value.check], [changed.value.write])
    if (done.ok) return host.announce('index_changed', '')
    if (done.failure.kind !== 'conflict') return
  }
}

function isSettled(view: AuthView): boolean {
  if (view.status === 'SIGNED_OUT') return !view.isSigningOut
  return view.status !== 'RESTORING' || view.waiting !== null || view.isSigningIn
}
