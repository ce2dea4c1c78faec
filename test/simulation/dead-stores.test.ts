import { describe, expect, it } from 'vitest'
import type { StoreFate } from '../../src/testing/simulation/fates.ts'
import { signIn } from '../../src/testing/simulation/perform.ts'
import type { Fatalism } from '../../src/testing/simulation/sim-world.ts'
import { scene, type Scene } from './a-world.ts'

const closed = { kind: 'fails', failure: { kind: 'closed' } } as const
const slow = { kind: 'works', takes: 2_500 } as const

/** A disk that is out of order for the second tab alone, from the moment it is told so. */
function mortal(how: StoreFate = closed): Fatalism & { isDead: boolean } {
  const fatalism: Fatalism & { isDead: boolean } = {
    isDead: false,
    network: () => null,
    store: ({ number }, method) => (fatalism.isDead && number === 2 && method !== 'keys' ? how : null),
  }
  return fatalism
}

describe('a sign-out in a tab whose store is dead', () => {
  it('SO-09 means who stands in that store: nobody is opened, and the session is closed as soon as that works', async () => {
    const disk = mortal()
    await scene(
      'grace 10 s',
      async ({ world, book, tab, pass }) => {
        const { account } = tab.auth.actor.getSnapshot().context
        disk.isDead = true
        const next = world.open()
        await pass(3_000)
        expect(next.auth.state).toMatchObject({ status: 'SIGNED_OUT', reason: 'storage_timeout' })
        world.checks.signedOut()
        const leaving = next.auth.signOut()
        await pass(1_000)
        expect(await leaving).toMatchObject({ status: 'signed_out', report: { device: 'failed' } })
        disk.isDead = false
        const shown = new Set<string>()
        next.auth.subscribe(() => shown.add(next.auth.state.status))
        await pass(300_000)
        expect([...shown].filter((status) => status !== 'SIGNED_OUT')).toEqual([])
        expect(next.auth.state).toMatchObject({ status: 'SIGNED_OUT', reason: 'user' })
        expect(world.checks.sessionOf(account ?? '')?.isLive).toBe(false)
        expect(tab.auth.state.status).toBe('SIGNED_OUT')
        expect(world.server.families.map(({ endedBy }) => endedBy)).toEqual(['signed_out'])
        expect(book.found).toEqual([])
      },
      disk,
      ['storeFails'],
    )
  })

  it.each(['mira', 'noor'])('SO-02 is owed to that store also where %s then signs in in memory', async (username) => {
    const disk = mortal()
    await scene(
      'none',
      async ({ world, book, tab, pass }) => {
        const { account } = tab.auth.actor.getSnapshot().context
        disk.isDead = true
        const next = world.open()
        await pass(3_000)
        world.checks.signedOut()
        void next.auth.signOut()
        await pass(1_000)
        void next.auth.signIn({ via: 'credentials', credentials: { username, password: 'correct horse' } })
        await pass(10_000)
        expect(next.auth.state).toMatchObject({ status: 'ACTIVE', persistence: 'memory' })
        const { token } = await next.auth.access()
        disk.isDead = false
        await pass(20_000)
        expect(world.checks.sessionOf(account ?? '')?.isLive).toBe(false)
        expect(tab.auth.state.status).toBe('SIGNED_OUT')
        expect(next.auth.state).toMatchObject({ status: 'ACTIVE', persistence: 'memory' })
        expect(await next.auth.access()).toMatchObject({ token })
        expect(book.found).toEqual([])
      },
      disk,
      ['storeFails', 'moreAccounts'],
    )
  })
})

describe.each([
  { name: 'dead', how: closed },
  { name: 'slow', how: slow },
])('a tab that met a $name store with nobody in it', ({ how }) => {
  async function beside(play: (next: Scene['tab'], rest: Scene) => Promise<void>): Promise<void> {
    const disk = mortal(how)
    await scene(
      'grace 10 s',
      async (stage) => {
        const { world, book, tab, pass } = stage
        world.checks.signedOut()
        void tab.auth.signOut()
        await pass(5_000)
        disk.isDead = true
        const next = world.open()
        await pass(2_200)
        expect(next.auth.state).toMatchObject({ status: 'SIGNED_OUT', persistence: 'memory' })
        await pass(12_800)
        disk.isDead = false
        await pass(30_000)
        await play(next, stage)
        expect(book.found).toEqual([])
      },
      disk,
      ['storeFails'],
    )
  }

  it('ST-11 takes it back into use, and says so', async () => {
    await beside(async (next) => {
      expect(next.auth.state).toMatchObject({ status: 'SIGNED_OUT', persistence: 'durable' })
    })
  })

  it('ST-11 sees who signs in next door once that store works', async () => {
    await beside(async (next, { tab, pass }) => {
      void signIn(tab)
      await pass(5_000)
      expect(next.auth.state).toMatchObject({ status: 'ACTIVE', persistence: 'durable' })
    })
  })

  it('ST-11 writes a sign-in down once that store works', async () => {
    await beside(async (next, { world, pass }) => {
      void signIn(next)
      await pass(5_000)
      expect(next.auth.state).toMatchObject({ status: 'ACTIVE', persistence: 'durable' })
      const fresh = world.open()
      await pass(1_000)
      expect(fresh.auth.state.status).toBe('ACTIVE')
    })
  })
})

