import type { AccountHash, SessionFacts } from '../../machines/facts.ts'
import type { SignInInput } from '../../machines/outcomes.ts'
import { generation } from '../../machines/time.ts'
import type { Host } from '../host.ts'
import type { TokenGrant } from '../ports/identity.ts'
import type { Row } from '../ports/store.ts'
import { deferRevocation } from '../revocation/outbox.ts'
import { finishWipe } from '../sign-out/end-account.ts'
import { hashSubject } from '../vault/account-hash.ts'
import { changeIndex, loadIndex, withActive } from '../vault/account-index.ts'
import { rowKey, sessionColumns, unchanged } from '../vault/account-rows.ts'
import { loadAccount } from '../vault/load-account.ts'
import { sealRow } from '../vault/sealed-row.ts'
import { factsOf } from '../vault/session-facts.ts'
import { encodeRecord, recordOfGrant } from '../vault/session-record.ts'

export type LoginResult =
  | { readonly kind: 'committed'; readonly session: SessionFacts }
  | { readonly kind: 'account_mismatch' | 'storage_failed' }

/** Conflicts come from other tabs' index changes and counters; each is read again. */
const mostConflicts = 100

/** A session that a login begins. `before`: the account's row as the completion found it; it replaces that one only. */
export interface Login {
  readonly grant: TokenGrant
  readonly purpose: SignInInput['purpose']
  /** The account this login is for; null where any identity is welcome. */
  readonly expected: AccountHash | null
}

/** Whose login this will be is known only with the grant; a signed-out account's tombstone is read with it. */
export async function commitLogin(host: Host, { grant, purpose, expected }: Login): Promise<LoginResult> {
  const store = host.store()
  const account = await hashSubject(store.keys, grant.subject)
  const mustMatch = purpose === 'reauth' || purpose === 'step_up'
  if (mustMatch && expected !== null && expected !== account) {
    // Somebody else signed in: nothing of either account is touched (MA-06).
    if (grant.refreshToken !== null) await deferRevocation(host, grant.refreshToken)
    return { kind: 'account_mismatch' }
  }
  const begun = await loadAccount(store, account)
  if (!begun.ok) return { kind: 'storage_failed' }
  if (begun.value.columns?.wiping === true) await finishWipe(store, account)
  const ready = await Promise.all([
    store.keys.ensure({ scope: 'account', account }),
    store.keys.ensure({ scope: 'device' }),
  ])
  if (ready.some((key) => !key.ok)) return { kind: 'storage_failed' }
  return write(host, account, {
    grant,
    tombstone: begun.value.columns?.tombstone === true ? begun.value.session : null,
  })
}

async function write(
  host: Host,
  account: AccountHash,
  { grant, tombstone }: { readonly grant: TokenGrant; readonly tombstone: Row | null },
): Promise<LoginResult> {
  const store = host.store()
  const at = host.platform.clock.wall()
  const key = rowKey('session', account)
  const sessionId = host.platform.random.id()
  const record = recordOfGrant(grant, { at, offlineFor: host.offlineFor, previous: null })
  for (let conflicts = 0; conflicts < mostConflicts; conflicts += 1) {
    const loaded = await loadAccount(store, account)
    const index = await loadIndex(store)
    if (!loaded.ok || !index.ok) return { kind: 'storage_failed' }
    const { session, columns } = loaded.value
    // A sign-out that happened while this login completed wins over it.
    const isNewTombstone =
      columns?.tombstone === true && tombstone !== null && session?.sessionId !== tombstone.sessionId
    if (isNewTombstone || (columns?.tombstone === true && tombstone === null)) return { kind: 'storage_failed' }
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
    const done = await store.commit(
      [unchanged(key, session), indexed.value.check],
      [
        { do: 'put', row: row.value },
        { do: 'delete', key: rowKey('intent', account) },
        { do: 'delete', key: rowKey('breaker', account) },
        indexed.value.write,
      ],
    )
    if (done.ok) {
      const persistence = store.traits.survivesRestart ? 'durable' : 'memory'
      host.held.set({ account, sessionId, generation: next, record, persistence })
      host.announce('signed_in', account, next)
      const { refreshBefore, chance } = host
      return {
        kind: 'committed',
        session: factsOf(record, { account, generation: next, persistence, refreshBefore, chance }),
      }
    }
    if (done.failure.kind !== 'conflict') return { kind: 'storage_failed' }
  }
  return { kind: 'storage_failed' }
}
