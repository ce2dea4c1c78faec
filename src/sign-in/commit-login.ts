import type { AccountHash, SessionFacts } from '../../machines/facts.ts'
import type { SignInInput } from '../../machines/outcomes.ts'
import { generation, type Instant } from '../../machines/time.ts'
import { servesMemoryInstead } from '../given-store.ts'
import type { Host } from '../host.ts'
import type { TokenGrant } from '../ports/identity.ts'
import type { Row, Store } from '../ports/store.ts'
import { deferRevocation, tellDeferred } from '../revocation/outbox.ts'
import { closeLater } from '../sign-out/close-later.ts'
import { endAccount, finishWipe, withAccountKey } from '../sign-out/end-account.ts'
import { hashSubject } from '../vault/account-hash.ts'
import { changeIndex, loadIndex, withActive } from '../vault/account-index.ts'
import { rowKey, sessionColumns, unchanged } from '../vault/account-rows.ts'
import { loadAccount } from '../vault/load-account.ts'
import { destroyProofs, ownedProof } from '../vault/proof-rows.ts'
import { renewKey } from '../vault/renew-key.ts'
import { sealRow } from '../vault/sealed-row.ts'
import { factsOf } from '../vault/session-facts.ts'
import { encodeRecord, recordOfGrant } from '../vault/session-record.ts'

export type LoginResult =
  | {
      readonly kind: 'committed'
      readonly account: AccountHash
      /** What the chart may know of it, dated when it is told: a store can take its time after the commit. */
      readonly factsAt: (now: Instant) => SessionFacts
    }
  /** `superseded`: signed out, cancelled or signed in elsewhere while the answer was on its way. */
  | { readonly kind: 'account_mismatch' | 'storage_failed' | 'superseded'; readonly unsure?: string }

/** Conflicts come from other tabs' index changes and counters; each is read again. */
const mostConflicts = 100

/** A session that a login begins. */
export interface Login {
  readonly grant: TokenGrant
  /** When the grant was answered with: its lifetime counts from there, however long the store takes. */
  readonly at: Instant
  readonly purpose: SignInInput['purpose']
  /** The account this login is for; null where any identity is welcome. */
  readonly expected: AccountHash | null
  /** Asked right before the commit: the user may have signed out or cancelled meanwhile (SO-09). */
  readonly isWanted: () => boolean
  /** False for a callback that nobody asked for any more: a live session is not replaced by it. */
  readonly mayReplace: boolean
  /** The key that the grant is bound to. */
  readonly keyId: string | null
}

/** Makes the grant this device's session. What is not committed is revoked: nobody would ever use it. */
export async function commitLogin(host: Host, login: Login): Promise<LoginResult> {
  const { purpose, expected, grant } = login
  const begun = host.departures()
  const account = await hashSubject(host.store().keys, grant.subject)
  const mustMatch = purpose === 'reauth' || purpose === 'step_up'
  // Somebody else signed in: nothing of either account is touched (MA-06).
  const isMismatch = mustMatch && expected !== null && expected !== account
  if (isMismatch) host.stranger.note(account, grant)
  const result = isMismatch ? ({ kind: 'account_mismatch' } as const) : await openAccount(host, account, login)
  if (result.kind === 'committed') return result
  if (result.unsure !== undefined) {
    void settleLater(host, account, { ...login, sessionId: result.unsure, begun }).catch(() => {})
    return result
  }
  if (grant.refreshToken !== null) await deferRevocation(host, grant.refreshToken)
  if (login.keyId !== null) await host.possessions.discard(login.keyId)
  return result
}

/** The account is known only with the grant; a signed-out account's tombstone is read with it. */
async function openAccount(host: Host, account: AccountHash, login: Login): Promise<LoginResult> {
  const store = host.store()
  const begun = await loadAccount(store, account)
  if (!begun.ok) return { kind: 'storage_failed' }
  const tombstone = begun.value.columns?.tombstone === true ? begun.value.session : null
  const opened = await withAccountKey(host, account, async (): Promise<LoginResult> => {
    if (begun.value.columns?.wiping === true) await finishWipe(store, account)
    const isKnown = await store.keys.exists({ scope: 'account', account })
    const ready = await Promise.all([
      store.keys.ensure({ scope: 'account', account }),
      store.keys.ensure({ scope: 'device' }),
    ])
    if (ready.some((key) => !key.ok)) return { kind: 'storage_failed' }
    const done = await write(host, account, { ...login, tombstone })
    // One key for each login, and this is the account's last one as long as nobody else may write one.
    if (done.kind === 'committed') await destroyProofs(store, account, login.keyId)
    if (done.kind === 'committed' && isKnown.ok && isKnown.value) void renewKey(host, account).catch(() => {})
    return done
  })
  return opened.ok ? opened.value : { kind: 'storage_failed' }
}

