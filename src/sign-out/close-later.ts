import type { AccountHash } from '../../machines/facts.ts'
import { patienceOf } from '../farewells.ts'
import { ofGivenStore } from '../given-store.ts'
import type { Host } from '../host.ts'
import { deferRevocation, tellDeferred } from '../revocation/outbox.ts'
import { endAccount, type SignOutTerms } from './end-account.ts'
import type { LeftSession } from './left-sessions.ts'

/** A record that could not be closed would open again at the next start: tried until it is, or somebody signs in again. */
export async function closeLater(given: Host, account: AccountHash, terms: SignOutTerms): Promise<void> {
  // Memory may take the store's place meanwhile: what was left is not in there.
  const store = given.store()
  const host: Host = store === given.givenStore() ? ofGivenStore(given) : { ...given, store: () => store }
  let left: LeftSession = { sessionId: terms.only ?? null }
  host.left.add(account, left)
  let held = terms.held ?? null
  const patience = patienceOf(host)
  for (let pause = 1_000; ; pause = Math.min(60_000, pause * 2)) {
    if (!(await patience.rest(pause))) return
    const now = host.held.get(account)
    const isOther = now !== null && now.sessionId !== left.sessionId
    // Somebody has signed in over it: what it held is nobody's any more.
    if (isOther || host.left.get(account) !== left) return revokeLeft(host, held?.record.refreshToken ?? null)
    // A renewal that was on its way at the sign-out has landed: nobody signed in, and its token is the one to revoke.
    held = now ?? held
    const only = left.sessionId === null ? {} : { only: left.sessionId }
    const { failure, sessionId, outboxRow } = await endAccount(host, account, { ...terms, ...only, held })
    if (failure !== null) {
      // Only what stood there when it could first be read was left; a later login is somebody's new session.
      if (left.sessionId === null && sessionId !== null && host.left.get(account) === left) {
        left = { sessionId }
        host.left.add(account, left)
      }
      continue
    }
    if (outboxRow === null) return revokeLeft(host, held?.record.refreshToken ?? null)
    // Its token waits for the server now.
    return tellDeferred(host)
  }
}

function revokeLeft(host: Host, token: string | null): Promise<void> {
  return token === null ? tellDeferred(host) : deferRevocation(host, token)
}
