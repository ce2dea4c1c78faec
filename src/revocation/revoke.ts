import type { RevokeOutcome } from '../../machines/outcomes.ts'
import { duration, instant } from '../../machines/time.ts'
import type { Evidence } from '../../machines/facts.ts'
import type { Json } from '../exchange/parse-json.ts'
import type { Host } from '../host.ts'
import type { IdentityFailure } from '../ports/exchange.ts'
import { classify } from '../refresh/classification.ts'
import type { EverywhereOutcome } from '../sign-out/report.ts'
import { unchanged } from '../vault/account-rows.ts'
import { sealRow } from '../vault/sealed-row.ts'
import { readDeferred, type Deferred, type Everywhere } from './outbox.ts'

/** A revocation is one small request; a server that needs longer is asked again later. */
const timeout = duration(10_000)
/** The longest a refresh token is expected to live; after it there is nothing left to revoke (SO-05). */
const oldest = 90 * 86_400_000
/** First pause after a failure; doubled up to an hour. */
const firstPause = 60_000
/** No schedule and no server asks for more: what lies further ahead was dated before the clock was set back (TM-03). */
const longestPause = 4_320_000

/** Sends what waits in the outbox, one context at a time. */
export async function revokeDeferred(host: Host): Promise<RevokeOutcome> {
  const { tabs, clock } = host.platform
  const done = await tabs.exclusive('revocation', () => sendAll(host), {
    timeout,
    signal: host.disposal,
  })
  if (done.ok) return done.value
  return {
    kind: 'done',
    at: clock.wall(),
    evidence: 'none',
    left: 1,
    nextAttemptAt: instant(clock.wall() + firstPause),
  }
}

async function sendAll(host: Host): Promise<RevokeOutcome> {
  const { clock } = host.platform
  const { waiting, unreadable, laterOn } = await readDeferred(host.store())
  for (const row of unreadable) await host.store().commit([], [{ do: 'delete', key: row.key }])
  let evidence: Evidence = 'none'
  const next = Array.from({ length: laterOn }, () => clock.monotonic() + firstPause)
  for (const deferred of waiting) {
    const wait = deferred.nextAttemptAt - clock.wall()
    if (wait > 0 && wait <= longestPause) {
      next.push(clock.monotonic() + wait)
      continue
    }
    const sent = await sendOne(host, deferred)
    if (sent.dueAt !== null) next.push(sent.dueAt)
    evidence = sent.evidence
  }
  const at = clock.wall()
  const nextAttemptAt = next.length === 0 ? null : instant(at + Math.min(...next) - clock.monotonic())
  return { kind: 'done', at, evidence, left: next.length, nextAttemptAt }
}

interface Sent {
  /** When it is tried again, by the monotonic clock: the wall clock may be set back while the row is written. */
  readonly dueAt: number | null
  readonly evidence: Evidence
}

/** The other sessions first: revoking this one may take the access token with it that ends them. */
async function sendOne(host: Host, deferred: Deferred): Promise<Sent> {
  const { clock } = host.platform
  const { row, createdAt } = deferred
  if (host.deliveries.finished.has(row.key.id)) return finish(host, row, null, 'none')
  // Asked twice it would end what began in between.
  const everywhere = host.deliveries.everywhere.has(row.key.id) ? null : deferred.everywhere
  const left = everywhere === null ? null : await endOthers(host, everywhere)
  if (left !== null) host.signOuts.answered(row.key.id, left.everywhere)
  if (left?.everywhere === 'deferred') return postpone(host, deferred, left)
  host.deliveries.everywhere.add(row.key.id)
  const keyId = deferred.everywhere?.keyId ?? null
  if (keyId !== null) await host.possessions.discard(keyId)
  const { token } = deferred
  if (token === null) return finish(host, row, null, left?.evidence ?? 'none')
  const answer = await host.call((context) => host.identity.revoke(token, context), { timeout, signal: host.disposal })
  if (answer.ok) return finish(host, row, 'revoked', 'answered')
  // Asked once all the same: a clock that is ahead for a moment makes any token seem that old.
  if (clock.wall() - createdAt > oldest) return finish(host, row, 'expired', 'none')
  const { isFinal, ...failure } = judge(host, answer.failure)
  if (!isFinal) return postpone(host, { ...deferred, everywhere: null }, failure)
  // The server won't ever take it; keeping a live token on disk would help nobody (SO-07).
  host.tell('developer.problem', { at: clock.wall(), code: 'revocation_refused' })
  return finish(host, row, 'refused', 'answered')
}

async function endOthers(
  host: Host,
  { accessToken, subject, until, keyId }: Everywhere,
): Promise<Failed & { readonly everywhere: EverywhereOutcome }> {
  const { identity, platform } = host
  const nothing = { evidence: 'none', retryAfter: null } as const
  if (identity.endEverywhere === undefined) return { ...nothing, everywhere: 'unsupported' }
  if (platform.clock.wall() >= until) return { ...nothing, everywhere: 'refused' }
  const ask = identity.endEverywhere.bind(identity)
  const answer = await host.call((context) => ask(accessToken, subject, context), {
    timeout,
    signal: host.disposal,
    session: { deviceKeyId: keyId, serverTimeOffset: duration(0) },
  })
  if (answer.ok) return { evidence: 'answered', retryAfter: null, everywhere: 'ended' }
  const { isFinal, ...failure } = judge(host, answer.failure)
  return { ...failure, everywhere: isFinal ? 'refused' : 'deferred' }
}

interface Failed {
  readonly evidence: Evidence
  readonly retryAfter: number | null
}

function judge(host: Host, failure: IdentityFailure): Failed & { readonly isFinal: boolean } {
  const { category, retryAfter } = classify(failure, host.identity.profile)
  const evidence = category === 'unreachable' ? 'silent' : 'answered'
  return { evidence, retryAfter, isFinal: failure.kind === 'not_supported' || !transient.has(category) }
}

async function finish(
  host: Host,
  { key }: Deferred['row'],
  outcome: 'revoked' | 'refused' | 'expired' | null,
  evidence: Evidence,
): Promise<Sent> {
  const { clock } = host.platform
  const gone = await host.store().commit([], [{ do: 'delete', key }])
  if (outcome !== null) host.tell('signOut.delivered', { at: clock.wall(), outcome })
  if (gone.ok) return { dueAt: null, evidence }
  // Done, but the row still says otherwise to the next start.
  host.deliveries.finished.add(key.id)
  return { dueAt: clock.monotonic() + firstPause, evidence }
}

async function postpone(host: Host, deferred: Deferred, { retryAfter, evidence }: Failed): Promise<Sent> {
  const { row, token, everywhere, createdAt, attempts } = deferred
  const pause = Math.max(retryAfter ?? 0, Math.min(3_600_000, firstPause * 2 ** Math.min(attempts, 6)))
  const { clock } = host.platform
  const retryAt = instant(clock.wall() + pause)
  const dueAt = clock.monotonic() + pause
  const again = await sealRow(host.store().keys, {
    key: row.key,
    sessionId: row.sessionId,
    revision: row.revision + 1,
    clear: { createdAt, attempts: attempts + 1, nextAttemptAt: retryAt },
    secret: JSON.parse(JSON.stringify({ token, everywhere })) as Json,
    seq: row.seq,
  })
  if (again.ok) await host.store().commit([unchanged(row.key, row)], [{ do: 'put', row: again.value }])
  return { dueAt, evidence }
}

const transient: ReadonlySet<string> = new Set([
  'unreachable',
  'throttled',
  'server_unavailable',
  'captive_portal',
  'discovery_unavailable',
  'cancelled',
])
