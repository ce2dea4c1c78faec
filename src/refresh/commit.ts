import type { AccountHash } from '../../machines/facts.ts'
import type { Generation } from '../../machines/time.ts'
import type { Profile } from '../ports/identity.ts'
import type { KeyFailure } from '../ports/keys.ts'
import type { Store, StoreFailure, Write } from '../ports/store.ts'
import { rowKey, sessionColumns, unchanged, type StateClass } from '../vault/account-rows.ts'
import { loadAccount, openSession, type AccountRows } from '../vault/load-account.ts'
import { sealRow } from '../vault/sealed-row.ts'
import { encodeRecord, type SessionRecord } from '../vault/session-record.ts'
import { journalWrites, noJournal, type Journal } from './journal.ts'

/** `superseded`: another login, a tombstone or a newer token set stands where the answer wanted to go. */
export type CommitResult =
  | { readonly kind: 'committed' }
  | { readonly kind: 'superseded'; readonly rows: AccountRows }
  | { readonly kind: 'failed'; readonly failure: StoreFailure | KeyFailure }

interface Target {
  readonly store: Store
  readonly account: AccountHash
  readonly sessionId: string
  /** The generation the work started from. */
  readonly generation: Generation
}

/** A moved revision means somebody ticked a counter; a hundred in one commit means a loop, and the round gives up. */
const mostConflicts = 100

/**
 * Tokens, expiry, snapshot, contact and the intent's removal in one strict transaction (RC-02). Not a race to lose:
 * where only a revision moved, the record is sealed again on the new one, until it lands.
 */
export async function commitGrant(
  target: Target,
  record: SessionRecord,
  next: Generation,
  journal: Journal = noJournal,
): Promise<CommitResult> {
  const done = await untilItLands(target, (rows) =>
    // Locked meanwhile: only a verified login opens it again (S7).
    rows.columns?.stateClass === 'locked'
      ? null
      : {
          record,
          columns: sessionColumns({ generation: next, stateClass: 'live' }),
          journal: journalWrites(rows, journal),
        },
  )
  return done.kind === 'superseded' ? await judged(target, done, { record, next, journal }) : done
}

/** A transaction that was reported as failed may have been complete all the same (ST-09). */
async function judged(
  target: Target,
  done: CommitResult & { readonly kind: 'superseded' },
  { record, next, journal }: { readonly record: SessionRecord; readonly next: Generation; readonly journal: Journal },
): Promise<CommitResult> {
  const { store, sessionId } = target
  const { session, columns } = done.rows
  if (session === null || columns?.sessionId !== sessionId || columns.tombstone || columns.generation !== next)
    return done
  const opened = await openSession(store, session)
  // Only for now: nobody knows whose set it is. Under a new key the same is written once more.
  if (!opened.ok && opened.failure.kind !== 'corrupted' && opened.failure.kind !== 'shut')
    return { kind: 'failed', failure: opened.failure }
  // It landed, and the disk has lost it since: only this context has it, so it is written once more.
  if (!opened.ok && opened.failure.kind === 'corrupted' && columns.stateClass === 'live')
    return await commitGrant({ ...target, generation: next }, record, next, journal)
  return opened.ok && opened.value.accessToken === record.accessToken ? { kind: 'committed' } : done
}

/** A definite refusal: the access token goes, and the refresh token unless it may still serve (offline limit, interaction). */
export function commitEnding(
  target: Target,
  ending: {
    readonly stateClass: Exclude<StateClass, 'live'>
    readonly reason: string
    readonly keepsRefreshToken: boolean
    /** What stands in the record afterwards, where it is newer than what stands there now. */
    readonly record?: SessionRecord | null
  },
): Promise<CommitResult> {
  return untilItLands(target, async (rows) => {
    if (!gives(rows.columns, ending)) return null
    const opened = rows.session === null ? null : await openSession(target.store, rows.session)
    if (ending.keepsRefreshToken && !ending.record && opened?.ok === false) {
      const { kind } = opened.failure
      // It waits for the user's proof, and may still serve.
      if (kind === 'shut') return null
      // Only for now: a token that can't be read just now would be lost with what is written over it.
      if (kind !== 'key_lost' && kind !== 'corrupted') return { failure: opened.failure }
    }
    const record = ending.record ?? (opened?.ok === true ? opened.value : null)
    return {
      record: record && {
        ...record,
        accessToken: null,
        refreshToken: ending.keepsRefreshToken ? record.refreshToken : null,
      },
      columns: sessionColumns({ generation: target.generation, stateClass: ending.stateClass, reason: ending.reason }),
      journal: journalWrites(rows, { intent: null }),
    }
  })
}

/** Whether an ending that stands there gives way: nothing unlocks but a login (S7), and the limit of one who has left is no news. */
function gives(
  standing: AccountRows['columns'],
  { stateClass, reason }: { readonly stateClass: StateClass; readonly reason: string },
): boolean {
  if (standing === null || standing.stateClass === 'live') return true
  if (standing.stateClass === 'locked') return stateClass === 'locked'
  return reason !== 'offline_limit' || standing.reason === reason
}

/** What userinfo said, beside the tokens as they stand. Only the name on the screen hangs on it. */
export function commitProfile(
  target: Target,
  { profile, roles }: { readonly profile: Profile; readonly roles: readonly string[] },
): Promise<CommitResult> {
  return untilItLands(target, async (rows) => {
    const isLive = rows.session !== null && rows.columns?.stateClass === 'live'
    const opened = isLive ? await openSession(target.store, rows.session) : null
    return opened?.ok === true
      ? {
          record: { ...opened.value, profile, roles: roles.length > 0 ? roles : opened.value.roles },
          columns: sessionColumns({ ...rows.columns, generation: target.generation, stateClass: 'live' }),
          journal: [],
        }
      : null
  })
}

interface Commit {
  readonly record: SessionRecord | null
  readonly columns: ReturnType<typeof sessionColumns>
  readonly journal: readonly Write[]
}

type Made = Commit | { readonly failure: KeyFailure } | null

async function untilItLands(
  { store, account, sessionId, generation: from }: Target,
  /** Null: what stands there is left alone. */
  make: (rows: AccountRows) => Made | Promise<Made>,
): Promise<CommitResult> {
  for (let conflicts = 0; conflicts < mostConflicts; conflicts += 1) {
    const loaded = await loadAccount(store, account)
    if (!loaded.ok) return { kind: 'failed', failure: loaded.failure }
    const rows = loaded.value
    const { session, columns } = rows
    if (
      session === null ||
      columns === null ||
      columns.sessionId !== sessionId ||
      columns.tombstone ||
      columns.generation > from
    ) {
      return { kind: 'superseded', rows }
    }
    const key = rowKey('session', account)
    const commit = await make(rows)
    if (commit === null) return { kind: 'superseded', rows }
    if ('failure' in commit) return { kind: 'failed', failure: commit.failure }
    const revision = columns.revision + 1
    const row =
      commit.record === null
        ? { ok: true as const, value: { key, sessionId, revision, clear: commit.columns, sealed: null, seq: null } }
        : await sealRow(store.keys, {
            key,
            sessionId,
            revision,
            clear: commit.columns,
            secret: encodeRecord(commit.record),
          })
    if (!row.ok) return { kind: 'failed', failure: row.failure }
    const done = await store.commit([unchanged(key, session)], [{ do: 'put', row: row.value }, ...commit.journal])
    if (done.ok) return { kind: 'committed' }
    if (done.failure.kind !== 'conflict') return { kind: 'failed', failure: done.failure }
  }
  return { kind: 'failed', failure: { kind: 'timeout' } }
}
