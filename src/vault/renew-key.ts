import type { AccountHash } from '../../machines/facts.ts'
import { duration } from '../../machines/time.ts'
import type { Host } from '../host.ts'
import { hash } from './account-hash.ts'
import { sealAnew } from './seal-anew.ts'

/** Longer than anything that was sealed under the old key can still be on its way to the disk. */
const lingering = 3_600_000
/** Another context does the same work; what it leaves is found at the next start. */
const patience = duration(1_000)

/** A verified sign-in again is the moment for a new key (ST-01). In the background: the session doesn't wait for it. */
export async function renewKey(host: Host, account: AccountHash): Promise<void> {
  const begun = await host.store().keys.rotation?.begin({ scope: 'account', account })
  if (begun?.ok === true) await continueRenewal(host, account)
}

/**
 * Seals everything of the account under its newest key, and destroys the old one once nothing needs it: a full look has
 * found all rows sealed anew, and so much later that no context can be about to store something older. A crash at any step
 * leaves two keys, which both open; the next start goes on.
 */
export async function continueRenewal(host: Host, account: AccountHash): Promise<void> {
  const store = host.store()
  const { rotation } = store.keys
  const name = { scope: 'account', account } as const
  if (rotation === undefined) return
  const since = await rotation.begunAt(name)
  if (!since.ok || since.value === null) return
  const begunAt = since.value
  const lock = `renewal:${await hash(store.keys, account)}`
  const work = async (): Promise<void> => {
    const { done, left } = await sealAnew(host, account)
    if (done > 0) host.announce('queue_changed', account)
    const isOld = host.platform.clock.wall() - begunAt >= lingering
    if (done + left === 0 && isOld) await rotation.end(name)
  }
  await host.platform.tabs.exclusive(lock, work, { timeout: patience, signal: host.disposal })
}