describe('a session that was kept in memory', () => {
  it('ST-11 is followed by one that is written down, where the store works by then', async () => {
    const disk = mortal()
    await scene(
      'none',
      async ({ world, book, tab, pass }) => {
        disk.isDead = true
        const next = world.open()
        await pass(3_000)
        void signIn(next)
        await pass(1_000)
        expect(next.auth.state).toMatchObject({ status: 'ACTIVE', persistence: 'memory' })
        disk.isDead = false
        await pass(60_000)
        void next.auth.signOut()
        const shown = new Set<string>()
        next.auth.subscribe(() => shown.add(next.auth.state.status))
        await pass(5_000)
        expect([...shown]).toEqual(['SIGNED_OUT'])
        expect(next.auth.state).toMatchObject({ status: 'SIGNED_OUT', persistence: 'durable' })
        expect(tab.auth.state.status).toBe('ACTIVE')
        void signIn(next)
        await pass(5_000)
        expect(next.auth.state).toMatchObject({ status: 'ACTIVE', persistence: 'durable' })
        expect(book.found).toEqual([])
      },
      disk,
      ['storeFails'],
    )
  })

  it('ST-11 is followed by another one in memory, where the store is still dead', async () => {
    const disk = mortal()
    await scene(
      'none',
      async ({ world, book, pass }) => {
        disk.isDead = true
        const next = world.open()
        await pass(3_000)
        for (const _ of [1, 2]) {
          void signIn(next)
          await pass(30_000)
          expect(next.auth.state).toMatchObject({ status: 'ACTIVE', persistence: 'memory' })
          void next.auth.signOut()
          await pass(30_000)
          expect(next.auth.state).toMatchObject({ status: 'SIGNED_OUT', persistence: 'memory' })
        }
        expect(book.found).toEqual([])
      },
      disk,
      ['storeFails'],
    )
  })
})

describe('a store that works again while a sign-in is under way', () => {
  const late = { answer: null, there: 5_000, back: 5_000, acts: true, retryAfter: null } as const
  const lost = { answer: 'lost', there: 9_000, back: 100, acts: false, retryAfter: null } as const

  it('ST-11 shows who is signed in on this device where that sign-in fails', async () => {
    const disk = mortal()
    let isLost = false
    await scene(
      'grace 10 s',
      async ({ world, book, pass }) => {
        disk.isDead = true
        const next = world.open()
        await pass(3_500)
        isLost = true
        void signIn(next)
        await pass(10)
        disk.isDead = false
        await pass(7_000)
        expect(next.auth.state).toMatchObject({ status: 'SIGNED_OUT', isSigningIn: true })
        await pass(30_000)
        expect(next.auth.state).toMatchObject({ status: 'ACTIVE', persistence: 'durable' })
        expect(book.found).toEqual([])
      },
      { store: disk.store, network: (_, method) => (isLost && method === 'signIn' ? lost : null) },
      ['storeFails'],
    )
  })

  it('ST-11 keeps all of that sign-in in memory, and goes back to the store after it', async () => {
    const disk = mortal()
    await scene(
      'none',
      async ({ world, book, tab, pass }) => {
        world.checks.signedOut()
        void tab.auth.signOut()
        await pass(5_000)
        disk.isDead = true
        const next = world.open()
        await pass(3_050)
        disk.isDead = false
        void signIn(next)
        await pass(60_000)
        expect(next.auth.state).toMatchObject({ status: 'ACTIVE', persistence: 'memory' })
        await pass(60_000)
        expect(next.auth.state).toMatchObject({ status: 'ACTIVE', persistence: 'memory' })
        void next.auth.signOut()
        await pass(5_000)
        expect(next.auth.state).toMatchObject({ status: 'SIGNED_OUT', persistence: 'durable' })
        expect(book.found).toEqual([])
      },
      { store: disk.store, network: (_, method) => (method === 'signIn' ? late : null) },
      ['storeFails', 'slowNetwork'],
    )
  })
})
