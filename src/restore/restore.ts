import type { AccountHash } from '../../machines/facts.ts'
import type { RestoreFinding, RestoreInput, RestoreOutcome } from '../../machines/outcomes.ts'
import {
  reauthReasons,
  signedOutReasons,
  type Persistence,
  type ReauthReason,
  type SignedOutReason,
} from '../../machines/reasons.ts'
import { instant, type Duration, type Instant } from '../../machines/time.ts'
import { servesMemoryInstead } from '../given-store.ts'
import type { Host } from '../host.ts'
import type { Store, StoreFailure } from '../ports/store.ts'
import { countDeferred } from '../revocation/outbox.ts'
import { findLogin } from '../sign-in/login-row.ts'
import { timely } from '../refresh/retry-timing.ts'
import { noteReturn } from '../sign-out/end-session.ts'
import { wipeLocked } from '../sign-out/end-account.ts'
import { isRolledBack } from '../time/high-water.ts'
import { setBackSince } from '../time/set-back.ts'
import { loadIndex } from '../vault/account-index.ts'
import type { SessionColumns } from '../vault/account-rows.ts'
import type { Held } from '../vault/held-tokens.ts'
import { loadAccount, openSession, type AccountRows } from '../vault/load-account.ts'
import { continueRenewal } from '../vault/renew-key.ts'
import { factsOf, userOf } from '../vault/session-facts.ts'
import type { SessionRecord } from '../vault/session-record.ts'
import { isCallback, lookAgain } from './look-again.ts'

/** A store that is silent for longer is dead for the user: the app has to show something (ST-11). */
const patience = 2_000
/** One that was silent for that long, and answered after all, is slow: to show nothing once more would go on for ever. */
const patienceWithSlow = 60_000

export interface RestoreTerms {
  readonly pendingOf: (account: AccountHash) => Promise<number>
  /** Ends when the chart no longer waits for the answer. */
  readonly signal: AbortSignal
}

/**
 * Looks at what is stored and says what the chart should do with it. Never rejects; answers within two seconds, and within a
 * minute where the store is known to be slow.
 */
export async function restore(
  host: Host,
  input: RestoreInput,
  { pendingOf, signal }: RestoreTerms,
): Promise<RestoreOutcome> {
  const { clock } = host.platform
  const isSlow = host.storeFailure() === 'timeout'
  host.retryGivenStore()
  const given = host.store()
  const reading = read(host, input, pendingOf).catch(() => ({ found: dead(host, { kind: 'closed' }), ...nothingElse }))
  let cancel = (): void => {}
  const silence = new Promise<null>((resolve) => {
    cancel = clock.wakeAfter(isSlow ? patienceWithSlow : patience, () => resolve(null))
    signal.addEventListener('abort', () => cancel(), { once: true })
  })
  const first = await Promise.race([reading, silence])
  cancel()
  const ended = { at: clock.wall(), evidence: 'none' } as const
  if (first === null && !signal.aborted) host.noteStoreFailure('timeout')
  if (first === null || first.found.kind === 'store_dead') {
    // Nobody waits for this look any more; the one that came after it decides.
    if (signal.aborted) return { kind: 'store_dead', ...ended, outbox: 0, pending: 0 }
    host.useVolatileStore('dead')
    const beside = { store: given, serving: host.store() }
    const finding = reading.then(({ found }) => found)
    void lookAgain(host, beside, finding).catch(() => {})
    return { kind: 'store_dead', ...ended, outbox: 0, pending: 0 }
  }
  const { found, held, outbox, pending } = first
  // The chart may have moved on while we read: tokens of what it does not show are nobody's.
  if (held !== null && !signal.aborted) host.held.set(held)
  // What a context that died, or the last look, has left of a new key.
  if ('session' in found) void continueRenewal(host, found.session.account).catch(() => {})
  return { ...found, ...ended, outbox, pending }
}

interface Reading {
  readonly found: RestoreFinding
  readonly held: Held | null
  readonly outbox: number
  readonly pending: number
}

const nothingElse = { held: null, outbox: 0, pending: 0 } as const

async function read(host: Host, input: RestoreInput, pendingOf: RestoreTerms['pendingOf']): Promise<Reading> {
  const store = host.store()
  const { found, held } = await look(host, store, input)
  const setBack = setBackSince(host.platform.clock)
  const account = 'session' in found ? found.session.account : 'account' in found ? found.account : null
  const outbox = await countDeferred(store)
  const pending = account === null ? 0 : await pendingOf(account).catch(() => 0)
  return { found: earlier(found, setBack()), held, outbox, pending }
}

/** The moments that are waited for, where the clock was set back after they were dated (TM-05). */
function earlier(found: RestoreFinding, by: Duration): RestoreFinding {
  if (by === 0 || !('session' in found)) return found
  const { session, offline } = found
  const less = (moment: Instant | null): Instant | null => (moment === null ? null : instant(moment - by))
  return {
    ...found,
    session: { ...session, refreshDueAt: instant(session.refreshDueAt - by) },
    offline: offline && { ...offline, retryAt: less(offline.retryAt), retryNotBefore: less(offline.retryNotBefore) },
  }
}

type Seen = Pick<Reading, 'found' | 'held'>

async function look(host: Host, store: Store, input: RestoreInput): Promise<Seen> {
  const callback = await callbackIn(host, store)
  if (callback !== null) return { found: callback, held: null }
  const index = await loadIndex(store)
  if (!index.ok) return { found: dead(host, index.failure), held: null }
  const account = input.account ?? index.value.index.active
  await finishInterrupted(host, index.value.index.accounts)
  if (account === null) return { found: nothing(store, 'never'), held: null }
  const loaded = await loadAccount(store, account)
  return loaded.ok ? decide(host, store, loaded.value) : { found: dead(host, loaded.failure), held: null }
}

