import { expect, it } from 'vitest'
import type { SimWorld } from '../../src/testing/simulation/sim-world.ts'
import { scene } from './a-world.ts'

const unanswered = { answer: '500', there: 30, back: 30, acts: false, retryAfter: null } as const

const losses = {
  'was damaged on the disk since': ({ disk }: SimWorld) => {
    for (const [name, row] of disk.rows) {
      if (row.key.kind !== 'session' || row.sealed === null) continue
      disk.rows.set(name, { ...row, sealed: row.sealed.map((byte) => byte ^ 1) })
    }
  },
  'has no key any more': ({ disk, ring }: SimWorld) => {
    disk.keys.clear()
    ring.ids.clear()
  },
}

it.each(Object.entries(losses))('ST-09 writes a set once more that landed unheard and %s', async (_, lose) => {
  let isUnheard = false
  await scene(
    'strict',
    async ({ world, book, tab, pass }) => {
      while (tab.auth.state.status !== 'REFRESHING') await pass(10)
      isUnheard = true
      while (tab.auth.actor.getSnapshot().context.persistence === 'durable') await pass(10)
      isUnheard = false
      lose(world)
      await pass(10_000)
      expect(tab.auth.state).toMatchObject({ status: 'ACTIVE', persistence: 'durable' })
      world.crash(tab)
      const next = world.open()
      await pass(120_000)
      expect(next.auth.state).toMatchObject({ status: 'ACTIVE', confirmed: true })
      expect(world.server.families.map(({ endedBy }) => endedBy)).toEqual([null])
      expect(book.found).toEqual([])
    },
    {
      network: () => null,
      store: (_, method) =>
        isUnheard && method === 'commit' ? { kind: 'unheard', failure: { kind: 'closed' } } : null,
    },
    ['commitUnheard', 'bitFlips', 'keyLoss'],
  )
})

it('RC-04 serves no token that is not written before the view says so', async () => {
  let commits = 0
  let isAway = false
  await scene(
    'strict',
    async ({ book, tab, pass }) => {
      await pass(20_000)
      isAway = true
      await pass(60_000)
      expect(tab.auth.state.status).toBe('OFFLINE_STALE')
      isAway = false
      commits = 1
      tab.auth.retry()
      await pass(1)
      expect(tab.auth.state.status).toBe('REFRESHING')
      const shown = tab.auth.getAccessToken().then(() => ({ ...tab.auth.state }))
      await pass(500)
      // Whoever was shown is renewed again, by the flight that is under way already.
      const adding = tab.auth.accounts?.add({
        via: 'credentials',
        credentials: { username: 'noor', password: 'secret' },
      })
      await pass(20_000)
      expect(await adding).toMatchObject({ status: 'failed' })
      expect(await shown).toMatchObject({ status: 'ACTIVE', persistence: 'degraded' })
      expect(book.found).toEqual([])
    },
    {
      network: (_, method) => (isAway || (commits > 0 && method === 'signIn') ? unanswered : null),
      // Of a renewal, the first commit is the journal's, the second the set's.
      store: (_, method) => (commits > 0 && method === 'commit' && ++commits === 3 ? { kind: 'hangs' } : null),
    },
    ['moreAccounts', 'storeHangs'],
  )
})

it('ST-14 says that a set is not written also when the record is read again that shows the one before', async () => {
  let refuses = false
  const shown: string[] = []
  await scene(
    'strict',
    async ({ book, tab, pass }) => {
      while (tab.auth.state.status !== 'REFRESHING') await pass(10)
      refuses = true
      while (tab.auth.actor.getSnapshot().context.persistence === 'durable') await pass(10)
      const stop = tab.auth.subscribe(() => {
        const { isAuthenticated, status, persistence } = tab.auth.state
        if (isAuthenticated) shown.push(`${status} ${persistence}`)
      })
      void tab.auth.accounts?.add({ via: 'credentials', credentials: { username: 'noor', password: 'secret' } })
      await pass(5_000)
      stop()
      expect(shown).toContain('ACTIVE degraded')
      expect(shown.filter((state) => state.endsWith('durable'))).toEqual([])
      expect(book.found).toEqual([])
    },
    {
      network: (_, method) => (refuses && method === 'signIn' ? unanswered : null),
      store: (_, method) => (refuses && method === 'commit' ? { kind: 'fails', failure: { kind: 'closed' } } : null),
    },
    ['moreAccounts', 'storeFails'],
  )
})
