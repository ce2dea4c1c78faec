import { stepUpIsShut } from '../step-up/region.ts'
import type { GrantFacts, PolicyFacts } from './facts.ts'
import type { PolicyHost } from './part.ts'
import type { Standing } from './standing.ts'

/** Everything a decision may depend on, at this moment. */
export function gatherFacts(host: PolicyHost, standing: Standing): PolicyFacts {
  const view = host.view()
  const snapshot = host.snapshot()
  const { known, clock } = standing
  const isClockTrusted = clock.isTrusted()
  return {
    status: view.status,
    isOnline: view.isOnline,
    isShut: stepUpIsShut(snapshot),
    worksOffline: host.worksOffline,
    now: clock.now(),
    isClockTrusted,
    lastServerContactAt: known?.lastServerContactAt ?? null,
    offlineUntil: known?.offlineUntil ?? null,
    nextAttemptAt: view.status === 'OFFLINE_STALE' ? view.retryAt : null,
    permissions: known === null ? null : (known.permissions ?? host.rolesOf(known.account)),
    // Nobody can tell how old a proof is once the clock was set back (SU-01).
    grants: isClockTrusted
      ? snapshot.context.grants.map((grant) => ({ ...grant, proof: proofOf(host, grant.method) }))
      : [],
  }
}

function proofOf(host: PolicyHost, method: string): GrantFacts['proof'] {
  return host.stepUp.find((way) => way.method === method)?.proof ?? 'word'
}
