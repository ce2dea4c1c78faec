import type { RevokeOutcome } from '../../machines/outcomes.ts'
import { duration, instant, type Instant } from '../../machines/time.ts'
import type { Evidence } from '../../machines/facts.ts'
import type { Host } from '../host.ts'
import { classify } from '../refresh/classification.ts'
import { unchanged } from '../vault/account-rows.ts'
import { sealRow } from '../vault/sealed-row.ts'
import { readDeferred, type Deferred } from './outbox.ts'

/** A revocation is one small request; a server that needs longer is asked again later. */
const timeout = duration(10_000)
/** The longest a refresh token is expected to live; after it there is nothing left to revoke (SO-05). */
const oldest = 90 * 86_400_000
/** First pause after a failure; doubled up to an hour. */
const firstPause = 60_000

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
  const next = Array.from({ length: laterOn }, (): Instant => instant(clock.wall() + firstPause))
  for (const deferred of waiting) {
    if (deferred.nextAttemptAt > clock.wall()) {
      next.push(deferred.nextAttemptAt)
      continue
    }
    const sent = await sendOne(host, deferred)
    if (sent.retryAt !== null) next.push(sent.retryAt)
    evidence = sent.evidence
  }
  const nextAttemptAt = next.length === 0 ? null : instant(Math.min(...next))
  return { kind: 'done', at: clock.wall(), evidence, left: next.length, nextAttemptAt }
}

async function sendOne(
  host: Host,
  { row, token, createdAt, attempts }: Deferred,
): Promise<{ readonly retryAt: Instant | null; readonly evidence: Evidence }> {
  const { clock } = host.platform
  const remove = [{ do: 'delete', key: row.key }] as const
  if (clock.wall() - createdAt > oldest) {
    await host.store().commit([], remove)
    return { retryAt: null, evidence: 'none' }
  }
  const answer = await host.call((context) => host.identity.revoke(token, context), { timeout, signal: host.disposal })
  if (answer.ok) {
    await host.store().commit([], remove)
    return { retryAt: null, evidence: 'answered' }
  }
  const { category, retryAfter } = classify(answer.failure, host.identity.profile)
  const isFinal = answer.failure.kind === 'not_supported' || !transient.has(category)
  if (isFinal) {
    // The server won't ever take it; keeping a live token on disk would help nobody (SO-07).
    await host.store().commit([], remove)
    host.tell('developer.problem', { at: clock.wall(), code: 'revocation_refused' })
    return { retryAt: null, evidence: 'answered' }
  }
  const retryAt = instant(
    clock.wall() + Math.max(retryAfter ?? 0, Math.min(3_600_000, firstPause * 2 ** Math.min(attempts, 6))),
  )
  const again = await sealRow(host.store().keys, {
    key: row.key,
    sessionId: row.sessionId,
    revision: row.revision + 1,
    clear: { createdAt, attempts: attempts + 1, nextAttemptAt: retryAt },
    secret: { token },
    seq: row.seq,
  })
  if (again.ok) await host.store().commit([unchanged(row.key, row)], [{ do: 'put', row: again.value }])
  return { retryAt, evidence: category === 'unreachable' ? 'silent' : 'answered' }
}

const transient: ReadonlySet<string> = new Set([
  'unreachable',
  'throttled',
  'server_unavailable',
  'captive_portal',
  'discovery_unavailable',
  'cancelled',
])
