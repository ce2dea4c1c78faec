import type { Host } from '../host.ts'
import { deferRevocation } from '../revocation/outbox.ts'
import type { AccountRows } from '../vault/load-account.ts'
import type { RenewedSet, targetOf } from './after-flight.ts'
import type { FlightInput } from './before-flight.ts'
import { commitGrant, type CommitResult } from './commit.ts'

/** A context that is over tries this often more, a second later each time: what it has would be lost with it. */
const mostFarewells = 5

/** Waits; ends early when the context is disposed, and waits on after that. */
function rest({ sleep, isDisposed, platform: { clock } }: Host, pause: number, farewells: number): Promise<void> {
  if (!isDisposed()) return sleep(pause)
  return new Promise((resolve) => void clock.wakeAfter((farewells + 1) * 1_000, resolve))
}

/** Tries until the newest set of this context is written, or must not be any more. Keeps the lock: others would spend the old token. */
export async function writeLater(
  host: Host,
  { account }: FlightInput,
  target: ReturnType<typeof targetOf>,
  { failed, renewed }: { readonly failed: CommitResult; readonly renewed: Pick<RenewedSet, 'record' | 'generation'> },
): Promise<boolean> {
  let last = failed
  let tried = renewed
  let farewells = 0
  for (let pause = 1_000; ; pause = Math.min(60_000, pause * 2)) {
    // A lost key can't come back; the set in memory can be sealed under a new one.
    const isKeyLost = last.kind === 'failed' && last.failure.kind === 'key_lost'
    if (isKeyLost) await host.store().keys.ensure({ scope: 'account', account })
    else await rest(host, pause, farewells)
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
    if (host.isDisposed() && (farewells += 1) > mostFarewells) return false
    if (isKeyLost) await rest(host, pause, farewells)
  }
}

/** The answer came too late: it is never committed, and what it granted is revoked instead of the older token (SO-02). */
export async function discard(host: Host, { columns }: AccountRows, refreshToken: string | null): Promise<void> {
  const isOver = columns === null || columns.tombstone || columns.stateClass === 'locked'
  if (isOver && refreshToken !== null) await deferRevocation(host, refreshToken)
}
