import { duration, type Duration } from '../../machines/time.ts'
import type { Exchange, IdentityFailure } from '../ports/exchange.ts'
import type { ClassifyRefusal, ProviderProfile, ProviderRow, Refusal } from '../ports/provider-profile.ts'
import type { Classification, Consumed, Verdict } from '../ports/verdict.ts'
import { lastRow, oauthRows, refusal, transportRows, type Match } from './classification-table.ts'
import { beginsWith, sameCode } from './error-text.ts'
import { genericProfile } from '../exchange/generic-profile.ts'

/** A promise of the retry timing: no server makes us wait longer in one go. */
const longestWait = duration(60 * 60 * 1000)

/**
 * Says what a failed call to the identity provider means for the session. Pure and total: one table decides, in order,
 * the first match wins. Only a well-formed refusal may end a session; everything else keeps it.
 */
export function classify(failure: IdentityFailure, profile: ProviderProfile = genericProfile): Classification {
  const exchange = failure.kind === 'exchange' || failure.kind === 'discovery_unavailable' ? failure.exchange : null
  const decided = transport(failure) ?? refused(failure, profile) ?? lastRow
  return { ...decided.verdict, retryAfter: retryAfter(exchange), row: decided.id }
}

interface Decision {
  readonly id: string
  readonly verdict: Verdict & { readonly consumed: Consumed }
}

function transport(failure: IdentityFailure): Decision | undefined {
  return transportRows.find((row) => matches(row.match, failure))
}

function refused(failure: IdentityFailure, profile: ProviderProfile): Decision | undefined {
  if (failure.kind !== 'exchange' || failure.exchange.kind !== 'response' || !matches(refusal, failure)) {
    return undefined
  }
  const { status, error, errorDescription, errorCodes } = failure.exchange
  const said = { status, error, errorDescription, errorCodes }
  return (
    hooked(said, profile.classifyRefusal) ??
    profile.rows.find((row) => matchesProvider(row, said)) ??
    oauthRows.find((row) => matches(row.match, failure))
  )
}

const hookVerdicts = {
  refused: { category: 'refused', reason: 'refused', consumed: 'no' },
  interaction_required: { category: 'interaction_required', reason: 'interaction_required', consumed: 'no' },
  locked: { category: 'locked', reason: 'account_disabled', consumed: 'no' },
  transient: { category: 'server_unavailable', reason: 'refresh_failed', consumed: 'maybe' },
} as const satisfies Record<NonNullable<ReturnType<ClassifyRefusal>>, Decision['verdict']>

function hooked(said: Refusal, classifyRefusal: ClassifyRefusal | null): Decision | undefined {
  if (classifyRefusal === null) {
    return undefined
  }
  try {
    const word = classifyRefusal(Object.freeze({ ...said, errorCodes: Object.freeze([...said.errorCodes]) }))
    return word !== undefined && Object.hasOwn(hookVerdicts, word)
      ? { id: 'app', verdict: hookVerdicts[word] }
      : undefined
  } catch {
    return undefined
  }
}

function matchesProvider({ match }: ProviderRow, said: Refusal): boolean {
  const { error, description, codes } = match
  return (
    (error === undefined || error.some((code) => sameCode(said.error, code))) &&
    (description === undefined || description.some((phrase) => beginsWith(said.errorDescription, phrase))) &&
    (codes === undefined || codes.some((code) => said.errorCodes.includes(code)))
  )
}

function matches(match: Match, failure: IdentityFailure): boolean {
  if (failure.kind !== 'exchange') {
    return match.failure === failure.kind
  }
  const { exchange } = failure
  if (match.failure !== undefined) {
    return false
  }
  if (exchange.kind === 'no_response') {
    return match.cause === exchange.cause
  }
  return (
    match.cause === undefined &&
    (match.status === undefined || (exchange.status >= match.status[0] && exchange.status <= match.status[1])) &&
    (match.redirected === undefined || exchange.redirected) &&
    (match.retryAfter === undefined || exchange.retryAfter !== null) &&
    (match.contentType === undefined || match.contentType.includes(exchange.contentType)) &&
    (match.body === undefined || match.body.includes(exchange.body)) &&
    (match.error === undefined || match.error.some((code) => sameCode(exchange.error, code)))
  )
}

function retryAfter(exchange: Exchange | null): Duration | null {
  return exchange?.kind === 'response' && exchange.retryAfter !== null
    ? duration(Math.min(exchange.retryAfter, longestWait))
    : null
}
