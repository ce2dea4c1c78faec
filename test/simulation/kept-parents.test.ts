import { describe, expect, it } from 'vitest'
import type { Fatalism } from '../../src/testing/simulation/sim-world.ts'
import { scene } from './a-world.ts'

/** A disk that refuses as long as it is told to; renewals that take as long as they are told to. */
function fate(): Fatalism & { refuses: boolean; back: number } {
  const own = {
    refuses: false,
    back: 30,
    network: (_: unknown, method: string) =>
      method === 'refresh'
        ? ({ answer: null, there: 30, back: own.back, acts: true, retryAfter: null } as const)
        : null,
    store: (_: unknown, method: string) =>
      own.refuses && method === 'commit' ? ({ kind: 'fails', failure: { kind: 'closed' } } as const) : null,
  }
  return own
}

describe('a provider that takes the parent of the active token at any time', () => {
  it('RC-10 is given the token on the disk again, as long as the disk refuses the next ones', async () => {
    const world = fate()
    await scene(
      'parent always',
      async ({ world: { server, ...device }, book, tab, pass }) => {
        while (tab.auth.state.status !== 'REFRESHING') await pass(10)
        world.refuses = true
        await pass(300_000)
        expect(tab.auth.state).toMatchObject({ status: 'ACTIVE', persistence: 'degraded' })
        const sets = server.families.flatMap((family) => family.sets)
        expect(sets.length).toBeGreaterThan(4)
        expect(sets.filter(({ spentAt }) => spentAt !== null)).toHaveLength(1)
        device.crash(tab)
        world.refuses = false
        const next = device.open()
        await pass(120_000)
        expect(next.auth.state).toMatchObject({ status: 'ACTIVE', confirmed: true, persistence: 'durable' })
        expect(book.found).toEqual([])
      },
      world,
      ['outages', 'crashes'],
    )
  })

  it('RC-10 is given the newest that the disk has, where that was written while the next one was on its way', async () => {
    const world = fate()
    await scene(
      'parent always',
      async ({ world: { server, ...device }, book, tab, pass }) => {
        while (tab.auth.state.status !== 'REFRESHING') await pass(10)
        world.refuses = true
        await pass(30_600)
        world.back = 8_000
        const { generation } = tab.auth.actor.getSnapshot().context
        void tab.auth.rejected({ generation, origin: 'https://api.test' })
        await pass(100)
        world.refuses = false
        const isWritten = (): boolean => server.families.some(({ sets }) => sets[1]?.wasStored === true)
        while (!isWritten()) await pass(100)
        world.refuses = true
        expect(tab.auth.state.status).toBe('REFRESHING')
        await pass(10_000)
        world.back = 30
        expect(tab.auth.state).toMatchObject({ status: 'ACTIVE', persistence: 'degraded' })
        await pass(200_000)
        expect(tab.auth.state).toMatchObject({ status: 'ACTIVE', persistence: 'degraded' })
        device.crash(tab)
        world.refuses = false
        const next = device.open()
        await pass(120_000)
        expect(next.auth.state).toMatchObject({ status: 'ACTIVE', confirmed: true, persistence: 'durable' })
        expect(server.families.map(({ endedBy }) => endedBy)).toEqual([null])
        expect(book.found).toEqual([])
      },
      world,
      ['outages', 'crashes'],
    )
  })

  it('RC-10 is given it again also where the next one was written unheard, and keeps what it gives then', async () => {
    let isUnheard = false
    await scene(
      'parent always',
      async ({ world: { server }, book, tab, pass }) => {
        while (tab.auth.state.status !== 'REFRESHING') await pass(10)
        isUnheard = true
        while (tab.auth.actor.getSnapshot().context.persistence === 'durable') await pass(10)
        isUnheard = false
        const isStored = (): readonly boolean[] =>
          server.families.flatMap(({ sets }) => sets.map((set) => set.wasStored))
        expect(tab.auth.state.persistence).toBe('degraded')
        expect(isStored()).toEqual([true, true])
        const { generation } = tab.auth.actor.getSnapshot().context
        tab.clock.jump(40_000)
        void tab.auth.rejected({ generation, origin: 'https://api.test' })
        await pass(120_000)
        expect(tab.auth.state).toMatchObject({ status: 'ACTIVE', persistence: 'durable' })
        expect(isStored()).not.toContain(false)
        expect(server.families.map(({ endedBy }) => endedBy)).toEqual([null])
        expect(server.families[0]?.sets[0]?.uses).toBe(2)
        expect(book.found).toEqual([])
      },
      {
        network: () => null,
        store: (_, method) =>
          isUnheard && method === 'commit' ? { kind: 'unheard', failure: { kind: 'closed' } } : null,
      },
      ['commitUnheard', 'clockJumps'],
    )
  })
})
