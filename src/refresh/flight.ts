import type { AccountHash } from '../../machines/facts.ts'
import type { RefreshInput, RefreshOutcome } from '../../machines/outcomes.ts'
import { reauthReasons, signedOutReasons, type LockedReason, type ReauthReason } from '../../machines/reasons.ts'
import { duration, generation, instant, type Generation } from '../../machines/time.ts'
import type { Host } from '../host.ts'
import { deferRevocation } from '../revocation/outbox.ts'
import { endAccount } from '../sign-out/end-account.ts'
import { hash } from '../vault/account-hash.ts'
import { loadAccount, openSession, type AccountRows } from '../vault/load-account.ts'
import { factsOf } from '../vault/session-facts.ts'
import { recordOfGrant, type SessionRecord } from '../vault/session-record.ts'
import { commitEnding, commitGrant } from './commit.ts'
import { runRound, type RoundEnd } from './round.ts'

/** Longer than one attempt of the holder, shorter than a user's patience (MT-02). */
const lockPatience = duration(12_000)

export interface Flights {
  /** Joins the account's one refresh flight of this context, or starts it. Never rejects, never aborts what was sent. */
  join(input: RefreshInput & { readonly account: AccountHash }): Promise<RefreshOutcome>
  /** The flight that is under way, if any. */
  underWay(account: AccountHash): Promise<RefreshOutcome> | null
}

/** One refresh flight per account: in this context by this map, over all contexts by the lock, and safe by the commit. */
export function createFlights(host: Host): Flights {
  const flights = new Map<AccountHash, Promise<RefreshOutcome>>()
  return {
    join: (input) => {
      const joined = flights.get(input.account)
      if (joined !== undefined) return joined
      const flight = fly(host, input).finally(() => flights.delete(input.account))
      flights.set(input.account, flight)
      return flight
    },
    underWay: (account) => flights.get(account) ?? null,
  }
}

type Input = RefreshInput & { readonly account: AccountHash }

async function fly(host: Host, input: Input): Promise<RefreshOutcome> {
  const { tabs } = host.platform
  const name = `refresh:${await hash(host.store().keys, input.account)}`
  return new Promise((resolve) => {
    const holding = tabs.exclusive(name, () => holdLock(host, input, resolve), {
      timeout: lockPatience,
      signal: new AbortController().signal,
    })
    holding.then(
      (held) => {
        if (!held.ok) resolve(busy(host, input.account))
      },
      () => resolve(broken(host)),
    )
  })
}

/** Answers as soon as the outcome is certain; keeps the lock while a granted set still has to reach the store. */
async function holdLock(host: Host, input: Input, answer: (outcome: RefreshOutcome) => void): Promise<void> {
  try {
    for (;;) {
      const found = await readBeforeFlight(host, input)
      if ('outcome' in found) return answer(found.outcome)
      const end = await runRound(host, found.rows, found.record)
      if (end.kind === 'moved') continue
      if (end.kind === 'failed') return answer(end.outcome)
      if (end.kind === 'ended') return answer(await finishEnding(host, input, found.rows, end))
      return await finishGrant(host, input, found, end, answer)
    }
  } catch {
    // Only a broken adapter throws here. The session stands as it was.
    answer(broken(host))
  }
}

type Found = { readonly rows: AccountRows; readonly record: SessionRecord }

/** What the store says now that we hold the lock: somebody else may have renewed, ended or wiped the session meanwhile. */
async function readBeforeFlight(host: Host, input: Input): Promise<{ readonly outcome: RefreshOutcome } | Found> {
  const at = host.platform.clock.wall()
  const held = host.held.get(input.account)
  const loaded = await loadAccount(host.store(), input.account)
  if (!loaded.ok) return { outcome: broken(host) }
  const rows = loaded.value
  const { session, columns } = rows
  if (session === null || columns === null) return { outcome: { kind: 'gone', at, evidence: 'none' } }
  if (columns.tombstone) return { outcome: signedOutBy(columns.reason, at) }
  const keepsRefreshToken = columns.reason === 'offline_limit'
  if (columns.stateClass === 'locked')
    return { outcome: { kind: 'locked', at, evidence: 'none', reason: lockedReason(columns.reason) } }
  if (columns.stateClass === 'reauth' && !keepsRefreshToken) {
    return { outcome: { kind: 'refused', at, evidence: 'none', reason: reauthReason(columns.reason) } }
  }
  // A set that could not be written yet is newer than the store's: the old refresh token is never sent again (RC-09).
  if (held !== null && held.sessionId === columns.sessionId && held.generation > columns.generation) {
    return {
      outcome: {
        kind: 'adopted',
        at,
        evidence: 'none',
        session: facts(host, input.account, held.generation, held.record, 'degraded'),
      },
    }
  }
  const opened = await openSession(host.store(), session)
  if (!opened.ok) {
    const isLost = opened.failure.kind === 'key_lost' || opened.failure.kind === 'corrupted'
    return { outcome: isLost ? { kind: 'refused', at, evidence: 'none', reason: 'key_lost' } : broken(host) }
  }
  const record = opened.value
  const isNewer =
    columns.generation > input.generation && record.accessToken !== null && record.accessTokenExpiresAt > at
  if (isNewer && input.report === null) {
    host.held.set({
      account: input.account,
      sessionId: columns.sessionId,
      generation: columns.generation,
      record,
      persistence: 'durable',
    })
    return {
      outcome: {
        kind: 'adopted',
        at,
        evidence: 'none',
        session: facts(host, input.account, columns.generation, record, 'durable'),
      },
    }
  }
  return { rows, record }
}

