import type { AccountHash } from '../../machines/facts.ts'
import type { Host } from '../host.ts'
import { tellDeferred } from '../revocation/outbox.ts'
import { endAccount, type SignOutTerms } from './end-account.ts'

/** A record that could not be closed would open again at the next start: tried until it is, or somebody signs in again. */
export async function closeLater(host: Host, account: AccountHash, terms: SignOutTerms): Promise<void> {
  const left = { sessionId: terms.only ?? null }
  host.left.add(account, left)
  let held = terms.held ?? null
  for (let pause = 1_000; ; pause = Math.min(60_000, pause * 2)) {
    await host.sleep(pause)
    const now = host.held.get(account)
    const isOther = now !== null && now.sessionId !== left.sessionId
    if (host.isDisposed() || isOther || host.left.get(account) !== left) return
    // A renewal that was on its way at the sign-out has landed: nobody signed in, and its token is the one to revoke.
    held = now ?? held
    const { failure, outboxRow } = await endAccount(host, account, { ...terms, held })
    if (failure !== null) continue
    // Its token waits for the server now.
    if (outboxRow !== null) await tellDeferred(host)
    return
  }
}
