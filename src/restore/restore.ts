import type { AccountHash } from '../../machines/facts.ts'
import type { RestoreFinding, RestoreInput, RestoreOutcome } from '../../machines/outcomes.ts'
import { reauthReasons, signedOutReasons, type SignedOutReason } from '../../machines/reasons.ts'
import { after } from '../../machines/time.ts'
import type { Host } from '../host.ts'
import type { StoreFailure } from '../ports/store.ts'
import { countDeferred } from '../revocation/outbox.ts'
import { findLogin } from '../sign-in/login-row.ts'
import { finishWipe } from '../sign-out/end-account.ts'
import { loadIndex } from '../vault/account-index.ts'
import { loadAccount, openSession, type AccountRows } from '../vault/load-account.ts'
import { factsOf, userOf } from '../vault/session-facts.ts'
import type { SessionRecord } from '../vault/session-record.ts'

/** A store that is silent for longer is dead for the user: the app has to show something (ST-11). */
const patience = 2_000

/** Looks at what is stored and says what the chart should do with it. Never rejects, answers within two seconds. */
export async function restore(
  host: Host,
  input: RestoreInput,
  pendingOf: (account: AccountHash) => Promise<number>,
): Promise<RestoreOutcome> {
  const { clock } = host.platform
  const reading = read(host, input, pendingOf)
  const silence = new Promise<'silent'>((resolve) => {
    const cancel = clock.wakeAt(after(clock.wall(), patience), () => resolve('silent'))
    reading.then(cancel, cancel)
  })
  const first = await Promise.race([reading, silence])
  if (first !== 'silent') return first
  // Whatever it still holds is found later, while the app already runs (`record.found`).
  reading.then(
    (late) => {
      if (late.kind !== 'nothing' && late.kind !== 'store_dead') host.send({ type: 'record.found', at: clock.wall() })
    },
    () => undefined,
  )
  return { kind: 'store_dead', at: clock.wall(), evidence: 'none', outbox: 0, pending: 0 }
}

async function read(
  host: Host,
  input: RestoreInput,
  pendingOf: (account: AccountHash) => Promise<number>,
): Promise<RestoreOutcome> {
  const found = await look(host, input)
  const account = 'session' in found ? found.session.account : 'account' in found ? found.account : null
  const outbox = await countDeferred(host.store())
  const pending = account === null ? 0 : await pendingOf(account)
  return { ...found, outbox, pending, at: host.platform.clock.wall(), evidence: 'none' }
}

async function look(host: Host, input: RestoreInput): Promise<RestoreFinding> {
  const url = host.platform.navigation?.url() ?? null
  if (url !== null && host.identity.isCallback(url)) {
    if ((await findLogin(host.store(), url)) !== null) return { kind: 'callback' }
    // Nobody here started this sign-in: ignored, and out of the address bar (OL-03).
    host.platform.navigation?.replace('/')
  }
  const index = await loadIndex(host.store())
  if (!index.ok) return dead(host, index.failure)
  const account = input.account ?? index.value.index.active
  await finishInterrupted(host, index.value.index.accounts)
  if (account === null) return nothing(host, 'never')
  const loaded = await loadAccount(host.store(), account)
  return loaded.ok ? decide(host, loaded.value) : dead(host, loaded.failure)
}

/** A sign-out whose context died in the middle is finished before anything else is looked at (SO-03). */
async function finishInterrupted(host: Host, accounts: readonly AccountHash[]): Promise<void> {
  for (const account of accounts) {
    const loaded = await loadAccount(host.store(), account)
    if (loaded.ok && loaded.value.columns?.wiping === true) await finishWipe(host.store(), account)
  }
}

async function decide(host: Host, rows: AccountRows): Promise<RestoreFinding> {
  const { account, session, columns } = rows
  if (session === null || columns === null) return nothing(host, 'never')
  if (columns.tombstone) return nothing(host, signedOutReasons.find((known) => known === columns.reason) ?? 'user')
  const opened = await openSession(host.store(), session)
  const record = opened.ok ? opened.value : null
  const user = record === null ? null : userOf(record)
  if (columns.stateClass === 'locked') {
    const reason = columns.reason === 'too_many_attempts' ? columns.reason : 'account_disabled'
    return { kind: 'locked', account, user, reason }
  }
  if (!opened.ok && opened.failure.kind === 'locked') return { kind: 'store_locked' }
  if (record === null) {
    host.tell('record.corrupted', { at: host.platform.clock.wall(), kind: 'session' })
    return { kind: 'ended', account, user: null, reason: 'key_lost' }
  }
  if (columns.stateClass === 'reauth' && columns.reason !== 'offline_limit') {
    return {
      kind: 'ended',
      account,
      user,
      reason: reauthReasons.find((known) => known === columns.reason) ?? 'refused',
    }
  }
  return standing(host, rows, record)
}

function standing(
  host: Host,
  { account, columns, intent, breaker }: AccountRows,
  record: SessionRecord,
): RestoreFinding {
  const at = host.platform.clock.wall()
  const generation = columns?.generation
  if (columns === null || generation === undefined) return nothing(host, 'never')
  const persistence = host.store().traits.survivesRestart ? 'durable' : 'memory'
  const { refreshBefore, chance } = host
  const session = factsOf(record, { account, generation, persistence, refreshBefore, chance })
  const offline = breaker && {
    reason: breaker.reason,
    retryAt: breaker.retryAt,
    retryNotBefore: breaker.retryNotBefore,
  }
  const isPastLimit = record.offlineUntil !== null && at >= record.offlineUntil
  if (record.accessToken !== null) {
    host.held.set({ account, sessionId: columns.sessionId, generation, record, persistence })
  }
  if (isPastLimit || columns.reason === 'offline_limit') return { kind: 'past_limit', session, offline }
  const isDue = intent !== null || record.accessToken === null || session.refreshDueAt <= at
  return { kind: isDue ? 'due' : 'live', session, offline }
}

function nothing(host: Host, reason: SignedOutReason): RestoreFinding {
  return { kind: 'nothing', reason, persistence: host.store().traits.survivesRestart ? 'durable' : 'memory' }
}

function dead(host: Host, failure: StoreFailure): RestoreFinding {
  if (failure.kind === 'locked') return { kind: 'store_locked' }
  if (failure.kind === 'impossible') host.useVolatileStore()
  return { kind: 'store_dead' }
}
