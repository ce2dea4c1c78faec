import { describe, expect, it } from 'vitest'
import { duration } from '../../machines/time.ts'
import { scene, type Scene } from './a-world.ts'

const bad = { there: 30, back: 30, acts: false, retryAfter: null } as const

/** A login of somebody else that comes to nothing: whoever was shown is read again. */
async function addInVain({ tab, pass }: Scene): Promise<void> {
  void tab.auth.accounts?.add({ via: 'credentials', credentials: { username: 'noor', password: 'secret' } })
  await pass(1_000)
}

describe('a set that the store refuses, where the record is read again that still shows the one before', () => {
  it('RF-06 is not renewed once more', async () => {
    let refuses = false
    await scene(
      'parent always',
      async (given) => {
        const { world, book, tab, pass } = given
        while (tab.auth.state.status !== 'REFRESHING') await pass(10)
        refuses = true
        // The stored set has expired by now.
        await pass(30_000)
        expect(tab.auth.state).toMatchObject({ status: 'ACTIVE', persistence: 'degraded' })
        await addInVain(given)
        expect(tab.auth.state).toMatchObject({ status: 'ACTIVE', persistence: 'degraded', user: { name: 'mira' } })
        expect(world.server.families.flatMap(({ sets }) => sets)).toHaveLength(2)
        world.crash(tab)
        refuses = false
        const next = world.open()
        await pass(60_000)
        expect(next.auth.state).toMatchObject({ status: 'ACTIVE', confirmed: true })
        expect(book.found).toEqual([])
      },
      {
        store: (_, method) => (refuses && method === 'commit' ? { kind: 'fails', failure: { kind: 'closed' } } : null),
        network: (_, method) => (method === 'signIn' && refuses ? { ...bad, answer: '500' } : null),
      },
      ['moreAccounts'],
    )
  })

  it('RF-06 waits as its server asked it to', async () => {
    let refuses = false
    let isThrottled = false
    let asked = 0
    await scene(
      'parent always',
      async (given) => {
        const { book, tab, pass } = given
        const status = (): string => tab.auth.state.status
        while (status() !== 'REFRESHING') await pass(10)
        refuses = true
        await pass(20_000)
        isThrottled = true
        while (status() !== 'OFFLINE_STALE') await pass(10)
        asked = 0
        await addInVain(given)
        await pass(60_000)
        expect(asked).toBe(0)
        isThrottled = false
        await pass(600_000)
        expect(tab.auth.state).toMatchObject({ status: 'ACTIVE', confirmed: true })
        expect(book.found).toEqual([])
      },
      {
        store: (_, method) => (refuses && method === 'commit' ? { kind: 'fails', failure: { kind: 'closed' } } : null),
        network: (_, method) => {
          if (method === 'signIn' && refuses) return { ...bad, answer: '500' }
          if (method !== 'refresh' || !isThrottled) return null
          asked += 1
          return { ...bad, answer: '429', retryAfter: duration(300_000) }
        },
      },
      ['moreAccounts', 'outages'],
    )
  })
})
