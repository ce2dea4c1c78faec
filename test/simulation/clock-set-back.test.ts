import { describe, expect, it } from 'vitest'
import { duration } from '../../machines/time.ts'
import { judgeEnd } from '../../src/testing/simulation/judge-end.ts'
import { signIn } from '../../src/testing/simulation/perform.ts'
import { recover } from '../../src/testing/simulation/recover.ts'
import { scene } from './a-world.ts'

const year = 365 * 86_400_000

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

  it('TM-09 makes no pause that is over stand again where the lock turns out to be taken', async () => {
    let throttles = 0
    let slowTab = 0
    await scene(
      'none',
      async ({ world, tab, pass, book }) => {
        const second = world.open()
        await pass(1_000)
        throttles = 1
        const isOff = (one: typeof tab): boolean => one.auth.state.status === 'OFFLINE_STALE'
        while (!isOff(tab) && !isOff(second)) await pass(10)
        const [waiter, holder] = isOff(tab) ? [tab, second] : [second, tab]
        slowTab = holder.number
        waiter.clock.jump(-year)
        while (holder.auth.state.status !== 'REFRESHING') await pass(100)
        await pass(100)
        holder.freeze(world.time.now)
        await pass(100_000)
        world.crash(holder)
        await recover(world)
        judgeEnd(world)
        expect(book.found).toEqual([])
      },
      {
        network: (_, method) => {
          if (method !== 'refresh' || throttles === 0) return null
          throttles -= 1
          return { answer: '429', there: 30, back: 30, acts: false, retryAfter: duration(60_000) }
        },
        store: ({ number }, method) => (number === slowTab && method === 'read' ? { kind: 'works', takes: 500 } : null),
      },
      ['slowStore', 'clockJumps', 'crashes', 'freezes', 'moreTabs', 'throttling'],
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
      other.clock.jump(-year)
      await pass(1_000)
      world.crash(holder)
      world.online(true)
      await pass(600_000)
      expect(other.auth.state).toMatchObject({ status: 'ACTIVE', confirmed: true })
    })
  })

  it('TM-09 hides no pause that is over behind an offline limit that another tab dated', async () => {
    let isCut = false
    await scene(
      'none',
      async ({ world, tab, pass }) => {
        tab.clock.jump(9 * 86_400_000)
        await pass(60_000)
        isCut = true
        while (tab.auth.state.status !== 'OFFLINE_STALE') await pass(100)
        isCut = false
        tab.clock.jump(-3 * year)
        // It goes on next door, and what is renewed there is limited by the clock there.
        world.open()
        await pass(1_800_000)
        expect(tab.auth.state).toMatchObject({ status: 'ACTIVE', confirmed: true })
      },
      {
        network: (_, method) =>
          isCut && method === 'refresh'
            ? { answer: 'misconfigured', there: 30, back: 30, acts: false, retryAfter: null }
            : null,
        store: () => null,
      },
      ['moreTabs', 'clockJumps', 'misconfigured'],
    )
  })

  it('TM-09 takes no pause that has lasted here for a longer one, because the clock was set back by less than it takes', async () => {
    let isCut = false
    await scene(
      'none',
      async ({ tab, pass }) => {
        isCut = true
        while (tab.auth.state.status !== 'OFFLINE_STALE') await pass(100)
        isCut = false
        tab.clock.jump(-400_000)
        await pass(310_000)
        expect(tab.auth.state).toMatchObject({ status: 'ACTIVE', confirmed: true })
      },
      {
        network: (_, method) =>
          isCut && method === 'refresh'
            ? { answer: 'misconfigured', there: 30, back: 30, acts: false, retryAfter: null }
            : null,
        store: () => null,
      },
      ['clockJumps', 'misconfigured'],
    )
  })

  it('QU-11 makes no item wait that was put off under a clock that was ahead', async () => {
    let isBad = true
    let works = 0
    await scene(
      'none',
      async ({ world, tab, pass }) => {
        void world.work.enqueue(tab, 0)
        while (works < 1) await pass(10)
        await pass(200)
        tab.clock.jump(3_000_000)
        while (works < 2) await pass(10)
        await pass(200)
        isBad = false
        tab.clock.jump(-3_000_000)
        await pass(60_000)
        expect(world.workServer.effects).toHaveLength(1)
      },
      {
        network: (_, method) => {
          if (method !== 'work') return null
          works += 1
          return isBad ? { answer: '500', there: 30, back: 30, acts: false, retryAfter: null } : null
        },
        store: () => null,
      },
      ['offlineWork'],
      { accessTokenTtl: 600_000 },
    )
  })

  it('QU-11 makes no item wait longer that another tab put off under a clock that was ahead', async () => {
    let isBad = true
    let works = 0
    await scene(
      'none',
      async ({ world, tab, pass }) => {
        const second = world.open()
        await pass(1_000)
        second.clock.jump(3_000_000)
        void world.work.enqueue(tab, 0)
        while (works < 1) await pass(10)
        await pass(100)
        world.crash(tab)
        while (works < 2) await pass(10)
        await pass(100)
        world.open()
        await pass(2_000)
        world.crash(second)
        isBad = false
        await pass(60_000)
        expect(world.workServer.effects).toHaveLength(1)
      },
      {
        network: (_, method) => {
          if (method !== 'work') return null
          works += 1
          return isBad ? { answer: '500', there: 30, back: 30, acts: false, retryAfter: null } : null
        },
        store: () => null,
      },
      ['offlineWork', 'crashes', 'moreTabs'],
      { accessTokenTtl: 600_000 },
    )
  })
})
