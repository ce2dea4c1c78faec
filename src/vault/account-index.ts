import { accountHash, type AccountHash } from '../../machines/facts.ts'
import { isJsonObject, type Json } from '../exchange/parse-json.ts'
import { device, type Check, type Row, type Store, type StoreFailure, type Write } from '../ports/store.ts'
import type { KeyFailure } from '../ports/keys.ts'
import type { Outcome } from '../ports/outcome.ts'
import { rowKey, unchanged } from './account-rows.ts'
import { openRow, sealRow } from './sealed-row.ts'

/** The accounts this device knows, and the one a new context starts with. Sealed with the device key. */
export interface AccountIndex {
  readonly active: AccountHash | null
  readonly accounts: readonly AccountHash[]
}

const key = rowKey('index', device)
const empty: AccountIndex = { active: null, accounts: [] }

export interface LoadedIndex {
  readonly index: AccountIndex
  readonly row: Row | null
}

/**
 * An index that can't be opened for good reads as its clear columns say (hashes, no names): a lost device key must not
 * hide that somebody was signed in (ST-06). One that can't be opened for now is a failure, never an empty device (ST-14).
 */
export async function loadIndex(store: Store): Promise<Outcome<LoadedIndex, StoreFailure>> {
  const read = await store.read([{ by: 'key', key }])
  if (!read.ok) return read
  const row = read.value[0] ?? null
  if (row === null) return { ok: true, at: read.at, value: { index: empty, row } }
  const opened = await openRow(store.keys, row)
  if (opened.ok) return { ok: true, at: read.at, value: { index: decode(opened.value), row } }
  const { kind } = opened.failure
  if (kind === 'locked' || kind === 'timeout' || kind === 'impossible')
    return { ok: false, at: read.at, failure: { kind } }
  return { ok: true, at: read.at, value: { index: fromClear(row), row } }
}

/** The check and the write that change the index inside somebody's transaction. */
export async function changeIndex(
  store: Store,
  loaded: LoadedIndex,
  change: (index: AccountIndex) => AccountIndex,
): Promise<Outcome<{ readonly check: Check; readonly write: Write }, KeyFailure>> {
  const next = change(loaded.index)
  const row = await sealRow(store.keys, {
    key,
    sessionId: '',
    revision: (loaded.row?.revision ?? 0) + 1,
    clear: { active: next.active, accounts: next.accounts },
    secret: { active: next.active, accounts: [...next.accounts] },
  })
  if (!row.ok) return row
  return { ok: true, at: row.at, value: { check: unchanged(key, loaded.row), write: { do: 'put', row: row.value } } }
}

export function withActive(account: AccountHash): (index: AccountIndex) => AccountIndex {
  return ({ accounts }) => ({
    active: account,
    accounts: accounts.includes(account) ? accounts : [...accounts, account],
  })
}

/** `soft` sign-outs keep the account known, so that its queue and data can be found again. */
export function withoutActive(account: AccountHash): (index: AccountIndex) => AccountIndex {
  return ({ active, accounts }) => ({ active: active === account ? null : active, accounts })
}

/** A removal: the account is not known any more. */
export function without(account: AccountHash): (index: AccountIndex) => AccountIndex {
  return ({ active, accounts }) => ({
    active: active === account ? null : active,
    accounts: accounts.filter((known) => known !== account),
  })
}

function fromClear({ clear: { active, accounts } }: Row): AccountIndex {
  const listed: readonly unknown[] = Array.isArray(accounts) ? accounts : []
  return decode({
    active: typeof active === 'string' ? active : null,
    accounts: listed.filter((entry) => typeof entry === 'string'),
  })
}

function decode(value: Json): AccountIndex {
  if (!isJsonObject(value)) return empty
  const { active, accounts } = value
  return {
    active: typeof active === 'string' ? accountHash(active) : null,
    accounts: Array.isArray(accounts) ? accounts.filter((entry) => typeof entry === 'string').map(accountHash) : [],
  }
}
