import { describe, expect, it } from 'vitest'
import { duration } from '../../machines/time.ts'
import { scene } from './a-world.ts'

const proper = { answer: null, there: 30, back: 30, acts: true, retryAfter: null } as const
const closed = { kind: 'fails', failure: { kind: 'closed' } } as const

describe('a round of renewals in trouble', () => {
  it('ST-14 keeps the refresh token where the offline limit comes while the keychain is locked', async () => {
    let areLocked = false
    await scene(
      'strict',
      async ({ world: { online, server }, book, tab, pass }) => {
        online(false)
        areLocked = true
        await pass(125_000)
        expect(tab.auth.state).toMatchObject({ status: 'REAUTH_REQUIRED', reason: 'offline_limit' })
        areLocked = false
        online(true)
        await pass(60_000)
        tab.clock.emit('woke')
        await pass(60_000)
        expect(tab.auth.state).toMatchObject({ status: 'ACTIVE' })
        expect(server.families.map(({ endedBy }) => endedBy)).toEqual([null])
        expect(book.found).toEqual([])
      },
      {
        network: () => null,
        store: (_, method) => (areLocked && method === 'keys' ? { kind: 'fails', failure: { kind: 'locked' } } : null),
      },
      [],
      { offlineFor: 120_000 },
    )
  })

  it('RF-11 hands a Retry-After on, though the read after the journal failed', async () => {
    let reads = 0
    let isRenewal = false
    let isThrottled = true
    await scene(
      'strict',
      async ({ world: { open }, book, tab, pass }) => {
        const other = open()
        await pass(200)
        isRenewal = true
        while (tab.auth.state.status === 'ACTIVE' && other.auth.state.status === 'ACTIVE') await pass(10)
        await pass(30_000)
        expect(book.found).toEqual([])
      },
      {
        network(_, method) {
          if (method !== 'refresh' || !isThrottled) return null
          isThrottled = false
          return { ...proper, answer: '429', acts: false, retryAfter: duration(60_000) }
        },
        // Of a renewal, the first read is the record's, the second follows the journal.
        store: (_, method) => (isRenewal && method === 'read' && ++reads === 2 ? closed : null),
      },
    )
  })

  it.each([
    ['strict', 5_000],
    ['grace 10 s', 2_500],
  ] as const)(
    'RC-07 sends no attempt whose answer nobody waits for (%s, store calls take %i ms)',
    async (rotation, takes) => {
      let isSlow = false
      let refreshes = 0
      await scene(
        rotation,
        async ({ world: { server }, book, tab, pass }) => {
          await pass(20_000)
          isSlow = true
          await pass(120_000)
          isSlow = false
          await pass(120_000)
          expect(server.families.map(({ endedBy }) => endedBy)).toEqual([null])
          expect(tab.auth.state).toMatchObject({ status: 'ACTIVE' })
          expect(book.found).toEqual([])
        },
        {
          network(_, method) {
            if (method !== 'refresh') return null
            refreshes += 1
            return refreshes === 1 ? { ...proper, answer: 'unreachable', acts: false } : proper
          },
          store: (_, method) =>
            isSlow && (method === 'read' || method === 'commit') ? { kind: 'works', takes } : null,
        },
      )
    },
  )

  it('MT-02 keeps nobody signed in past the offline limit who waits for the lock of a frozen tab', async () => {
    let isRefused = false
    await scene(
      'strict',
      async ({ world, book, tab, pass }) => {
        const other = world.open()
        await pass(200)
        while (tab.auth.state.status !== 'REFRESHING' && other.auth.state.status !== 'REFRESHING') await pass(10)
        const [first, second] = tab.auth.state.status === 'REFRESHING' ? [tab, other] : [other, tab]
        isRefused = true
        await pass(100)
        expect(first.auth.state).toMatchObject({ status: 'ACTIVE', persistence: 'degraded' })
        // Its context is frozen, and keeps the lock.
        first.freeze(world.time.now)
        await pass(600_000)
        expect(second.auth.state.status).toBe('REAUTH_REQUIRED')
        expect(book.found).toEqual([])
        first.thaw()
        await pass(300_000)
        expect([first, second].map(({ auth }) => auth.state.status)).not.toContain('OFFLINE_STALE')
      },
      { network: () => null, store: (_, method) => (isRefused && method === 'commit' ? closed : null) },
      [],
      { offlineFor: 120_000 },
    )
  })

  it('ST-11 asks a store with growing pauses whose index can be read, and whose session just now can not', async () => {
    let isBroken = false
    await scene(
      'strict',
      async ({ world: { open, crash, ring }, tab, pass }) => {
        const get = ring.ids.get.bind(ring.ids)
        // Reported as `timeout`.
        ring.ids.get = (name) => {
          if (isBroken && name !== 'device') throw new Error('The keychain does not answer')
          return get(name)
        }
        crash(tab)
        isBroken = true
        const next = open()
        let restorings = 0
        let before = next.auth.state.status
        next.auth.subscribe(() => {
          const { status } = next.auth.state
          if (status === 'RESTORING' && before !== 'RESTORING') restorings += 1
          before = status
        })
        await pass(600_000)
        expect(next.auth.state.status).toBe('SIGNED_OUT')
        // Every time the sign-in form goes away.
        expect(restorings).toBeLessThan(25)
        isBroken = false
        await pass(61_000)
        expect(next.auth.state.status).toBe('ACTIVE')
      },
      { network: () => null, store: () => null },
    )
  })

  it('RF-11 counts the rounds that renew an unwritten set like any others', async () => {
    let isRefused = false
    let isDown = false
    const sent: number[] = []
    await scene(
      'strict',
      async ({ tab, pass }) => {
        while (tab.auth.state.status !== 'REFRESHING') await pass(10)
        isRefused = true
        await pass(5_000)
        isDown = true
        await pass(7_200_000)
        // Attempts of one round follow each other at once.
        const rounds = sent.filter((at, index) => index === 0 || at - (sent[index - 1] ?? 0) > 5_000)
        const most = Math.max(
          ...rounds.map((at) => rounds.filter((other) => other >= at && other < at + 3_600_000).length),
        )
        expect(most).toBeLessThanOrEqual(30)
      },
      {
        network(tab, method) {
          if (method !== 'refresh' || !isDown) return null
          sent.push(tab.clock.wall())
          return { ...proper, answer: '500', acts: false }
        },
        store: (_, method) => (isRefused && method === 'commit' ? closed : null),
      },
    )
  })

  it('RC-08 remembers of an unwritten set that an earlier round may have spent it', async () => {
    let isRefused = false
    const renewal: { answer: 'unreachable' | '429' | null } = { answer: null }
    await scene(
      'strict',
      async ({ world: { server }, tab, pass }) => {
        const reach = async (status: string): Promise<void> => {
          while (tab.auth.state.status !== status) await pass(10)
        }
        await reach('REFRESHING')
        isRefused = true
        await pass(5_000)
        renewal.answer = 'unreachable'
        await reach('OFFLINE_STALE')
        renewal.answer = '429'
        await reach('REFRESHING')
        await pass(1_000)
        expect(tab.auth.state).toMatchObject({ status: 'OFFLINE_STALE' })
        isRefused = false
        await pass(61_000)
        expect(tab.auth.state).toMatchObject({ persistence: 'durable' })
        for (const family of server.families) server.end(family, 'revoked')
        renewal.answer = null
        await pass(300_000)
        expect(tab.auth.state).toMatchObject({ status: 'REAUTH_REQUIRED', reason: 'rotation_lost' })
      },
      {
        network: (_, method) =>
          method === 'refresh' && renewal.answer !== null
            ? {
                ...proper,
                answer: renewal.answer,
                acts: false,
                retryAfter: renewal.answer === '429' ? duration(150_000) : null,
              }
            : null,
        store: (_, method) => (isRefused && method === 'commit' ? closed : null),
      },
    )
  })

  it('RC-07 asks once more inside the grace though the store refuses to journal what it knows already', async () => {
    let isRefused = false
    let refreshes = 0
    await scene(
      'grace 30 s',
      async ({ world: { server }, book, tab, pass }) => {
        while (tab.auth.state.status !== 'REFRESHING') await pass(10)
        isRefused = true
        await pass(3_000)
        isRefused = false
        await pass(180_000)
        expect(server.families.map(({ endedBy }) => endedBy)).toEqual([null])
        expect(tab.auth.state).toMatchObject({ status: 'ACTIVE', persistence: 'durable' })
        expect(book.found).toEqual([])
      },
      {
        network(_, method) {
          if (method === 'refresh') refreshes += 1
          return method === 'refresh' && refreshes === 1 ? { ...proper, answer: 'lost' } : null
        },
        store: (_, method) => (isRefused && method === 'commit' ? closed : null),
      },
    )
  })
})
