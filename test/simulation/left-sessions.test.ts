import { describe, expect, it } from 'vitest'
import { signIn } from '../../src/testing/simulation/perform.ts'
import type { Fatalism } from '../../src/testing/simulation/sim-world.ts'
import { scene, type Scene } from './a-world.ts'

/** A disk that is dead for everybody, or for the first tab alone. */
function mortal(): Fatalism & { isDead: boolean; isDeadForFirst: boolean } {
  const fatalism: Fatalism & { isDead: boolean; isDeadForFirst: boolean } = {
    isDead: false,
    isDeadForFirst: false,
    network: () => null,
    store: ({ number }, method) =>
      method !== 'keys' && (fatalism.isDead || (fatalism.isDeadForFirst && number === 1))
        ? { kind: 'fails', failure: { kind: 'closed' } }
        : null,
  }
  return fatalism
}

function reject({ auth }: Scene['tab']): void {
  const { generation } = auth.actor.getSnapshot().context
  void auth.rejected({ generation, origin: 'https://api.test' })
}

describe('a session that was left before its newest set could be written', () => {
  it('RF-02 lets no other tab spend the older token of a session that was left before its newest set could be written', async () => {
    const disk = mortal()
    await scene(
      'grace 10 s',
      async ({ world, book, tab, pass }) => {
        const second = world.open()
        await pass(40_000)
        const { account, generation } = tab.auth.actor.getSnapshot().context
        void tab.auth.rejected({ generation, origin: 'https://api.test' })
        await pass(50)
        disk.isDead = true
        await pass(50)
        expect(tab.auth.state).toMatchObject({ status: 'ACTIVE', persistence: 'degraded' })
        world.checks.signedOut()
        void tab.auth.signOut()
        await pass(500)
        disk.isDead = false
        void second.auth.rejected({ generation, origin: 'https://api.test' })
        await pass(300)
        expect(second.auth.state.status).toBe('REFRESHING')
        await pass(10_000)
        expect(world.checks.sessionOf(account ?? '')?.isLive).toBe(false)
        expect([tab, second].map(({ auth }) => auth.state.status)).toEqual(['SIGNED_OUT', 'SIGNED_OUT'])
        void signIn(second)
        await pass(120_000)
        expect(second.auth.state).toMatchObject({ status: 'ACTIVE', confirmed: true })
        expect(book.found).toEqual([])
      },
      disk,
    )
  })

  it('RF-02 keeps nobody waiting who signs in anew where the store is dead for the tab that left alone', async () => {
    const disk = mortal()
    await scene(
      'grace 10 s',
      async ({ world, tab, pass }) => {
        const second = world.open()
        await pass(40_000)
        reject(tab)
        await pass(50)
        disk.isDeadForFirst = true
        await pass(50)
        expect(tab.auth.state).toMatchObject({ status: 'ACTIVE', persistence: 'degraded' })
        world.checks.signedOut()
        void tab.auth.signOut()
        await pass(5_000)
        void second.auth.signOut()
        await pass(1_000)
        void signIn(second)
        await pass(1_000)
        expect(second.auth.state).toMatchObject({ status: 'ACTIVE', confirmed: true })
        await pass(600_000)
        expect(second.auth.state).toMatchObject({ status: 'ACTIVE', confirmed: true })
      },
      disk,
      [],
      { offlineFor: 900_000 },
    )
  })

  it('RF-02 gives the lock back as soon as it is closed: who signs in again is renewed in time', async () => {
    const disk = mortal()
    await scene(
      'grace 10 s',
      async ({ world, tab, pass }) => {
        while (tab.auth.state.status !== 'REFRESHING') await pass(10)
        await pass(20)
        disk.isDead = true
        while (tab.auth.state.persistence !== 'degraded') await pass(10)
        await pass(2_000)
        const { account } = tab.auth.actor.getSnapshot().context
        world.checks.signedOut()
        void tab.auth.signOut()
        await pass(100_000)
        disk.isDead = false
        while (world.checks.sessionOf(account ?? '')?.isLive === true) await pass(100)
        void signIn(tab)
        await pass(500)
        const seen = new Set<string>()
        tab.auth.subscribe(() => seen.add(tab.auth.state.status))
        await pass(150_000)
        expect([...seen].toSorted()).toEqual(['ACTIVE', 'REFRESHING'])
      },
      disk,
      [],
      { accessTokenTtl: 35_000 },
    )
  })
})
