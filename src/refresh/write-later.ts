import type { Host } from '../host.ts'
import { deferRevocation } from '../revocation/outbox.ts'
import type { AccountRows } from '../vault/load-account.ts'
import type { RenewedSet, targetOf } from './after-flight.ts'
import type { FlightInput } from './before-flight.ts'
import { commitGrant, type CommitResult } from './commit.ts'

/** Tries until the newest set of this context is written, or must not be any more. Keeps the lock: others would spend the old token. */
export async function writeLater(
  host: Host,
  { account }: FlightInput,
  target: ReturnType<typeof targetOf>,
  { failed, renewed }: { readonly failed: CommitResult; readonly renewed: Pick<RenewedSet, 'record' | 'generation'> },
): Promise<boolean> {
  let last = failed
  let tried = renewed
  for (let pause = 1_000; ; pause = Math.min(60_000, pause * 2)) {
    // A lost key can't come back; the set in memory can be sealed under a new one.
    const isKeyLost = last.kind === 'failed' && last.failure.kind === 'key_lost'
    if (isKeyLost) await host.store().keys.ensure({ scope: 'account', account })
    else await host.sleep(pause)
    const held = host.held.get(account)
    // Signed out, ended or replaced while it waited: nothing of it may be written any more.
    if (held === null || held.sessionId !== target.sessionId) return false
    last = await commitGrant(target, held.record, held.generation)
    if (last.kind === 'superseded' && tried.generation < held.generation) {
      // The write before was reported as failed and is on the disk all the same: this set goes on top of it.
      const landed = await commitGrant(target, tried.record, tried.generation)
      if (landed.kind === 'committed') {
        target = { ...target, generation: tried.generation }
        last = await commitGrant(target, held.record, held.generation)
      }
    }
    tried = held
    if (last.kind === 'superseded') {
      await discard(host, last.rows, held.record.refreshToken)
      host.held.drop(account)
      return false
    }
    const latest = host.held.get(account)
    if (last.kind === 'committed' && latest?.generation === held.generation) {
      host.held.set({ ...latest, persistence: 'durable' })
      host.announce('committed', account, held.generation)
      return true
    }
    if (last.kind === 'committed') target = { ...target, generation: held.generation }
    if (host.isDisposed()) return false
    if (isKeyLost) await host.sleep(pause)
  }
}

/** The answer came too late: it is never committed, and what it granted is revoked instead of the older token (SO-02). */
export async function discard(host: Host, { columns }: AccountRows, refreshToken: string | null): Promise<void> {
  const isOver = columns === null || columns.tombstone || columns.stateClass === 'locked'
  if (isOver && refreshToken !== null) await deferRevocation(host, refreshToken)
}
