import { accountHash, type AccountHash } from '../../machines/facts.ts'
import type { SignInInput } from '../../machines/outcomes.ts'
import { duration, instant, type Instant } from '../../machines/time.ts'
import type { Host } from '../host.ts'
import { isJsonObject, type Json } from '../exchange/parse-json.ts'
import type { LoginTransaction } from '../ports/identity.ts'
import type { Outcome } from '../ports/outcome.ts'
import { device, type Row, type Store, type StoreFailure } from '../ports/store.ts'
import { hash } from '../vault/account-hash.ts'
import { rowKey, unchanged } from '../vault/account-rows.ts'
import { openRow, sealRow } from '../vault/sealed-row.ts'

/** A redirect sign-in under way, as it waits for its callback. Secret. */
export interface PendingLogin {
  readonly transaction: LoginTransaction
  readonly purpose: SignInInput['purpose']
  readonly account: AccountHash | null
  /** The key that the tokens are to be bound to. */
  readonly keyId: string | null
  /** The tab that its callback has to come to; null where tabs aren't told apart. */
  readonly tab: string | null
}

/** Longer than a person needs on a sign-in page, short enough that a stolen address is worthless (OL-02). */
const lifetime = 10 * 60_000

/** Stores what the callback will need, before the page leaves. */
export async function storeLogin(host: Host, login: PendingLogin): Promise<boolean> {
  const store = host.store()
  const at = host.platform.clock.wall()
  const ready = await store.keys.ensure({ scope: 'device' })
  if (!ready.ok) return false
  const row = await sealRow(store.keys, {
    key: rowKey('login', device, await nameOf(store, login.transaction.state)),
    sessionId: '',
    revision: 1,
    clear: { startedAt: at },
    secret: JSON.parse(JSON.stringify(login)) as Json,
  })
  if (!row.ok) return false
  const done = await store.commit([], [{ do: 'put', row: row.value }, ...(await outdated(store, at))])
  return done.ok
}

/** Whether this address is the callback of a sign-in that this device started and nobody has completed yet. */
export async function findLogin(store: Store, url: string): Promise<Outcome<Row | null, StoreFailure>> {
  const state = stateOf(url)
  if (state === null) return { ok: true, value: null, at: instant(0) }
  const read = await store.read([{ by: 'key', key: rowKey('login', device, await nameOf(store, state)) }])
  return read.ok ? { ...read, value: read.value[0] ?? null } : read
}

/** Takes the transaction out of the store: whoever comes second finds nothing (single use). */
export async function takeLogin(host: Host, url: string): Promise<PendingLogin | 'expired' | null> {
  const store = host.store()
  const found = await findLogin(store, url)
  const row = found.ok ? found.value : null
  if (row === null) return null
  const opened = await openRow(store.keys, row)
  const taken = await store.commit([unchanged(row.key, row)], [{ do: 'delete', key: row.key }])
  if (!taken.ok || !opened.ok) return null
  const startedAt = row.clear['startedAt']
  // A clock set back meanwhile makes an age that means nothing: not fresh either.
  const age = typeof startedAt === 'number' ? host.platform.clock.wall() - startedAt : -1
  const isFresh = age >= 0 && age <= lifetime
  return isFresh ? decode(opened.value) : 'expired'
}

async function outdated(
  store: Store,
  at: Instant,
): Promise<readonly { readonly do: 'delete'; readonly key: Row['key'] }[]> {
  const read = await store.read([{ by: 'account', kind: 'login', account: device }])
  const rows = read.ok ? read.value : []
  return rows
    .filter(({ clear }) => typeof clear['startedAt'] !== 'number' || at - clear['startedAt'] > lifetime)
    .map(({ key }) => ({ do: 'delete', key }))
}

function nameOf(store: Store, state: string): Promise<string> {
  return hash(store.keys, `login:${state}`)
}

/** Duplicate parameters are an attack, not a choice (OL-14). */
function stateOf(url: string): string | null {
  if (!URL.canParse(url)) return null
  const states = new URL(url).searchParams.getAll('state')
  return states.length === 1 ? (states[0] ?? null) : null
}

function decode(value: Json): PendingLogin | null {
  if (!isJsonObject(value)) return null
  const { transaction, purpose, account, keyId, tab } = value
  if (!isJsonObject(transaction)) return null
  const text = (name: string): string => (typeof transaction[name] === 'string' ? transaction[name] : '')
  const { startedAt, maxAge } = transaction
  return {
    transaction: {
      state: text('state'),
      nonce: text('nonce'),
      codeVerifier: text('codeVerifier'),
      redirectUri: text('redirectUri'),
      returnTo: text('returnTo'),
      maxAge: typeof maxAge === 'number' ? duration(maxAge) : null,
      startedAt: instant(typeof startedAt === 'number' ? startedAt : 0),
    },
    purpose: purpose === 'reauth' || purpose === 'add_account' || purpose === 'step_up' ? purpose : 'sign_in',
    account: typeof account === 'string' ? accountHash(account) : null,
    keyId: typeof keyId === 'string' ? keyId : null,
    tab: typeof tab === 'string' ? tab : null,
  }
}
