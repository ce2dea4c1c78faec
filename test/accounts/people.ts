import type { AccountHash } from '../../machines/facts.ts'
import { accounts } from '../../src/accounts/accounts.ts'
import type { AuthAccounts } from '../../src/accounts/api.ts'
import type { Auth } from '../../src/auth.ts'
import type { TabOptions, TestWorld } from '../../src/testing/test-world.ts'

export const password = { via: 'credentials', credentials: { username: 'any', password: 'secret' } } as const

export interface People {
  readonly auth: Auth
  readonly people: AuthAccounts
  readonly mira: AccountHash
  readonly ben: AccountHash
}

/** A tab that knows Mira and Ben; Ben, who came last, is shown. */
export async function twoPeople(world: TestWorld, options: TabOptions = {}): Promise<People> {
  const auth = await world.start({ accounts: accounts(), ...options })
  world.server.signInAs('mira')
  await world.signIn(auth)
  const mira = shownIn(auth)
  world.server.signInAs('ben')
  await ends(world, peopleOf(auth).add(password))
  return { auth, people: peopleOf(auth), mira, ben: shownIn(auth) }
}

export function peopleOf(auth: Auth): AuthAccounts {
  if (auth.accounts === null) throw new Error('no accounts were given')
  return auth.accounts
}

/** Everybody whom a tab lists, as `mira signed_in`. */
export function standingsIn(auth: Auth): readonly string[] {
  return peopleOf(auth)
    .list()
    .map(({ user, standing }) => `${user?.name} ${standing}`)
}

export function shownIn(auth: Auth): AccountHash {
  const { account } = auth.actor.getSnapshot().context
  if (account === null) throw new Error('nobody is shown')
  return account
}

/** What comes of something that is asked for, once the world has come to rest. */
export async function ends<Value>(world: TestWorld, asked: Promise<Value>): Promise<Value> {
  let isOver = false
  const over = asked.finally(() => {
    isOver = true
  })
  over.catch(() => {})
  for (let look = 0; look < 50 && !isOver; look += 1) await world.settle()
  await world.settle()
  return over
}

/** Everything on the disk under this account's name, byte for byte. */
export function rowsOf(world: TestWorld, account: AccountHash): string {
  const rows = [...world.disk.rows.values()].filter(({ key }) => key.account === account)
  return JSON.stringify(rows.map((row) => ({ ...row, sealed: row.sealed === null ? null : [...row.sealed] })))
}
