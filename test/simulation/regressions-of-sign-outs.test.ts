import { describe, expect, it } from 'vitest'
import { signIn } from '../../src/testing/simulation/perform.ts'
import type { Fatalism } from '../../src/testing/simulation/sim-world.ts'
import { scene } from './a-world.ts'

/** A store that fails as long as it is told to. */
function mortal(): Fatalism & { isDead: boolean } {
  const fatalism: Fatalism & { isDead: boolean } = {
    isDead: false,
    network: () => null,
    store: (_, method) =>
      fatalism.isDead && method !== 'keys' ? { kind: 'fails', failure: { kind: 'closed' } } : null,
  }
  return fatalism
}

describe('what the simulation found of sign-outs that a store refused', () => {
  it.each([
    ['is kept in memory', 100],
    ['is written', 20],
  ])('SO-02 goes on to close a session whose renewal lands after the sign-out, and %s', async (_, deadFor) => {
    const disk = mortal()
    await scene(
      'strict',
      async ({ world, book, tab, pass }) => {
        const second = world.open()
        await pass(40_000)
        const { account, generation } = tab.auth.actor.getSnapshot().context
        void tab.auth.rejected({ generation, origin: 'https://api.test' })
        await pass(10)
        expect(tab.auth.state.status).toBe('REFRESHING')
        disk.isDead = true
        world.checks.signedOut()
        const leaving = tab.auth.signOut()
        await pass(deadFor)
        disk.isDead = false
        expect(await leaving).toMatchObject({ status: 'signed_out', report: { device: 'failed' } })
        await pass(20_000)
        expect(world.checks.sessionOf(account ?? '')?.isLive).toBe(false)
        expect([tab, second].map(({ auth }) => auth.state.status)).toEqual(['SIGNED_OUT', 'SIGNED_OUT'])
        expect(world.server.families.map(({ endedBy }) => endedBy)).toEqual(['signed_out'])
        expect(book.found).toEqual([])
      },
      disk,
    )
  })

  it('SO-02 goes on to close one session while somebody else signs in and out', async () => {
    const disk = mortal()
    await scene(
      'strict',
      async ({ world, tab, pass }) => {
        const { account } = tab.auth.actor.getSnapshot().context
        disk.isDead = true
        void tab.auth.signOut()
        await pass(100)
        disk.isDead = false
        world.subject = 'noor'
        void tab.auth.signIn({ via: 'credentials', credentials: { username: 'noor', password: 'correct horse' } })
        await pass(200)
        expect(tab.auth.state).toMatchObject({ status: 'ACTIVE', user: { name: 'noor' } })
        void tab.auth.signOut()
        await pass(200)
        expect(world.checks.sessionOf(account ?? '')?.isLive).toBe(true)
        await pass(20_000)
        expect(world.checks.sessionOf(account ?? '')?.isLive).toBe(false)
        expect(world.server.families.map(({ endedBy }) => endedBy)).toEqual(['signed_out', 'signed_out'])
      },
      disk,
    )
  })

  it('SO-02 goes on to close a session though the user asks for the same once more', async () => {
    const disk = mortal()
    await scene(
      'strict',
      async ({ world, tab, pass }) => {
        disk.isDead = true
        void tab.auth.signOut()
        await pass(500)
        void tab.auth.signOut()
        await pass(500)
        disk.isDead = false
        await pass(120_000)
        const next = world.open()
        await pass(1_000)
        expect(next.auth.state.status).toBe('SIGNED_OUT')
      },
      disk,
    )
  })

  it('MA-02 shows nobody else’s session, which goes on next door, to a tab whose user has just left', async () => {
    const disk = mortal()
    await scene(
      'strict',
      async ({ world, tab, pass }) => {
        const second = world.open()
        await pass(1_000)
        void second.auth.accounts?.add({ via: 'credentials', credentials: { username: 'noor', password: 'secret' } })
        await pass(1_000)
        void tab.auth.signOut()
        await pass(500)
        tab.clock.emit('woke')
        await pass(60_000)
        expect(second.auth.state).toMatchObject({ status: 'ACTIVE', user: { name: 'noor' } })
        expect(tab.auth.state).toMatchObject({ status: 'SIGNED_OUT' })
      },
      disk,
      ['moreAccounts'],
    )
  })

  it('SO-02 shows nobody else’s ended session to a tab whose user has just left', async () => {
    const disk = mortal()
    await scene(
      'strict',
      async ({ world, tab, pass }) => {
        const second = world.open()
        await pass(1_000)
        void second.auth.accounts?.add({ via: 'credentials', credentials: { username: 'noor', password: 'secret' } })
        await pass(1_000)
        world.server.disable('noor', true)
        await pass(60_000)
        expect(second.auth.state).toMatchObject({ status: 'LOCKED', user: { name: 'noor' } })
        void tab.auth.signOut()
        await pass(500)
        tab.clock.emit('woke')
        await pass(1_000)
        expect(tab.auth.state).toMatchObject({ status: 'SIGNED_OUT' })
        void signIn(tab)
        await pass(1_000)
        expect(tab.auth.state).toMatchObject({ status: 'ACTIVE', user: { name: 'mira' } })
      },
      disk,
      ['moreAccounts'],
    )
  })
})

describe('a store that takes its time', () => {
  it.each([700, 900])('ST-11 is waited for once it is known to answer, at %i ms for each read', async (takes) => {
    let isSlow = false
    await scene(
      'strict',
      async ({ world, pass }) => {
        isSlow = true
        const next = world.open()
        const seen = new Set<string>()
        let changes = 0
        next.auth.subscribe(() => {
          changes += 1
          seen.add(next.auth.state.status)
        })
        await pass(40_000)
        expect(next.auth.state).toMatchObject({ status: 'ACTIVE', persistence: 'durable' })
        expect(seen).toContain('SIGNED_OUT')
        expect(changes).toBeLessThan(8)
      },
      {
        network: () => null,
        store: (_, method) => (isSlow && method === 'read' ? { kind: 'works', takes } : null),
      },
    )
  })
})
