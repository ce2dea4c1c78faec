import type { AccountHash } from '../../machines/facts.ts'
import type { SignOutMode } from '../../machines/outcomes.ts'
import type { SignedOutReason } from '../../machines/reasons.ts'
import { duration, generation, type Instant } from '../../machines/time.ts'
import type { Host } from '../host.ts'
import type { Outcome } from '../ports/outcome.ts'
import type { Row, Store, StoreFailure, Write } from '../ports/store.ts'
import { deferral, putOffLater, type Everywhere } from '../revocation/outbox.ts'
import { hash } from '../vault/account-hash.ts'
import { changeIndex, loadIndex, withoutActive } from '../vault/account-index.ts'
import type { Held } from '../vault/held-tokens.ts'
import { rowKey, sessionColumns, unchanged } from '../vault/account-rows.ts'
import { isBoxKey } from '../vault/box-row.ts'
import { loadAccount, openSession, type AccountRows } from '../vault/load-account.ts'
import { destroyProofs, orphanedProof } from '../vault/proof-rows.ts'
import { sealRow } from '../vault/sealed-row.ts'
import type { EverywhereOutcome } from './report.ts'
import { encodeRecord, type SessionRecord } from '../vault/session-record.ts'

export interface SignOutTerms {
  readonly mode: SignOutMode
  readonly reason: SignedOutReason
  /** What the queue adds to the transaction. */
  readonly queueWrites?: readonly Write[]
  /** Only this session: another login that stands there by now is left alone. Default: whichever stands there. */
  readonly only?: string
  /** Where the store refuses, the session goes on: its tokens stay held. Default: they are dropped first of all. */
  readonly mayGoOn?: boolean
  /** The name of its place in the outbox, the same for every try. */
  readonly name?: { readonly id: string; readonly at: Instant }
  /** The set this context served; a newer one than the store's is the one to revoke. Default: what is held now. */
  readonly held?: Held | null
}

/** More conflicts than writers of one device can cause. */
const mostConflicts = 100

/**
 * First of all, one transaction: tombstone, tokens gone, the refresh token into the revocation outbox (SO-01). From then
 * on no late answer can bring the session back. Then what the mode deletes. Works without a network, and a crash after the
 * transaction is finished at the next start.
 */
export async function endAccount(host: Host, account: AccountHash, terms: SignOutTerms): Promise<AccountEnd> {
  const held = newest(terms.held ?? null, host.held.get(account))
  // Requests stop now, whatever the store says.
  if (terms.mayGoOn === true) host.held.interrupt(account)
  else host.held.drop(account)
  for (let conflicts = 0; conflicts < mostConflicts; conflicts += 1) {
    const loaded = await loadAccount(host.store(), account)
    if (!loaded.ok) return failed(loaded.failure.kind)
    if (terms.only !== undefined && loaded.value.columns?.sessionId !== terms.only) return nothingToEnd
    const done = await bury(host, loaded.value, { ...terms, held })
    if (done.failure === 'conflict') continue
    if (done.failure !== null) return { ...done, isWiped: false }
    host.left.clear(account)
    host.unwritten.clear(account)
    // A flight that committed just before the tombstone may have adopted its set meanwhile.
    host.held.drop(account)
    const isWiped = terms.mode === 'soft' ? await dropKeys(host, account) : await wipeLocked(host, account)
    host.announce('signed_out', account)
    return { ...done, isWiped }
  }
  return failed('timeout')
}

/** A renewal may have landed since the session was left. */
function newest(left: Held | null, now: Held | null): Held | null {
  return left === null || (now?.sessionId === left.sessionId && now.generation > left.generation) ? now : left
}

/** What came of ending an account's session. */
export interface AccountEnd extends Buried {
  /** False: the tombstone stands, and the next start deletes what it covers. */
  readonly isWiped: boolean
}

interface Buried {
  /** The session that stood there; null where none did, or where the store could not say. */
  readonly sessionId: string | null
  readonly failure: StoreFailure['kind'] | null
  /** Where in the outbox its token waits; null where there was none to revoke. */
  readonly outboxRow: string | null
  /** Null where it was not asked for. */
  readonly everywhere: EverywhereOutcome | null
}

const nothingToEnd: AccountEnd = { failure: null, sessionId: null, outboxRow: null, everywhere: null, isWiped: true }
const failed = (failure: StoreFailure['kind']): AccountEnd => ({ ...nothingToEnd, failure, isWiped: false })

type Burial = SignOutTerms & { readonly held: Held | null }