async function finishEnding(
  host: Host,
  input: Input,
  rows: AccountRows,
  end: Extract<RoundEnd, { kind: 'ended' }>,
): Promise<RefreshOutcome> {
  const { at, stateClass, reason } = end
  const target = targetOf(host, input, rows)
  if (input.report === 'signed_out') {
    await endAccount(host, input.account, { mode: 'hard', pending: 'keep', reason: 'reported' })
    return { kind: 'signed_out', at, evidence: 'answered', reason: 'reported' }
  }
  const done = await commitEnding(target, { stateClass, reason, keepsRefreshToken: reason === 'interaction_required' })
  // The server's word stands even where the store is dead: the tokens are useless.
  if (done.kind === 'superseded') return supersededBy(host, input, done.rows)
  host.held.drop(input.account)
  host.announce('ended', input.account, target.generation)
  return reason === 'account_disabled'
    ? { kind: 'locked', at, evidence: 'answered', reason }
    : { kind: 'refused', at, evidence: 'answered', reason }
}

async function finishGrant(
  host: Host,
  input: Input,
  { rows, record: previous }: Found,
  { grant, at }: Extract<RoundEnd, { kind: 'granted' }>,
  answer: (outcome: RefreshOutcome) => void,
): Promise<void> {
  const target = targetOf(host, input, rows)
  const next = generation(target.generation + 1)
  const record = recordOfGrant(grant, { at, offlineFor: host.offlineFor, previous })
  const adopt = (persistence: 'durable' | 'degraded'): void => {
    host.held.set({ account: input.account, sessionId: target.sessionId, generation: next, record, persistence })
    answer({
      kind: 'granted',
      at,
      evidence: 'answered',
      session: facts(host, input.account, next, record, persistence),
    })
  }
  for (let pause = 1_000; ; pause = Math.min(60_000, pause * 2)) {
    const done = await commitGrant(target, record)
    if (done.kind === 'committed') {
      adopt('durable')
      host.announce('committed', input.account, next)
      if (pause > 1_000) host.send({ type: 'record.persisted', at: host.platform.clock.wall(), persistence: 'durable' })
      return
    }
    if (done.kind === 'superseded') return answer(await discard(host, input, done.rows, record))
    // Rotated, and the store refuses: only this context has the set. It is served, and written as soon as that works.
    adopt('degraded')
    if (host.isDisposed()) return
    await host.sleep(pause)
  }
}

/** The answer came too late: it is never committed, and what it granted is revoked instead of the older token (SO-02). */
async function discard(host: Host, input: Input, rows: AccountRows, record: SessionRecord): Promise<RefreshOutcome> {
  if (rows.columns?.tombstone === true && record.refreshToken !== null) await deferRevocation(host, record.refreshToken)
  return supersededBy(host, input, rows)
}

async function supersededBy(host: Host, input: Input, rows: AccountRows): Promise<RefreshOutcome> {
  host.held.drop(input.account)
  const found = await readBeforeFlight(host, { ...input, report: null, generation: generation(-1) })
  if ('outcome' in found) return found.outcome
  return {
    kind: 'refused',
    at: host.platform.clock.wall(),
    evidence: 'none',
    reason: reauthReason(rows.columns?.reason ?? null),
  }
}

function targetOf(host: Host, input: Input, rows: AccountRows): Parameters<typeof commitGrant>[0] {
  return {
    store: host.store(),
    account: input.account,
    sessionId: rows.columns?.sessionId ?? '',
    generation: rows.columns?.generation ?? input.generation,
  }
}

function facts(
  host: Host,
  account: AccountHash,
  current: Generation,
  record: SessionRecord,
  persistence: 'durable' | 'degraded',
) {
  return factsOf(record, {
    account,
    generation: current,
    persistence: host.store().traits.survivesRestart ? persistence : 'memory',
    refreshBefore: host.refreshBefore,
    chance: host.chance,
  })
}

/** Another context holds the lock: ask again in 30 to 60 s while the stored token serves. */
function busy(host: Host, account: AccountHash): RefreshOutcome {
  const at = host.platform.clock.wall()
  const expiresAt = host.held.get(account)?.record.accessTokenExpiresAt ?? null
  return {
    kind: 'busy',
    at,
    evidence: 'none',
    tokenLives: expiresAt !== null && expiresAt > at,
    refreshDueAt: instant(at + 30_000 + host.platform.random.unit() * 30_000),
  }
}

/** The store or an adapter gave no usable answer; nothing was sent, or nobody knows. */
function broken(host: Host): RefreshOutcome {
  const at = host.platform.clock.wall()
  return {
    kind: 'failed',
    at,
    evidence: 'none',
    offline: { reason: 'refresh_failed', retryAt: instant(at + 30_000), retryNotBefore: null },
  }
}

function signedOutBy(reason: string | null, at: RefreshOutcome['at']): RefreshOutcome {
  const known = signedOutReasons.find((candidate) => candidate === reason)
  return { kind: 'signed_out', at, evidence: 'none', reason: known === 'user' ? 'other_tab' : (known ?? 'other_tab') }
}

function reauthReason(reason: string | null): ReauthReason {
  return reauthReasons.find((known) => known === reason) ?? 'refused'
}

function lockedReason(reason: string | null): LockedReason {
  return reason === 'too_many_attempts' ? reason : 'account_disabled'
}
