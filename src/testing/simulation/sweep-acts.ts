import { signIn } from './perform.ts'
import type { SimWorld } from './sim-world.ts'
import type { Tab } from './tab.ts'

/** Longer than a token lives here. */
export const due = 300_000

/** How many token sets the provider has issued. */
export function setsOf({ families }: SimWorld['server']): number {
  return families.reduce((sum, { sets }) => sum + sets.length, 0)
}

export async function twoSignedIn(world: SimWorld): Promise<Tab> {
  const tab = await signedIn(world)
  add(tab, 'noor')
  await pass(world, 3_000)
  return tab
}

export function add({ auth }: Tab, username: string): void {
  const credentials = { username, password: 'correct horse' }
  auth.accounts?.add({ via: 'credentials', credentials }).catch(() => {})
}

/** To the person who is not shown. */
export function switchBack({ auth }: Tab): void {
  const other = auth.accounts?.list().find(({ isShown }) => !isShown)
  if (other !== undefined) auth.accounts?.switchTo(other.account).catch(() => {})
}

export async function signedIn(world: SimWorld): Promise<Tab> {
  const tab = world.open()
  await pass(world, 100)
  signIn(tab).catch(() => {})
  await pass(world, 3_000)
  return tab
}

export async function signOut(world: SimWorld, mode: 'hard' | 'soft'): Promise<void> {
  world.checks.signedOut()
  for (const tab of world.tabs) tab.auth.signOut({ mode, pending: 'keep' }).catch(() => {})
  await pass(world, 3_000)
}

export async function start(world: SimWorld): Promise<void> {
  world.open()
  await pass(world, 3_000)
}

/** Until the renewal is over, or its context is: whoever comes next comes at once. */
export async function renew(world: SimWorld): Promise<void> {
  for (let second = 0; second < due / 1_000 && world.tabs.some(({ alive }) => alive); second += 1)
    await pass(world, 1_000)
}

export function pass(world: SimWorld, milliseconds: number): Promise<void> {
  return world.run(world.time.now + milliseconds)
}
