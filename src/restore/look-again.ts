import type { AccountHash } from '../../machines/facts.ts'
import type { RestoreFinding } from '../../machines/outcomes.ts'
import type { Host } from '../host.ts'
import type { Store } from '../ports/store.ts'
import { loadIndex } from '../vault/account-index.ts'
import { loadAccount, openSession } from '../vault/load-account.ts'

/** A store that was dead or silent is asked again while the app runs without it; what it holds is opened then (ST-11). */
export async function lookAgain(
  host: Host,
  { store, isReplaced }: { readonly store: Store; readonly isReplaced: boolean },
  found: RestoreFinding,
): Promise<void> {
  let { kind } = found
  for (let pause = 1_000; kind === 'store_dead'; pause = Math.min(60_000, pause * 2)) {
    await host.sleep(pause)
    // Somebody signed in without it, or it is in use again: nothing is to be found any more.
    const isInUseAgain = isReplaced && host.store() === store
    if (host.isDisposed() || host.held.hasVolatile || isInUseAgain || !host.isGivenPossible()) return
    const index = await loadIndex(store)
    const url = host.platform.navigation?.url() ?? null
    const isWaiting = url !== null && isCallback(host, url)
    if (!index.ok) continue
    const { active } = index.value.index
    if (active === null && !isWaiting) kind = 'nothing'
    else if (active === null || (await isOpenable(host, store, active))) kind = 'live'
  }
  if (kind !== 'nothing') host.send({ type: 'record.found', at: host.platform.clock.wall() })
}

/** Else the restore would end where the last one did, or with nobody: it takes the sign-in form away each time. */
async function isOpenable(host: Host, store: Store, account: AccountHash): Promise<boolean> {
  const loaded = await loadAccount(store, account)
  if (!loaded.ok) return false
  const { session, columns } = loaded.value
  // Left here: whoever closes it is still at it.
  if (columns !== null && host.left.has(account, columns.sessionId)) return false
  const opened = session === null || session.sealed === null ? null : await openSession(store, session)
  return opened?.ok !== false || opened.failure.kind !== 'timeout'
}

/** Whether this address is the way back of a sign-in. An adapter that throws says no. */
export function isCallback(host: Host, url: string): boolean {
  try {
    return host.identity.isCallback(url)
  } catch {
    host.tell('developer.problem', { at: host.platform.clock.wall(), code: 'identity_threw' })
    return false
  }
}
