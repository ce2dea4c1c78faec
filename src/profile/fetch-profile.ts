import type { AccountHash } from '../../machines/facts.ts'
import { duration } from '../../machines/time.ts'
import type { Host } from '../host.ts'
import { commitProfile } from '../refresh/commit.ts'
import { userOf } from '../vault/session-facts.ts'

/** A name is worth no longer wait; it is asked for again with the next token set. */
const patience = duration(10_000)

/**
 * Asks userinfo how to call the person, after the tokens are durable and never before (P8). A failure is a warning and a
 * later question, never a transition.
 */
export async function fetchProfile(host: Host, account: AccountHash): Promise<void> {
  const held = host.held.get(account)
  if (held === null || held.record.accessToken === null) return
  const { accessToken, subject } = held.record
  const answer = await host.call((context) => host.identity.fetchUser(accessToken, subject, context), {
    timeout: patience,
    signal: host.disposal,
    session: held.record,
  })
  // Somebody may have signed out, or the set may have been renewed, while the answer was on its way.
  const current = host.held.get(account)
  const at = host.platform.clock.wall()
  if (current === null || current.sessionId !== held.sessionId) return
  if (!answer.ok) {
    if (answer.failure.kind !== 'not_supported') host.tell('warning', { at, kind: 'stale_user_info', since: null })
    return
  }
  const { profile, roles } = answer.value
  const { sessionId, generation } = current
  const done = await commitProfile({ store: host.store(), account, sessionId, generation }, { profile, roles })
  const latest = host.held.get(account)
  if (done.kind !== 'committed' || latest === null || latest.sessionId !== sessionId) return
  const record = { ...latest.record, profile, roles: roles.length > 0 ? roles : latest.record.roles }
  host.held.set({ ...latest, record })
  host.send({ type: 'record.described', at: host.platform.clock.wall(), account, user: userOf(record) })
}
