import { browser } from '../../../adapters/presets/browser.ts'
import { indexedDb } from '../../../adapters/storage/indexed-db.ts'
import { duration } from '../../../machines/time.ts'
import { accounts } from '../../../src/accounts/accounts.ts'
import type { KnownAccount } from '../../../src/accounts/api.ts'
import { createAuth } from '../../../src/create-auth.ts'
import { scriptedIdentity } from '../../../src/testing/fakes/scripted-identity.ts'
import { accountHash } from '../../../machines/facts.ts'

/** What the tests drive: people on the browser's own disk, in as many tabs as they like. */
export interface AccountsPage {
  readonly add: (who: string) => Promise<string>
  readonly switchTo: (who: string) => Promise<string>
  readonly remove: (account: string) => Promise<string>
  readonly renew: () => Promise<void>
  readonly list: () => readonly KnownAccount[]
  readonly shown: () => string
  /** Everything on the disk under this account's name, and the names of all keys. */
  readonly rows: (account: string) => Promise<string>
  readonly keys: () => Promise<readonly string[]>
}

declare global {
  var people: AccountsPage
}

const identity = scriptedIdentity({ accessTokenTtl: duration(3_600_000), reachable: () => true })
const auth = createAuth({
  identity: { ...identity, ways: ['credentials'] },
  store: indexedDb({ name: 'people' }),
  platform: browser({ name: 'people' }),
  offlineFor: '7d',
  accounts: accounts(),
})
const known = auth.accounts
if (known === null) throw new Error('This page was given no accounts')

function database(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open('people')
    request.addEventListener('success', () => resolve(request.result))
    request.addEventListener('error', () => reject(new Error('The database does not open')))
  })
}

/** The raw disk, behind the adapter's back. */
async function all(store: string, what: 'getAll' | 'getAllKeys'): Promise<readonly unknown[]> {
  const open = await database()
  return new Promise((resolve) => {
    const request = open.transaction(store).objectStore(store)[what]()
    request.addEventListener('success', () => {
      open.close()
      resolve(request.result)
    })
  })
}

function bytes(_: string, value: unknown): unknown {
  return value instanceof Uint8Array ? [...value] : value
}

globalThis.people = {
  add: async (who) => {
    identity.server.signInAs(who)
    return (await known.add({ via: 'credentials', credentials: { username: who } })).status
  },
  switchTo: async (who) => {
    const found = known.list().find(({ user }) => user?.id === who)
    return found === undefined ? 'not listed' : (await known.switchTo(found.account)).status
  },
  remove: async (account) => (await known.remove(accountHash(account))).status,
  renew: async () => {
    await auth.getAccessToken({ minTtl: '1h' })
  },
  list: () => known.list(),
  shown: () => `${auth.state.status} ${auth.state.user?.id ?? 'nobody'}`,
  rows: async (account) => {
    const rows = (await all('rows', 'getAll')) as readonly { readonly account: string }[]
    return JSON.stringify(
      rows.filter((row) => row.account === account),
      bytes,
    )
  },
  keys: async () => (await all('keys', 'getAllKeys')).map(String),
}
await auth.ready
document.title = 'ready'
