import { signIn } from './perform.ts'
import type { SimWorld } from './sim-world.ts'
import { add, due, pass, renew, setsOf, signedIn, signOut, start, switchBack, twoSignedIn } from './sweep-acts.ts'

/** A piece of a session's life that is broken at each of its port calls, one at a time. */
export interface SweepFlow {
  readonly name: string
  readonly rotation: 'none' | 'grace 30 s'
  /** Port calls that are known to be swept; fewer means that something no longer is. */
  readonly least: number
  /** What this device can do besides. */
  readonly with?: readonly ('moreAccounts' | 'offlineWork')[]
  /** What comes before, unbroken. */
  prepare(world: SimWorld): Promise<unknown>
  /** Every port call from here on counts. */
  run(world: SimWorld): Promise<void>
  /** What a tab may show in the end, once everything works again. */
  readonly ends: readonly string[]
  /** The store refuses every commit while this holds, besides what is broken. */
  readonly refuses?: (world: SimWorld) => boolean
  /** What may be shown as well after a crash: only the context that died had the newest set. */
  readonly afterCrash?: readonly string[]
}

export const sweepFlows: readonly SweepFlow[] = [
  {
    name: 'a cold start',
    least: 2,
    rotation: 'grace 30 s',
    prepare: () => Promise.resolve(),
    run: start,
    ends: ['SIGNED_OUT'],
  },
  {
    name: 'a start with a session',
    least: 6,
    rotation: 'grace 30 s',
    prepare: async (world) => {
      world.crash(await signedIn(world))
    },
    run: start,
    ends: ['ACTIVE'],
  },
  {
    name: 'a start with a token that is due',
    least: 14,
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
    least: 11,
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
    least: 8,
    rotation: 'none',
    prepare: signedIn,
    run: renew,
    ends: ['ACTIVE'],
  },
  {
    name: 'a renewal that rotates',
    least: 8,
    rotation: 'grace 30 s',
    prepare: signedIn,
    run: renew,
    ends: ['ACTIVE'],
  },
  {
    name: 'a renewal of an unwritten set',
    least: 28,
    rotation: 'grace 30 s',
    prepare: async (world) => {
      const tab = await signedIn(world)
      for (let step = 0; step < due && tab.auth.state.persistence !== 'degraded'; step += 1_000)
        await pass(world, 1_000)
    },
    refuses: ({ server }) => setsOf(server) === 2,
    run: renew,
    ends: ['ACTIVE'],
    afterCrash: ['REAUTH_REQUIRED'],
  },
  {
    name: 'a renewal that is refused',
    least: 9,
    rotation: 'grace 30 s',
    prepare: async (world) => {
      await signedIn(world)
      for (const family of world.server.families) world.server.end(family, 'revoked')
    },
    run: renew,
    ends: ['REAUTH_REQUIRED'],
  },
  ...(
    [
      ['hard', 20],
      ['soft', 16],
    ] as const
  ).map(([mode, least]): SweepFlow => ({
    name: `a ${mode} sign-out`,
    least,
    rotation: 'grace 30 s',
    prepare: signedIn,
    run: (world) => signOut(world, mode),
    ends: ['SIGNED_OUT', 'ACTIVE'],
  })),
  {
    name: 'a sign-out offline',
    least: 16,
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
    name: 'a sign-out refused during a renewal',
    least: 25,
    rotation: 'grace 30 s',
    prepare: async (world) => {
      const tab = await signedIn(world)
      for (let step = 0; step < due && setsOf(world.server) === 1; step += 10) await pass(world, 10)
      world.checks.signedOut()
      tab.auth.signOut({ mode: 'hard', pending: 'keep' }).catch(() => {})
      await pass(world, 10)
    },
    refuses: ({ tabs }) => tabs[0]?.auth.state.status === 'SIGNED_OUT' && tabs[0].auth.state.isSigningOut,
    run: async (world) => {
      await pass(world, 20_000)
      // What the next tab shows is what stands in the record.
      await start(world)
    },
    ends: ['SIGNED_OUT'],
    afterCrash: ['ACTIVE', 'REAUTH_REQUIRED'],
  },
  {
    name: 'one more account',
    least: 18,
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
    least: 18,
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
    least: 55,
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
    least: 28,
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
    least: 9,
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
    least: 33,
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