/** The callback of a sign-in that this device started. Anybody else's is ignored, and out of the address bar (OL-03). */
async function callbackIn(host: Host, store: Store): Promise<RestoreFinding | null> {
  const { navigation } = host.platform
  const url = navigation?.url() ?? null
  if (navigation === null || url === null) return null
  if (!isCallback(host, url)) {
    await noteReturn(host, url)
    return null
  }
  const login = await findLogin(store, url)
  // The store is silent or locked: the callback stays where it is until it can be looked up.
  if (!login.ok) return dead(host, login.failure)
  if (login.value !== null) return { kind: 'callback' }
  navigation.replace('/')
  return null
}

/** A sign-out whose context died in the middle is finished before anything else is looked at (SO-03). */
async function finishInterrupted(host: Host, accounts: readonly AccountHash[]): Promise<void> {
  for (const account of accounts) {
    const loaded = await loadAccount(host.store(), account)
    if (loaded.ok && loaded.value.columns?.wiping === true) await wipeLocked(host, account)
  }
}

async function decide(host: Host, store: Store, rows: AccountRows): Promise<Seen> {
  const { account, session } = rows
  const columns = rows.columns && host.unwritten.over(account, rows.columns)
  const seen = (found: RestoreFinding): Seen => ({ found, held: null })
  if (session === null || columns === null) return seen(nothing(store, 'never'))
  if (columns.tombstone)
    return seen(nothing(store, signedOutReasons.find((known) => known === columns.reason) ?? 'user'))
  if (!servesMemoryInstead(host) && host.left.has(account, columns.sessionId)) return seen(nothing(store, 'user'))
  const mayServe = columns.stateClass === 'live' || columns.reason === 'offline_limit'
  const boxes = host.boxes()
  if (mayServe && boxes !== null && (await boxes.isShut(account))) {
    // A crash may have left rows beside the box; putting them in takes no proof.
    void boxes.settle(account)
    return seen({ kind: 'wrapped', account })
  }
  const opened = await openSession(store, session)
  const record = opened.ok ? opened.value : null
  const user = record === null ? null : userOf(record)
  if (columns.stateClass === 'locked') {
    const reason = columns.reason === 'too_many_attempts' ? columns.reason : 'account_disabled'
    return seen({ kind: 'locked', account, user, reason })
  }
  if (columns.stateClass === 'reauth' && columns.reason !== 'offline_limit' && session.sealed === null) {
    return seen({ kind: 'ended', account, user: null, reason: reauthReason(columns.reason) })
  }
  if (!opened.ok && opened.failure.kind === 'shut')
    return seen({ kind: 'ended', account, user: null, reason: reauthReason(columns.reason) })
  if (!opened.ok) {
    const { kind } = opened.failure
    // Only for now: the session is there, and nobody has to sign in again for it.
    if (kind === 'locked' || kind === 'timeout' || kind === 'impossible') return seen(dead(host, { kind }))
    host.tell('record.corrupted', { at: host.platform.clock.wall(), kind: 'session' })
    return seen({ kind: 'ended', account, user: null, reason: 'key_lost' })
  }
  if (columns.stateClass === 'reauth' && columns.reason !== 'offline_limit') {
    return seen({ kind: 'ended', account, user, reason: reauthReason(columns.reason) })
  }
  return standing(host, store, { rows, columns, record: opened.value })
}

function reauthReason(reason: string | null): ReauthReason {
  return reauthReasons.find((known) => known === reason) ?? 'refused'
}

function standing(
  host: Host,
  store: Store,
  {
    rows,
    columns,
    record,
  }: { readonly rows: AccountRows; readonly columns: SessionColumns; readonly record: SessionRecord },
): Seen {
  const at = host.platform.clock.wall()
  const { account, intent } = rows
  const { sessionId, generation } = columns
  const before = host.held.get(account)
  // Only this context has the newer set so far: it is what is served (ST-14).
  const isAhead = before?.sessionId === sessionId && before.generation > generation
  const stored: Persistence = store.traits.survivesRestart ? 'durable' : 'memory'
  const persistence = isAhead ? before.persistence : stored
  const { refreshBefore, chance } = host
  const session = factsOf(record, { account, generation, persistence, refreshBefore, chance, now: at })
  const breaker = timely(rows.breaker, at)
  const offline = breaker && {
    reason: breaker.reason,
    retryAt: breaker.retryAt,
    retryNotBefore: breaker.retryNotBefore,
  }
  const held: Held | null = record.accessToken === null ? null : { account, sessionId, generation, record, persistence }
  const isPastLimit = record.offlineUntil !== null && at >= record.offlineUntil
  if (isPastLimit || columns.reason === 'offline_limit')
    return { found: { kind: 'past_limit', session, offline }, held }
  // Written in what is now the future: nothing in the record says any more when it is due (TM-03).
  const isEarlier = isRolledBack({ mark: record.lastServerContactAt, monotonic: 0 }, { wall: at, monotonic: 0 })
  const isDue = intent !== null || record.accessToken === null || session.refreshDueAt <= at || isEarlier
  return { found: { kind: isDue ? 'due' : 'live', session, offline }, held }
}

function nothing(store: Store, reason: SignedOutReason): RestoreFinding {
  return { kind: 'nothing', reason, persistence: store.traits.survivesRestart ? 'durable' : 'memory' }
}

function dead(host: Host, failure: StoreFailure): RestoreFinding {
  if (failure.kind === 'locked') return { kind: 'store_locked' }
  host.noteStoreFailure(failure.kind)
  if (failure.kind === 'impossible') host.useVolatileStore('impossible')
  return { kind: 'store_dead' }
}
