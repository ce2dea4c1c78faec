import { signIn } from './perform.ts'
import type { SimWorld } from './sim-world.ts'
import type { Tab } from './tab.ts'

/** A piece of a session's life that is broken at each of its port calls, one at a time. */
export interface SweepFlow {
  readonly name: string
  readonly rotation: 'none' | 'grace 30 s'
  /** What this device can do besides. */
  readonly with?: readonly ('moreAccounts' | 'offlineWork')[]
  /** What comes before, unbroken. */
  prepare(world: SimWorld): Promise<unknown>
  /** Every port call from here on counts. */
  run(world: SimWorld): Promise<void>
  /** What a tab may show in the end, once everything works again. */
  readonly ends: readonly string[]
}

const due = 300_000

export const sweepFlows: readonly SweepFlow[] = [
  {
    name: 'a cold start',
    rotation: 'grace 30 s',
    prepare: () => Promise.resolve(),
    run: start,
    ends: ['SIGNED_OUT'],
  },
  {
    name: 'a start with a session',
    rotation: 'grace 30 s',
    prepare: async (world) => {
      world.crash(await signedIn(world))
    },
    run: start,
    ends: ['ACTIVE'],
  },
  {
    name: 'a start with a token that is due',
    rotation: 'grace 30 s',
    prepare: async (world) => {
      world.crash(await signedIn(world))
      await pass(world, due)
    },
    run: start,
    ends: ['ACTIVE'],
  },
  {
    name: 'a sign-in',
    rotation: 'grace 30 s',
    prepare: async (world) => {
      world.open()
      await pass(world, 3_000)
    },
    run: async (world) => {
      for (const tab of world.tabs) signIn(tab).catch(() => {})
      await pass(world, 3_000)
    },
    ends: ['ACTIVE', 'SIGNED_OUT'],
  },
  {
    name: 'a renewal without rotation',
    rotation: 'none',
    prepare: signedIn,
    run: renew,
    ends: ['ACTIVE'],
  },
  {
    name: 'a renewal that rotates',
    rotation: 'grace 30 s',
    prepare: signedIn,
    run: renew,
    ends: ['ACTIVE'],
  },
  {
    name: 'a renewal that is refused',
    rotation: 'grace 30 s',
    prepare: async (world) => {
      await signedIn(world)
      for (const family of world.server.families) world.server.end(family, 'revoked')
    },
    run: renew,
    ends: ['REAUTH_REQUIRED'],
  },
  ...(['hard', 'soft'] as const).map((mode): SweepFlow => ({
    name: `a ${mode} sign-out`,
    rotation: 'grace 30 s',
    prepare: signedIn,
    run: (world) => signOut(world, mode),
    ends: ['SIGNED_OUT', 'ACTIVE'],
  })),
  {
    name: 'a sign-out offline',
    rotation: 'grace 30 s',
    prepare: async (world) => {
      await signedIn(world)
      world.online(false)
      await pass(world, 5_000)
    },
    run: (world) => signOut(world, 'hard'),
    ends: ['SIGNED_OUT', 'ACTIVE'],
  },
  {
    name: 'one more account',
    rotation: 'grace 30 s',
    with: ['moreAccounts'],
    prepare: signedIn,
    run: async (world) => {
      for (const tab of world.tabs) add(tab, 'noor')
      await pass(world, 3_000)
    },
    ends: ['ACTIVE'],
  },
  {
    name: 'a switch of accounts',
    rotation: 'grace 30 s',
    with: ['moreAccounts'],
    prepare: twoSignedIn,
    run: async (world) => {
      for (const tab of world.tabs) switchBack(tab)
      await pass(world, 3_000)
    },
    ends: ['ACTIVE'],
  },
  {
    name: 'a switch in the middle of a renewal',
    rotation: 'grace 30 s',
    with: ['moreAccounts'],
    prepare: async (world) => {
      const tab = await twoSignedIn(world)
      for (let step = 0; step < due && tab.auth.state.status !== 'REFRESHING'; step += 10) await pass(world, 10)
    },
    run: async (world) => {
      for (const tab of world.tabs) switchBack(tab)
      await renew(world)
    },
    ends: ['ACTIVE'],
  },
  {
    name: 'the removal of an account that is not shown',
    rotation: 'grace 30 s',
    with: ['moreAccounts'],
    prepare: twoSignedIn,
    run: async (world) => {
      world.checks.signedOut()
      for (const { auth } of world.tabs) {
        const dormant = auth.accounts?.list().find(({ isShown }) => !isShown)
        if (dormant !== undefined) auth.accounts?.remove(dormant.account, { pending: 'keep' }).catch(() => {})
      }
      await pass(world, 3_000)
    },
    ends: ['ACTIVE', 'SIGNED_OUT'],
  },
  {
    name: 'work that is sent at once',
    rotation: 'grace 30 s',
    with: ['offlineWork'],
    prepare: signedIn,
    run: async (world) => {
      for (const tab of world.tabs) world.work.enqueue(tab, 0).catch(() => {})
      await pass(world, 3_000)
    },
    ends: ['ACTIVE'],
  },
  {
    name: 'work that waits for the network',
    rotation: 'grace 30 s',
    with: ['offlineWork'],
    prepare: async (world) => {
      await signedIn(world)
      world.online(false)
      await pass(world, 5_000)
    },
    run: async (world) => {
      for (const lane of [0, 0, 1]) {
        for (const tab of world.tabs) if (tab.alive) world.work.enqueue(tab, lane).catch(() => {})
        await pass(world, 1_000)
      }
      world.online(true)
      await pass(world, 20_000)
    },
    ends: ['ACTIVE'],
  },
]

async function twoSignedIn(world: SimWorld): Promise<Tab> {
  const tab = await signedIn(world)
  add(tab, 'noor')
  await pass(world, 3_000)
  return tab
}

function add({ auth }: Tab, username: string): void {
  const credentials = { username, password: 'correct horse' }
  auth.accounts?.add({ via: 'credentials', credentials }).catch(() => {})
}

/** To the person who is not shown. */
function switchBack({ auth }: Tab): void {
  const other = auth.accounts?.list().find(({ isShown }) => !isShown)
  if (other !== undefined) auth.accounts?.switchTo(other.account).catch(() => {})
}

async function signedIn(world: SimWorld): Promise<Tab> {
  const tab = world.open()
  await pass(world, 100)
  signIn(tab).catch(() => {})
  await pass(world, 3_000)
  return tab
}

async function signOut(world: SimWorld, mode: 'hard' | 'soft'): Promise<void> {
  world.checks.signedOut()
  for (const tab of world.tabs) tab.auth.signOut({ mode, pending: 'keep' }).catch(() => {})
  await pass(world, 3_000)
}

async function start(world: SimWorld): Promise<void> {
  world.open()
  await pass(world, 3_000)
}

/** Until the renewal is over, or its context is: whoever comes next comes at once. */
async function renew(world: SimWorld): Promise<void> {
  for (let second = 0; second < due / 1_000 && world.tabs.some(({ alive }) => alive); second += 1)
    await pass(world, 1_000)
}

function pass(world: SimWorld, milliseconds: number): Promise<void> {
  return world.run(world.time.now + milliseconds)
}