async function write(
  host: Host,
  account: AccountHash,
  { grant, at, tombstone, isWanted, mayReplace, purpose, expected, keyId }: Login & { readonly tombstone: Row | null },
): Promise<LoginResult> {
  const store = host.store()
  const key = rowKey('session', account)
  const sessionId = host.platform.random.id()
  const record = recordOfGrant(grant, { at, offlineFor: host.offlineFor, previous: null, deviceKeyId: keyId })
  for (let conflicts = 0; conflicts < mostConflicts; conflicts += 1) {
    const loaded = await loadAccount(store, account)
    const index = await loadIndex(store)
    if (!loaded.ok || !index.ok) return { kind: 'storage_failed' }
    const { session, columns } = loaded.value
    // A sign-out that happened while this login completed wins over it.
    if (columns?.tombstone === true && session?.sessionId !== tombstone?.sessionId) return { kind: 'superseded' }
    const standing = purpose === 'reauth' ? expected : index.value.index.active
    if (!mayReplace && (await isLive(store, standing))) return { kind: 'superseded' }
    const next = generation((columns?.generation ?? 0) + 1)
    const row = await sealRow(store.keys, {
      key,
      sessionId,
      revision: (session?.revision ?? 0) + 1,
      clear: sessionColumns({ generation: next, stateClass: 'live' }),
      secret: encodeRecord(record),
    })
    const indexed = await changeIndex(store, index.value, withActive(account))
    if (!row.ok || !indexed.ok) return { kind: 'storage_failed' }
    if (!isWanted()) return { kind: 'superseded' }
    const done = await store.commit(
      [unchanged(key, session), indexed.value.check],
      [
        { do: 'put', row: row.value },
        { do: 'delete', key: rowKey('intent', account) },
        { do: 'delete', key: rowKey('breaker', account) },
        ...(keyId === null ? [] : ownedProof(account, keyId)),
        indexed.value.write,
      ],
    )
    const isThere = done.ok || (await isOnDisk(store, account, sessionId))
    if (isThere === true) {
      const persistence = store.traits.survivesRestart ? 'durable' : 'memory'
      if (!servesMemoryInstead(host)) {
        host.left.clear(account)
        host.left.clearUnread()
      }
      host.unwritten.clear(account)
      host.held.set({ account, sessionId, generation: next, record, persistence })
      host.announce('signed_in', account, next)
      const { refreshBefore, chance } = host
      return {
        kind: 'committed',
        account,
        factsAt: (now) => factsOf(record, { account, generation: next, persistence, refreshBefore, chance, now }),
      }
    }
    if (!done.ok && done.failure.kind !== 'conflict')
      return isThere === null ? { kind: 'storage_failed', unsure: sessionId } : { kind: 'storage_failed' }
  }
  return { kind: 'storage_failed' }
}

/** Whether a session is open on this device that no sign-in was asked to replace. */
export async function isLive(store: Store, account: AccountHash | null): Promise<boolean> {
  if (account === null) return false
  const loaded = await loadAccount(store, account)
  const columns = loaded.ok ? loaded.value.columns : null
  return columns !== null && !columns.tombstone && columns.stateClass === 'live'
}

/** A transaction that was reported as failed may have been complete all the same (ST-09). Null: the store does not say. */
async function isOnDisk(store: Store, account: AccountHash, sessionId: string): Promise<boolean | null> {
  const loaded = await loadAccount(store, account)
  return loaded.ok ? loaded.value.columns?.sessionId === sessionId : null
}

/** A session that may stand on the disk must not lose its token; one that does not, has no use for it. */
async function settleLater(
  given: Host,
  account: AccountHash,
  { grant, keyId, sessionId, begun }: Login & { readonly sessionId: string; readonly begun: number },
): Promise<void> {
  const store = given.store()
  const host: Host = { ...given, store: () => store }
  for (let pause = 1_000; ; pause = Math.min(60_000, pause * 2)) {
    await host.sleep(pause)
    if (host.isDisposed()) return
    const isThere = await isOnDisk(store, account, sessionId)
    if (isThere === null) continue
    // Signed out since: the sign-out came later and wins (SO-09).
    if (isThere && host.departures() !== begun) {
      const terms = { mode: 'hard', reason: 'user', only: sessionId } as const
      const { failure, outboxRow } = await endAccount(host, account, terms)
      if (failure !== null) return closeLater(host, account, terms)
      return outboxRow === null ? undefined : tellDeferred(host)
    }
    if (isThere) {
      host.announce('signed_in', account)
      return host.look()
    }
    if (grant.refreshToken !== null) await deferRevocation(host, grant.refreshToken)
    return keyId === null ? undefined : host.possessions.discard(keyId)
  }
}
