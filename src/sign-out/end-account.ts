import type { AccountHash } from '../../machines/facts.ts'
import type { PendingChoice, SignOutMode } from '../../machines/outcomes.ts'
import type { SignedOutReason } from '../../machines/reasons.ts'
import { generation } from '../../machines/time.ts'
import type { Host } from '../host.ts'
import type { Row, Store, StoreFailure, Write } from '../ports/store.ts'
import { deferral } from '../revocation/outbox.ts'
import { changeIndex, loadIndex, withoutActive } from '../vault/account-index.ts'
import { rowKey, sessionColumns, unchanged } from '../vault/account-rows.ts'
import { loadAccount, openSession, type AccountRows } from '../vault/load-account.ts'
import { sealRow } from '../vault/sealed-row.ts'
import { encodeRecord, type SessionRecord } from '../vault/session-record.ts'

export interface SignOutTerms {
  readonly mode: SignOutMode
  readonly pending: PendingChoice
  readonly reason: SignedOutReason
  /** What the queue adds to the transaction. */
  readonly queueWrites?: readonly Write[]
}

/** More conflicts than writers of one device can cause. */
const mostConflicts = 100

/**
 * First of all, one transaction: tombstone, tokens gone, the refresh token into the revocation outbox (SO-01). From then
 * on no late answer can bring the session back. Then what the mode deletes. Works without a network, and a crash after the
 * transaction is finished at the next start.
 */
export async function endAccount(
  host: Host,
  account: AccountHash,
  terms: SignOutTerms,
): Promise<StoreFailure['kind'] | null> {
  // Requests stop now, whatever the store says.
  host.held.drop(account)
  const store = host.store()
  for (let conflicts = 0; conflicts < mostConflicts; conflicts += 1) {
    const loaded = await loadAccount(store, account)
    if (!loaded.ok) return loaded.failure.kind
    const done = await bury(host, loaded.value, terms)
    if (done === 'conflict') continue
    if (done !== null) return done
    if (terms.mode !== 'soft') await finishWipe(store, account)
    host.announce('signed_out', account)
    return null
  }
  return 'timeout'
}

async function bury(host: Host, rows: AccountRows, terms: SignOutTerms): Promise<StoreFailure['kind'] | null> {
  const { account, session, columns } = rows
  const store = host.store()
  if (session === null || columns === null) return null
  const opened = await openSession(store, session)
  const record = opened.ok ? opened.value : null
  const index = await loadIndex(store)
  if (!index.ok) return index.failure.kind
  const indexed = await changeIndex(store, index.value, withoutActive(account))
  const outbox = record?.refreshToken == null ? null : await deferral(store, record.refreshToken, fresh(host))
  const tomb = await tombstone(store, session, { record, generation: columns.generation, terms })
  if (tomb === null) return 'corrupted'
  const writes: Write[] = [
    { do: 'put', row: tomb },
    ...(outbox?.ok === true ? [outbox.value] : []),
    ...(indexed.ok ? [indexed.value.write] : []),
    { do: 'delete', key: rowKey('intent', account) },
    { do: 'delete', key: rowKey('breaker', account) },
    ...(terms.queueWrites ?? []),
  ]
  const checks = [unchanged(rowKey('session', account), session), ...(indexed.ok ? [indexed.value.check] : [])]
  const done = await store.commit(checks, writes)
  return done.ok ? null : done.failure.kind
}

async function tombstone(
  store: Store,
  session: Row,
  {
    record,
    terms,
    ...kept
  }: { readonly record: SessionRecord | null; readonly generation: number; readonly terms: SignOutTerms },
): Promise<Row | null> {
  const clear = sessionColumns({
    generation: generation(kept.generation),
    stateClass: 'signed_out',
    tombstone: true,
    reason: terms.reason,
    wiping: terms.mode !== 'soft',
  })
  const next = { key: session.key, sessionId: session.sessionId, revision: session.revision + 1, clear }
  if (terms.mode !== 'soft' || record === null) return { ...next, sealed: null, seq: null }
  const bare = { ...record, accessToken: null, refreshToken: null }
  const sealed = await sealRow(store.keys, { ...next, secret: encodeRecord(bare) })
  return sealed.ok ? sealed.value : { ...next, sealed: null, seq: null }
}

/**
 * Deletes what a hard sign-out leaves behind the tombstone. With work kept for this account, its key and its queue stay:
 * they are the work. Without, the key goes first, and with it everything sealed by it (crypto-erase, SO-03).
 */
export async function finishWipe(store: Store, account: AccountHash): Promise<void> {
  const kept = await store.read([{ by: 'account', kind: 'queue', account, limit: 1 }])
  const keepsWork = kept.ok && kept.value.length > 0
  if (!keepsWork) await store.keys.destroy({ scope: 'account', account })
  const key = rowKey('session', account)
  const read = await store.read([{ by: 'key', key }])
  const row = read.ok ? read.value[0] : undefined
  if (row === undefined || row.clear['wiping'] !== true) return
  const rest = (['marks', 'permissions', 'step_up', 'cache'] as const).map((kind): Write => ({
    do: 'delete',
    key: rowKey(kind, account),
  }))
  const clear = { ...row.clear, wiping: false }
  await store.commit(
    [unchanged(key, row)],
    [{ do: 'put', row: { ...row, revision: row.revision + 1, clear, sealed: null } }, ...rest],
  )
}

function fresh({ platform: { clock, random } }: Host): {
  readonly id: string
  readonly at: ReturnType<typeof clock.wall>
} {
  return { id: random.id(), at: clock.wall() }
}
