import { describe, expect, it } from 'vitest'
import type { Fatalism } from '../../src/testing/simulation/sim-world.ts'
import { scene } from './a-world.ts'

/** The first renewal rotates and is never answered; the next ones go as they should. */
function firstHangs(): Fatalism & { readonly count: number } {
  let count = 0
  return {
    get count() {
      return count
    },
    store: () => null,
    network: (_, method) => {
      if (method !== 'refresh') return null
      count += 1
      return count === 1 ? { answer: 'hang', there: 30, back: 30, acts: true, retryAfter: null } : null
    },
  }
}

/** What the simulation found, each brought down to the fewest steps that show it. */
describe('what the simulation found of renewed sets', () => {
  it('RC-04 puts a renewed set on top of one whose commit was reported as failed and had landed', async () => {
    let isDead = false
    let isLost = false
    // The journal is the first commit of a renewal, the renewed set the second.
    let commits = 0
    await scene(
      'strict',
      async ({ world, book, tab, pass }) => {
        isLost = true
        await pass(60_000)
        expect(tab.auth.state).toMatchObject({ status: 'ACTIVE', persistence: 'degraded' })
        await pass(50_000)
        expect(tab.auth.actor.getSnapshot().context.generation).toBe(3)
        isDead = false
        await pass(100_000)
        expect(tab.auth.state).toMatchObject({ status: 'ACTIVE', persistence: 'durable' })
        world.crash(tab)
        const next = world.open()
        await pass(60_000)
        expect(next.auth.state).toMatchObject({ status: 'ACTIVE', confirmed: true })
        expect(book.found).toEqual([])
      },
      {
        network: () => null,
        store: (_, method) => {
          if (isDead && method !== 'keys') return { kind: 'fails', failure: { kind: 'closed' } }
          const isRenewal = isLost && method === 'commit' && commits++ === 1
          if (!isRenewal) return null
          isDead = true
          return { kind: 'unheard', failure: { kind: 'closed' } }
        },
      },
    )
  })

  it('RC-09 writes an ending that the store refused as soon as it can, and sends no older token meanwhile', async () => {
    let isDead = false
    let isLost = false
    let isStranger = false
    let commits = 0
    let refreshes = 0
    await scene(
      'grace 30 s',
      async ({ world, book, tab, pass }) => {
        isLost = true
        await pass(60_000)
        expect(tab.auth.state).toMatchObject({ status: 'ACTIVE', persistence: 'degraded' })
        isStranger = true
        await pass(50_000)
        expect(tab.auth.state).toMatchObject({ status: 'REAUTH_REQUIRED', reason: 'identity_mismatch' })
        const sent = refreshes
        const account = tab.auth.actor.getSnapshot().context.account ?? ''
        expect(world.checks.sessionOf(account)?.isLive).toBe(true)
        const next = world.open()
        tab.clock.emit('woke')
        await pass(30_000)
        expect(refreshes).toBe(sent)
        expect(tab.auth.state).toMatchObject({ status: 'REAUTH_REQUIRED', reason: 'identity_mismatch' })
        isDead = false
        await pass(120_000)
        expect(world.checks.sessionOf(account)?.isLive).toBe(false)
        next.clock.emit('woke')
        await pass(60_000)
        expect(next.auth.state.status).not.toBe('ACTIVE')
        expect(refreshes).toBe(sent)
        // Here a scene, not a nemesis, answers for somebody else.
        expect(book.found.filter(({ kind }) => kind !== 'session ended without cause')).toEqual([])
      },
      {
        network: (_, method) => {
          if (method === 'refresh') refreshes += 1
          return isStranger && method === 'refresh'
            ? { answer: 'other subject', there: 30, back: 30, acts: true, retryAfter: null }
            : null
        },
        store: (_, method) => {
          if (isDead && method === 'commit') return { kind: 'fails', failure: { kind: 'closed' } }
          // The journal is the first commit of a renewal, the renewed set the second.
          const isRenewal = isLost && method === 'commit' && commits++ === 1
          if (!isRenewal) return null
          isDead = true
          return { kind: 'fails', failure: { kind: 'closed' } }
        },
      },
    )
  })

  it('RC-07 ends a first attempt that hangs while a grace of ten seconds is still open', async () => {
    const renewals = firstHangs()
    await scene(
      'grace 10 s',
      async ({ book, tab, pass }) => {
        await pass(60_000)
        expect(renewals.count).toBe(2)
        expect(tab.auth.state).toMatchObject({ status: 'ACTIVE', persistence: 'durable' })
        expect(book.unavoidable).toEqual([])
      },
      renewals,
    )
  })

  it('RC-09 writes a renewed set in the moments after its context was disposed', async () => {
    let isLocked = false
    await scene(
      'strict',
      async ({ world, book, tab, pass }) => {
        await pass(47_000)
        while (tab.auth.state.status !== 'REFRESHING') await pass(10)
        isLocked = true
        tab.dispose(world.time.now)
        await pass(2_000)
        isLocked = false
        await pass(20_000)
        const next = world.open()
        await pass(60_000)
        expect(next.auth.state).toMatchObject({ status: 'ACTIVE', confirmed: true })
        expect(book.found).toEqual([])
        expect(book.unavoidable).toEqual([])
      },
      {
        network: () => null,
        store: (_, method) => (isLocked && method === 'commit' ? { kind: 'fails', failure: { kind: 'locked' } } : null),
      },
    )
  })

  it('RC-07 asks once more, while the grace is open, where the clock was set past the offline limit during a round', async () => {
    const renewals = firstHangs()
    await scene(
      'grace 30 s',
      async ({ world, book, tab, pass }) => {
        while (tab.auth.state.status !== 'REFRESHING') await pass(1_000)
        await pass(100)
        tab.clock.jump(20 * 86_400_000)
        await pass(30_000)
        expect(renewals.count).toBe(2)
        expect(tab.auth.state.status).toBe('ACTIVE')
        expect(world.server.families.map(({ endedBy }) => endedBy)).toEqual([null])
        expect(book.unavoidable).toEqual([])
      },
      renewals,
    )
  })

  it.each(['stays', 'is disposed'])(
    'RC-09 keeps the lock for a renewal that began while the store refused, and writes what it brings, where its context %s',
    async (end) => {
      let isDead = false
      let refreshes = 0
      await scene(
        'strict',
        async ({ world, book, tab, pass }) => {
          while (tab.auth.state.status !== 'REFRESHING') await pass(10)
          isDead = true
          // It tries to write 1, 3, 7, 15 and 31 s later.
          await pass(30_400)
          expect(tab.auth.state).toMatchObject({ status: 'ACTIVE', persistence: 'degraded' })
          const { generation } = tab.auth.actor.getSnapshot().context
          void tab.auth.rejected({ generation, origin: 'https://api.test' })
          await pass(100)
          expect(refreshes).toBe(2)
          isDead = false
          if (end === 'is disposed') tab.dispose(world.time.now)
          await pass(4_000)
          const next = world.open()
          await pass(500)
          void next.auth.rejected({ generation, origin: 'https://api.test' })
          await pass(60_000)
          expect(next.auth.state).toMatchObject({ status: 'ACTIVE', confirmed: true })
          expect(world.server.families.map(({ endedBy }) => endedBy)).toEqual([null])
          expect(book.found).toEqual([])
          expect(book.unavoidable).toEqual([])
        },
        {
          network: (_, method) => {
            if (method !== 'refresh') return null
            refreshes += 1
            return { answer: null, there: 30, back: refreshes === 2 ? 9_500 : 30, acts: true, retryAfter: null }
          },
          store: (_, method) => (isDead && method === 'commit' ? { kind: 'fails', failure: { kind: 'closed' } } : null),
        },
      )
    },
  )

  it('QU-02 takes up a claim that landed unheard, though somebody looks at the queue before the next drain is due', async () => {
    let isArmed = false
    let claim: 'awaited' | 'unheard' | 'over' = 'over'
    await scene(
      'none',
      async ({ world, tab, pass }) => {
        isArmed = true
        void world.work.enqueue(tab, 0)
        await pass(1_000)
        expect(claim).toBe('over')
        expect(world.workServer.effects).toEqual([])
        // All that the book can show then is that somebody is at it.
        tab.clock.emit('woke')
        await pass(60_000)
        expect(world.workServer.effects).toHaveLength(1)
      },
      {
        network: () => null,
        store: (_, method) => {
          if (method === 'commit' && isArmed) {
            isArmed = false
            claim = 'awaited'
            return null
          }
          if (method === 'commit' && claim === 'awaited') {
            claim = 'unheard'
            return { kind: 'unheard', failure: { kind: 'closed' } }
          }
          if (method !== 'read' || claim !== 'unheard') return null
          claim = 'over'
          return { kind: 'fails', failure: { kind: 'closed' } }
        },
      },
      ['offlineWork', 'commitUnheard', 'storeFails'],
      { accessTokenTtl: 600_000 },
    )
  })
})
