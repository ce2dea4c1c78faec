import type { RefreshOutcome } from '../../machines/outcomes.ts'
import type { Host } from '../host.ts'
import { deferRevocation } from '../revocation/outbox.ts'
import { adopt, finishEnding, isUnchanged, renewedBy } from './after-flight.ts'
import { broken, busy, isNewsTo, pauseOf, sessionFacts, type FlightInput, type Found } from './before-flight.ts'
import { noJournal, type Journal } from './journal.ts'
import { runRound } from './round.ts'

/** A set that the store refuses so far: only this context has it. */
export interface Unwritten {
  /** What stands on the disk instead. */
  found: Found
  /** What is known of its renewal, written along with it. */
  journal: Journal
}

/** Renews a set that only this context has. It holds the lock already, and a journal that can't be written guards nothing. */
export async function flyUnsaved(host: Host, input: FlightInput, holding: Unwritten): Promise<RefreshOutcome> {
  const held = host.held.get(input.account)
  if (held === null) return busy(host, input.account)
  const found = { ...holding.found, record: held.record, generation: held.generation }
  const { generation } = found
  const startedAt = host.platform.clock.wall()
  // Asked for by a look at the record, which still shows the set before.
  if (isNewsTo(input, found, startedAt)) return adopted(host, input, found)
  const pause = pauseOf(holding.journal, input, startedAt)
  if (pause !== null) return pause
  const intent = { generation, startedAt, attempt: 1, outcome: 'pending' } as const
  const isSourced = host.identity.kind === 'token-source'
  const record = { ...found.record, refreshToken: spendable(host, holding, found) }
  // What earlier rounds learnt stands in no store: that the set may be spent, and how often they failed.
  const before = holding.journal
  const { columns } = found.rows
  const known = { ...found.rows, ...before, columns: columns && { ...columns, generation } }
  if (!isSourced) holding.journal = { intent, breaker: before.breaker }
  const end = await runRound(host, known, record, { journalled: false })
  holding.journal =
    end.kind === 'failed'
      ? { intent: end.mayBeSpent && !isSourced ? { ...intent, outcome: 'maybe' } : null, breaker: end.breaker }
      : noJournal
  // Signed out meanwhile: the new set belongs to nobody.
  if (host.held.get(input.account)?.sessionId !== held.sessionId) {
    if (end.kind === 'granted' && end.grant.refreshToken !== null) await deferRevocation(host, end.grant.refreshToken)
    return busy(host, input.account)
  }
  if (end.kind === 'granted' && isUnchanged(host, end.grant, found)) return adopted(host, input, found)
  if (end.kind === 'granted') {
    const renewed = renewedBy(end, found, host)
    return adopt(host, input, { sessionId: held.sessionId, renewed, persistence: 'degraded' })
  }
  if (end.kind === 'ended') return (await finishEnding(host, input, found, end)) ?? broken(host)
  return end.kind === 'failed' ? end.outcome : broken(host)
}

/**
 * The token to renew with. A provider that takes the parent of the active one at any time is given the one on the disk again:
 * with a child spent that no disk ever held, a crash would lose the session.
 */
function spendable(host: Host, { found: written }: Unwritten, { record }: Found): string | null {
  const { rotates, parentReusable } = host.identity.rotation
  return rotates && parentReusable ? written.record.refreshToken : record.refreshToken
}

function adopted(host: Host, { account }: FlightInput, found: Found): RefreshOutcome {
  // It may have been written just now.
  const isDurable = host.held.get(account)?.persistence === 'durable'
  const session = sessionFacts(host, account, { ...found, persistence: isDurable ? 'durable' : 'degraded' })
  return { kind: 'adopted', at: host.platform.clock.wall(), evidence: 'none', session }
}
