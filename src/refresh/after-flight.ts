import type { RefreshOutcome } from '../../machines/outcomes.ts'
import type { LockedReason, ReauthReason } from '../../machines/reasons.ts'
import { generation, type Generation, type Instant } from '../../machines/time.ts'
import type { Host } from '../host.ts'
import type { TokenGrant } from '../ports/identity.ts'
import { recordOfGrant, type SessionRecord } from '../vault/session-record.ts'
import { sessionFacts, type FlightInput, type Found } from './before-flight.ts'
import { commitEnding, type commitGrant } from './commit.ts'
import type { RoundEnd } from './round.ts'

type Ended = Extract<RoundEnd, { kind: 'ended' }>

export interface RenewedSet {
  readonly record: SessionRecord
  readonly generation: Generation
  readonly at: Instant
}

/** The set that a grant makes of the one it renews. */
export function renewedBy(
  { grant, at }: { readonly grant: TokenGrant; readonly at: Instant },
  found: Found,
  host: Host,
): RenewedSet {
  const record = recordOfGrant(grant, { at, offlineFor: host.offlineFor, previous: found.record })
  return { record, at, generation: generation(found.generation + 1) }
}

/** Then this context serves the set; nobody hears of it before (RC-04). */
export function adopt(
  host: Host,
  { account }: FlightInput,
  {
    sessionId,
    renewed,
    persistence,
  }: {
    readonly sessionId: string
    readonly renewed: RenewedSet
    readonly persistence: 'durable' | 'degraded'
  },
): RefreshOutcome {
  const { record, at } = renewed
  host.held.set({ account, sessionId, generation: renewed.generation, record, persistence })
  const session = sessionFacts(host, account, { record, generation: renewed.generation, persistence })
  return { kind: 'granted', at, evidence: 'answered', session }
}

/**
 * A source that still hands out the same token: no new set, so no new generation and no contact with a server. One that lives
 * for longer than was known is news: kept as it was, it would be due again at once.
 */
export function isUnchanged({ identity }: Host, grant: TokenGrant, { record }: Found): boolean {
  const isSame = grant.accessToken === record.accessToken && grant.accessTokenExpiresAt <= record.accessTokenExpiresAt
  return identity.kind === 'token-source' && isSame
}

/** Then the set serves on as it is. */
export function keep(host: Host, { account }: FlightInput, { rows, record, generation: kept }: Found): RefreshOutcome {
  const sessionId = rows.columns?.sessionId ?? ''
  host.held.set({ account, sessionId, generation: kept, record, persistence: 'durable' })
  const session = sessionFacts(host, account, { record, generation: kept, persistence: 'durable' })
  return { kind: 'adopted', at: host.platform.clock.wall(), evidence: 'none', session }
}

/** Whether the server confirmed what the app had heard about the account. A lost answer or a challenge confirms nothing. */
export function isConfirmed({ answered, reason }: Ended): boolean {
  return answered && reason !== 'rotation_lost' && reason !== 'interaction_required' && reason !== 'identity_mismatch'
}

/** Writes a definite refusal. Null when another login, a tombstone or a newer set stands there: it is looked at instead. */
export async function finishEnding(
  host: Host,
  input: FlightInput,
  { rows, record, generation: newest }: Found,
  end: Ended,
): Promise<RefreshOutcome | null> {
  const { at } = end
  const evidence = end.answered ? 'answered' : 'none'
  const ending = isConfirmed(end) ? asReported(input, end) : end
  // What ends is the newest set, also where only this context ever had it (RC-09).
  const target = { ...targetOf(host, input, rows), generation: newest }
  const keepsRefreshToken = ending.reason === 'interaction_required'
  const written = { ...ending, keepsRefreshToken, record: newest > (rows.columns?.generation ?? 0) ? record : null }
  const done = await commitEnding(target, written)
  if (done.kind === 'superseded') return null
  // The server's word stands even where the store is dead: written as soon as that works.
  if (done.kind === 'failed') host.unwritten.add({ target, ending: written })
  host.held.drop(input.account)
  host.announce('ended', input.account, target.generation)
  return ending.reason === 'account_disabled' || ending.reason === 'too_many_attempts'
    ? { kind: 'locked', at, evidence, reason: ending.reason }
    : { kind: 'refused', at, evidence, reason: ending.reason }
}

/** Many providers have one answer for every ending; what the app heard says which it was (SO-11). */
function asReported(
  { report }: FlightInput,
  { stateClass, reason }: Ended,
): { readonly stateClass: 'reauth' | 'locked'; readonly reason: ReauthReason | LockedReason } {
  if (report === 'locked') return { stateClass: 'locked', reason: 'account_disabled' }
  return { stateClass, reason: report === 'revoked' && reason === 'refused' ? 'revoked' : reason }
}

export function targetOf(host: Host, input: FlightInput, rows: Found['rows']): Parameters<typeof commitGrant>[0] {
  return {
    store: host.store(),
    account: input.account,
    sessionId: rows.columns?.sessionId ?? '',
    generation: rows.columns?.generation ?? input.generation,
  }
}