async function bury(host: Host, rows: AccountRows, terms: Burial): Promise<Buried> {
  const { account, session, columns } = rows
  const store = host.store()
  if (session === null || columns === null) return nothingToEnd
  const opened = await openSession(store, session)
  const record = opened.ok ? opened.value : null
  const index = await loadIndex(store)
  if (!index.ok) return { ...failed(index.failure.kind), sessionId: session.sessionId }
  const indexed = await changeIndex(store, index.value, withoutActive(account))
  const { held } = terms
  const isAhead = held !== null && held.sessionId === columns.sessionId && held.generation > columns.generation
  // What is held is whole, also where the record can't be opened: nobody else would ever revoke its token.
  const isOnlyCopy = record === null && held?.sessionId === columns.sessionId
  const newest = isAhead || isOnlyCopy ? held.record : record
  const token = newest?.refreshToken ?? null
  const everywhere = terms.mode === 'everywhere' ? othersOf(host, newest) : null
  const others = everywhere !== null && typeof everywhere === 'object' ? everywhere : null
  const name = terms.name ?? fresh(host)
  const outbox = token === null && others === null ? null : await deferral(store, { token, everywhere: others }, name)
  const tomb = await tombstone(store, session, { record, generation: columns.generation, terms })
  if (tomb === null) return { ...failed('corrupted'), sessionId: session.sessionId }
  const writes: Write[] = [
    { do: 'put', row: tomb },
    ...(outbox?.ok === true ? [outbox.value] : []),
    ...(indexed.ok ? [indexed.value.write] : []),
    // The token that ends the others is of no use without its key.
    ...(others === null || others.keyId === null ? [] : orphanedProof(account, others.keyId, others.until)),
    { do: 'delete', key: rowKey('intent', account) },
    { do: 'delete', key: rowKey('breaker', account) },
    ...(terms.queueWrites ?? []),
  ]
  const checks = [unchanged(rowKey('session', account), session), ...(indexed.ok ? [indexed.value.check] : [])]
  const done = await store.commit(checks, writes)
  // The outbox's own key would not work: the session is closed all the same, and its token put off as soon as that works.
  if (done.ok && outbox?.ok === false) void putOffLater(host, { token, everywhere: others }, name).catch(() => {})
  return {
    failure: done.ok ? null : done.failure.kind,
    sessionId: session.sessionId,
    outboxRow: outbox === null ? null : name.id,
    everywhere: others === null ? (everywhere as Exclude<typeof everywhere, Everywhere>) : 'deferred',
  }
}

/** What ends the other sessions, where something can. */
function othersOf(
  { identity, platform }: Host,
  newest: SessionRecord | null,
): Everywhere | 'unsupported' | 'impossible' {
  if (identity.endEverywhere === undefined) return 'unsupported'
  const { accessToken = null, accessTokenExpiresAt: until, subject, deviceKeyId: keyId = null } = newest ?? {}
  const lives = accessToken !== null && until !== undefined && subject !== undefined && until > platform.clock.wall()
  return lives ? { accessToken, subject, until, keyId } : 'impossible'
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
 * Runs work that makes or destroys the account's key alone on this device: a wipe that is a step behind must not destroy
 * the key of the login that follows it.
 */
export async function withAccountKey<Value>(
  host: Host,
  account: AccountHash,
  work: () => Promise<Value>,
): Promise<Outcome<Value, unknown>> {
  const name = `key:${await hash(host.store().keys, account)}`
  return host.platform.tabs.exclusive(name, work, { timeout: keyPatience, signal: new AbortController().signal })
}

/**
 * What was bound to a key is gone behind a gate too, or waits to be revoked, which takes no proof (RFC 7009). Not the key of
 * a login that came after: the tombstone is looked at where no login can be written. What is left goes with the next one.
 */
async function dropKeys(host: Host, account: AccountHash): Promise<true> {
  if (host.identity.binding === undefined) return true
  await withAccountKey(host, account, async () => {
    const loaded = await loadAccount(host.store(), account)
    if (loaded.ok && loaded.value.columns?.tombstone === true) await destroyProofs(host.store(), account)
  })
  return true
}

/** Wiping takes a few transactions; who can't wait for them leaves it to the next start. */
const keyPatience = duration(5_000)

/** Finishes a hard sign-out, now or after a crash. What can't be done now is done at the next start. */
export async function wipeLocked(host: Host, account: AccountHash): Promise<boolean> {
  const done = await withAccountKey(host, account, () => finishWipe(host.store(), account))
  return done.ok && done.value
}

/**
 * Deletes what a hard sign-out leaves behind the tombstone. With work kept for this account, its key and its queue stay:
 * they are the work. Without, the key goes first, and with it everything sealed by it (crypto-erase, SO-03). True once
 * nothing is left to delete.
 */
export async function finishWipe(store: Store, account: AccountHash): Promise<boolean> {
  const key = rowKey('session', account)
  const read = await store.read([
    { by: 'key', key },
    { by: 'account', kind: 'queue', account, limit: 1 },
  ])
  // Whether work is kept has to be known: its key can't be made again.
  if (!read.ok) return false
  const row = read.value.find(({ key: { kind } }) => kind === 'session')
  if (row === undefined || row.clear['wiping'] !== true) return true
  const keepsWork = read.value.some(({ key: { kind } }) => kind === 'queue')
  if (!keepsWork) {
    const gone = await store.keys.destroy({ scope: 'account', account })
    if (!gone.ok) return false
  }
  if (!(await destroyProofs(store, account))) return false
  // One row for each method; those are named by the methods. Work in a box stays, and so does what opens it.
  const proofs = await store.read([{ by: 'account', kind: 'step_up', account }])
  if (!proofs.ok) return false
  const proven = keepsWork && proofs.value.some(({ key: of }) => isBoxKey(of)) ? [] : proofs.value
  const single = (['marks', 'permissions', 'policy', 'cache'] as const).map((kind) => rowKey(kind, account))
  const rest = [...single, ...proven.map(({ key: of }) => of)].map((of): Write => ({ do: 'delete', key: of }))
  const clear = { ...row.clear, wiping: false }
  const done = await store.commit(
    [unchanged(key, row)],
    [{ do: 'put', row: { ...row, revision: row.revision + 1, clear, sealed: null } }, ...rest],
  )
  return done.ok
}

function fresh({ platform: { clock, random } }: Host): {
  readonly id: string
  readonly at: ReturnType<typeof clock.wall>
} {
  return { id: random.id(), at: clock.wall() }
}
