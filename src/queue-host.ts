import type { AccountHash } from '../machines/facts.ts'
import { duration } from '../machines/time.ts'
import { isSessionMismatch } from './exchange/carry.ts'
import type { Host } from './host.ts'
import { provenFetch } from './http/proven-fetch.ts'
import type { AccessSource, AccessToken } from './ports/access.ts'
import type { IdentityFailure } from './ports/exchange.ts'
import type { PermissionSource } from './ports/authorization.ts'
import type { PolicyPart } from './policy/part.ts'
import type { QueueHost } from './queue/part.ts'
import { classify } from './refresh/classification.ts'
import type { AuthView } from './view.ts'

/** Userinfo and permission endpoints answer in milliseconds; a slower one is asked again later. */
const confirmTimeout = duration(10_000)

interface Session {
  readonly access: AccessSource
  readonly view: () => AuthView
  readonly account: () => AccountHash | null
  readonly policy: () => PolicyPart | null
}

/** Lends the queue what it needs of the session, and nothing that could end it. */
export function createQueueHost(host: Host, { access, view, account, policy }: Session): QueueHost {
  const { clock, random, tabs, fetch } = host.platform
  return {
    get store() {
      return host.store()
    },
    clock,
    random,
    tabs,
    fetch,
    access,
    // What waits in a locked account is nobody's to look at; a verified sign-in opens it again.
    owner: () => (view().status === 'SIGNED_OUT' || view().status === 'LOCKED' ? null : account()),
    current: () => {
      const held = host.held.get(account())
      return held === null || !view().isAuthenticated ? null : { account: held.account, sessionId: held.sessionId }
    },
    admits: () => {
      const { status } = view()
      if (status === 'SIGNED_OUT') return { ok: false, reason: 'signed_out' }
      if (status === 'LOCKED') return { ok: false, reason: 'locked' }
      return status === 'RESTORING' ? { ok: false, reason: 'restoring' } : { ok: true }
    },
    confirm: (signal) => confirm(host, access, { signal, account: account(), policy }),
    permits: (capability) => policy()?.permits(capability) ?? true,
    flush: () => host.send({ type: 'user.flush', at: clock.wall() }),
    changed: (queue) => host.send({ type: 'queue.changed', at: clock.wall(), queue }),
    report: (code) => host.tell('developer.problem', { at: clock.wall(), code }),
  }
}

/** Permission source, else userinfo: whichever answers says that the session is in good standing. */
async function confirm(
  host: Host,
  access: AccessSource,
  {
    signal,
    account,
    policy,
  }: { readonly signal: AbortSignal; readonly account: AccountHash | null; readonly policy: () => PolicyPart | null },
): Promise<'answered' | 'silent' | 'portal'> {
  const { fetch } = host.platform
  const held = host.held.get(account)
  if (held === null) return 'silent'
  try {
    const used = await access.access()
    // Somebody else's token by now: their rights are not this account's.
    if (signal.aborted) return 'silent'
    const { generation } = used
    const ask = (use: AccessToken) =>
      host.permissions === null
        ? host.call((context) => host.identity.fetchUser(use.token, held.record.subject, context), {
            timeout: confirmTimeout,
            signal,
            session: held.record,
          })
        : askPermissions(use, host.permissions)
    const askPermissions = async (use: AccessToken, source: PermissionSource) => {
      const proven = provenFetch(use, fetch)
      const answer = await host.call(
        ({ signal: ends, now }) => source({ accessToken: use.token, fetch: proven, signal: ends, now }),
        { timeout: confirmTimeout, signal },
      )
      if (answer.ok) policy()?.notePermissions(held.account, answer.value)
      return answer
    }
    const first = await ask(used)
    if (first.ok) return 'answered'
    const otherSession = saysOtherSession(first.failure, used)
    if (!otherSession && !isUnauthorized(first.failure)) return evidenceOf(host, first.failure)
    const newer = await access.rejected({ generation, origin: 'confirm', otherSession })
    if (newer === null || signal.aborted) return 'silent'
    const second = await ask(newer)
    return second.ok ? 'answered' : evidenceOf(host, second.failure)
  } catch {
    return 'silent'
  }
}

function isUnauthorized(failure: IdentityFailure): boolean {
  return failure.kind === 'exchange' && failure.exchange.kind === 'response' && failure.exchange.status === 401
}

function saysOtherSession(failure: IdentityFailure, carrier: Pick<AccessToken, 'carrier'>): boolean {
  return (
    failure.kind === 'exchange' && failure.exchange.kind === 'response' && isSessionMismatch(carrier, failure.exchange)
  )
}

/** A server without userinfo has still answered; one that fails or a portal confirms nothing. */
function evidenceOf(host: Host, failure: IdentityFailure): 'answered' | 'silent' | 'portal' {
  if (failure.kind === 'not_supported') return 'answered'
  const { category } = classify(failure, host.identity.profile)
  return category === 'captive_portal' ? 'portal' : 'silent'
}
