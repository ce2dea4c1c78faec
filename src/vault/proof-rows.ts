import type { AccountHash } from '../../machines/facts.ts'
import type { Instant } from '../../machines/time.ts'
import { device, type Row, type Store, type Write } from '../ports/store.ts'
import { rowKey } from './account-rows.ts'

/* Which key pairs there are, and whose: so that none outlives its session, whatever was cut short. Nothing in it is secret. */

/** Twice what a sign-in may take: what nobody came back for by then is nobody's. */
const lifetime = 20 * 60_000

/** Files a pair under the device, before it is made, until `until` or until it is somebody's. */
export function pendingProof(id: string, until: Instant): Write {
  return put(device, id, { until })
}

/** How long a pair that belongs to no account yet, or to none any more, may be needed. */
export function pendingUntil(now: Instant): Instant {
  return (now + lifetime) as Instant
}

/** The pair is this account's from now on. */
export function ownedProof(account: AccountHash, id: string): readonly Write[] {
  return [put(account, id, {}), { do: 'delete', key: rowKey('proof', device, id) }]
}

/** The pair outlives the account's session, until what is bound to it is over. */
export function orphanedProof(account: AccountHash, id: string, until: Instant): readonly Write[] {
  return [pendingProof(id, until), { do: 'delete', key: rowKey('proof', account, id) }]
}

/** Destroys the account's pairs but one. False where something is left to do. */
export async function destroyProofs(
  store: Store,
  account: AccountHash,
  except: string | null = null,
): Promise<boolean> {
  return destroyAll(store, account, ({ key }) => key.id !== except)
}

/** Destroys a pair that no session came of. */
export async function discardProof(store: Store, id: string): Promise<void> {
  await destroyAll(store, device, ({ key }) => key.id === id)
}

/** Destroys the pairs of sign-ins that nobody completed. */
export async function sweepProofs(store: Store, now: Instant): Promise<void> {
  await destroyAll(store, device, ({ clear: { until } }) => typeof until !== 'number' || until <= now)
}

/** First the pair, then its row: what is cut short in between is found again. */
async function destroyAll(
  store: Store,
  account: AccountHash | typeof device,
  isOver: (row: Row) => boolean,
): Promise<boolean> {
  const read = await store.read([{ by: 'account', kind: 'proof', account }])
  if (!read.ok) return false
  let isDone = true
  for (const row of read.value.filter(isOver)) {
    const gone = await store.keys.proofs?.destroy(row.key.id)
    const done = gone?.ok === false ? gone : await store.commit([], [{ do: 'delete', key: row.key }])
    isDone &&= done.ok
  }
  return isDone
}

function put(account: AccountHash | typeof device, id: string, clear: Row['clear']): Write {
  return {
    do: 'put',
    row: { key: rowKey('proof', account, id), sessionId: '', revision: 1, clear, sealed: null, seq: null },
  }
}
