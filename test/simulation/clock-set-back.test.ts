import { describe, expect, it } from 'vitest'
import { signIn } from '../../src/testing/simulation/perform.ts'
import { scene } from './a-world.ts'

describe('a clock that is set back', () => {
  it('TM-04 makes no token seem to live longer whose sign-in a slow store is still writing', async () => {
    let isSlow = false
    await scene(
      'strict',
      async ({ world: { server }, tab, pass }) => {
        void tab.auth.signOut()
        await pass(1_000)
        isSlow = true
        void signIn(tab)
        await pass(100)
        tab.clock.jump(-2 * 3_600_000)
        await pass(10_000)
        isSlow = false
        expect(tab.auth.state.status).toBe('ACTIVE')
        await pass(60_000)
        expect(server.families.at(-1)?.sets.length).toBeGreaterThan(1)
      },
      {
        network: () => null,
        store: (_, method) => (isSlow && method === 'read' ? { kind: 'works', takes: 500 } : null),
      },
    )
  })

  it('TM-09 makes nobody wait longer for a tab that holds the lock, though the network was away meanwhile', async () => {
    await scene('none', async ({ world, tab, pass }) => {
      const second = world.open()
      await pass(30_000)
      const isRefreshing = (one: typeof tab): boolean => one.auth.state.status === 'REFRESHING'
      while (!isRefreshing(tab) && !isRefreshing(second)) await pass(10)
      const [holder, other] = isRefreshing(tab) ? [tab, second] : [second, tab]
      holder.freeze(world.time.now)
      // It asks once while its token serves, and once more when that is over.
      while (!isRefreshing(other)) await pass(10)
      while (isRefreshing(other)) await pass(10)
      while (!isRefreshing(other)) await pass(10)
      world.online(false)
      while (other.auth.state.status !== 'OFFLINE_STALE') await pass(100)
      await pass(2_000)
      other.clock.jump(-365 * 86_400_000)
      await pass(1_000)
      world.crash(holder)
      world.online(true)
      await pass(600_000)
      expect(other.auth.state).toMatchObject({ status: 'ACTIVE', confirmed: true })
    })
  })
})
