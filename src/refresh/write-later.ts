import { patienceOf } from '../farewells.ts'
import type { Host } from '../host.ts'
import { deferRevocation } from '../revocation/outbox.ts'
import { loadAccount, type AccountRows } from '../vault/load-account.ts'
import type { SessionRecord } from '../vault/session-record.ts'
import type { RenewedSet, targetOf } from './after-flight.ts'
import type { FlightInput } from './before-flight.ts'
import { commitGrant, type CommitResult } from './commit.ts'
import type { Journal } from './journal.ts'

/** The renewals of a set that only this context has. */
interface Renewals {
  /** The one that is on its way. */
  underWay(): Promise<unknown> | null
  /** What the journal has to say of it. Another object whenever that changes. */
  journal(): Journal
  /** The set is on the disk now. */
  wrote(record: SessionRecord): void
  /** Called in the moment in which nothing is left to write: from here on a renewal goes by way of the lock again. */
  end(): void
}

/** A store that has not closed what was left by then may be broken for this context alone: the others go on without it. */
const keptFor = 360_000

/** Tries until the newest set of this context is written, or must not be any more. Keeps the lock: others would spend the old token. */
export async function writeLater(
  host: Host,
  { account }: FlightInput,
  target: ReturnType<typeof targetOf>,
  {
    failed,
    renewed,
    renewals,
  }: {
    readonly failed: CommitResult
    readonly renewed: Pick<RenewedSet, 'record' | 'generation'>
    readonly renewals: Renewals
  },
): Promise<boolean> {
  let last = failed
  /** What may stand on the disk by now, though its write was reported as failed. */
  const tried = new Map([[renewed.generation, renewed.record]])
  const patience = patienceOf(host)
  let pause = 1_000
  const rest = (): Promise<boolean> => Promise.race([patience.rest(pause), host.left.cleared(account).then(() => true)])
  let leftAt: number | null = null
  try {
    for (;;) {
      const isLeft = host.held.get(account) === null
      // A lost key can't come back; the set in memory can be sealed under a new one.
      const isKeyLost = !isLeft && last.kind === 'failed' && last.failure.kind === 'key_lost'
      if (isKeyLost) await host.store().keys.ensure({ scope: 'account', account })
      else if ((isLeft || last.kind === 'failed') && !(await rest())) return false
      pause = Math.min(60_000, pause * 2)
      const held = host.held.get(account)
      // Left, but the store still shows a session whose token is spent: no other context may send that before it is closed.
      if (held === null) {
        const now = host.platform.clock.monotonic()
        pause = leftAt === null ? 1_000 : pause
        leftAt ??= now
        if (now - leftAt < keptFor && (await isOpen(host, target))) continue
      }
      // Signed out, ended or replaced while it waited: nothing of it may be written any more.
      if (held === null || held.sessionId !== target.sessionId) return false
      const journal = renewals.journal()
      last = await commitGrant(target, held.record, held.generation, journal)
      const standing = last.kind === 'superseded' ? (last.rows.columns?.generation ?? null) : null
      const landed = standing === null || standing >= held.generation ? undefined : tried.get(standing)
      if (standing !== null && landed !== undefined) {
        // A write before was reported as failed and is on the disk all the same: this set goes on top of it.
        const found = await commitGrant(target, landed, standing)
        if (found.kind === 'committed') target = { ...target, generation: standing }
        last = found.kind === 'committed' ? await commitGrant(target, held.record, held.generation, journal) : found
      }
      tried.set(held.generation, held.record)
      if (last.kind === 'superseded') {
        await discard(host, last.rows, held.record.refreshToken)
        if (host.held.get(account)?.sessionId === target.sessionId) host.held.drop(account)
        return false
      }
      if (last.kind === 'committed') {
        target = { ...target, generation: held.generation }
        renewals.wrote(held.record)
        pause = 1_000
        const latest = host.held.get(account)
        if (latest?.generation === held.generation) {
          host.held.set({ ...latest, persistence: 'durable' })
          host.announce('committed', account, held.generation)
        }
        // One that began while the store refused spends what was just written: what it brings goes on top of it.
        for (let renewal = renewals.underWay(); renewal !== null; renewal = renewals.underWay()) await renewal
        if (host.held.get(account)?.generation === held.generation && renewals.journal() === journal) return true
        continue
      }
      if (isKeyLost && !(await rest())) return false
    }
  } finally {
    renewals.end()
  }
}

/** Whether the record doesn't say yet that its session was left; how one ended by itself is written by whoever heard of it. */
async function isOpen(host: Host, { store, account, sessionId }: ReturnType<typeof targetOf>): Promise<boolean> {
  if (host.unwritten.get(account) !== null) return false
  const loaded = await loadAccount(store, account)
  if (!loaded.ok) return true
  const { columns } = loaded.value
  return columns?.sessionId === sessionId && columns.stateClass === 'live' && !columns.tombstone
}

/** The answer came too late: it is never committed, and what it granted is revoked instead of the older token (SO-02). */
export async function discard(host: Host, { columns }: AccountRows, refreshToken: string | null): Promise<void> {
  const isOver = columns === null || columns.tombstone || columns.stateClass === 'locked'
  if (isOver && refreshToken !== null) await deferRevocation(host, refreshToken)
}
