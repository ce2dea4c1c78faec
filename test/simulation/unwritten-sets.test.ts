import { describe, expect, it } from 'vitest'
import { duration } from '../../machines/time.ts'
import { signIn } from '../../src/testing/simulation/perform.ts'
import type { Fatalism } from '../../src/testing/simulation/sim-world.ts'
import type { Tab } from '../../src/testing/simulation/tab.ts'
import { scene } from './a-world.ts'

/** A disk whose commits, or reads too, fail as long as it is told to; a network that does what it is told to renewals. */
interface Fate extends Fatalism {
  disk: 'works' | 'refuses' | 'writes unheard' | 'is dead'
  renewal: 'works' | 'is slow' | 'is throttled'
  keys: 'work' | 'are locked once'
}

function fate(): Fate {
  const own: Fate = {
    disk: 'works',
    renewal: 'works',
    keys: 'work',
    network(_, method) {
      if (method !== 'refresh' || own.renewal === 'works') return null
      const proper = { answer: null, there: 30, back: 30, acts: true, retryAfter: null } as const
      return own.renewal === 'is slow'
        ? { ...proper, back: 3_000 }
        : { ...proper, answer: '429', acts: false, retryAfter: duration(300_000) }
    },
    store(_, method) {
      if (method === 'keys') {
        if (own.keys === 'work') return null
        own.keys = 'work'
        return { kind: 'fails', failure: { kind: 'locked' } }
      }
      const closed = { failure: { kind: 'closed' } } as const
      if (own.disk === 'is dead' || (own.disk === 'refuses' && method === 'commit')) return { kind: 'fails', ...closed }
      if (own.disk !== 'writes unheard' || method !== 'commit') return null
      own.disk = 'is dead'
      return { kind: 'unheard', ...closed }
    },
  }
  return own
}

function generationOf({ auth }: Tab): ReturnType<typeof auth.actor.getSnapshot>['context']['generation'] {
  return auth.actor.getSnapshot().context.generation
}

function reject(tab: Tab): void {
  void tab.auth.rejected({ generation: generationOf(tab), origin: 'https://api.test' })
}

/** A renewed set that can't be written is tried again 1, 3, 7, 15, 31, 63 and 123 s later. */
describe('a set that the store refuses', () => {
  it('RC-09 is no reason to renew the session that came after it without a journal', async () => {
    const world = fate()
    await scene(
      'strict',
      async ({ world: { crash, open, server }, book, tab, pass }) => {
        while (tab.auth.state.status !== 'REFRESHING') await pass(10)
        world.disk = 'refuses'
        await pass(125_000)
        expect(tab.auth.state).toMatchObject({ status: 'ACTIVE', persistence: 'degraded' })
        world.disk = 'works'
        void tab.auth.signOut()
        await pass(1_000)
        void signIn(tab)
        await pass(60_000)
        expect(tab.auth.state).toMatchObject({ status: 'ACTIVE', persistence: 'durable' })
        crash(tab)
        const next = open()
        await pass(70_000)
        expect(next.auth.state).toMatchObject({ status: 'ACTIVE', confirmed: true })
        expect(server.families.map(({ endedBy }) => endedBy)).toEqual(['signed_out', null])
        expect(book.found).toEqual([])
      },
      world,
    )
  })

  it.each([
    ['tries between them failed', 'work'],
    ['its key is locked for a moment', 'are locked once'],
  ] as const)('RC-04 goes on top of one that had landed unheard, though %s', async (_, keys) => {
    const world = fate()
    await scene(
      'strict',
      async ({ world: { server }, book, tab, pass }) => {
        while (tab.auth.state.status !== 'REFRESHING') await pass(10)
        world.disk = 'writes unheard'
        await pass(30_600)
        reject(tab)
        await pass(200)
        expect(generationOf(tab)).toBe(3)
        if (keys === 'work') await pass(5_000)
        world.keys = keys
        world.disk = 'works'
        await pass(100_000)
        expect(tab.auth.state).toMatchObject({ status: 'ACTIVE', persistence: 'durable' })
        expect(server.families.map(({ endedBy }) => endedBy)).toEqual([null])
        expect(book.found).toEqual([])
      },
      world,
    )
  })

  it.each([
    ['grace 10 s', { status: 'ACTIVE', confirmed: true }],
    ['strict', { status: 'REAUTH_REQUIRED', reason: 'rotation_lost' }],
  ] as const)('RC-07 is written with the journal of its renewal (%s)', async (rotation, expected) => {
    const world = fate()
    await scene(
      rotation,
      async ({ world: { crash, open }, book, tab, pass }) => {
        while (tab.auth.state.status !== 'REFRESHING') await pass(10)
        world.disk = 'refuses'
        await pass(30_600)
        world.renewal = 'is slow'
        reject(tab)
        await pass(100)
        world.renewal = 'works'
        world.disk = 'works'
        await pass(700)
        crash(tab)
        const next = open()
        await pass(60_000)
        expect(next.auth.state).toMatchObject(expected)
        expect(book.found).toEqual([])
      },
      world,
    )
  })

  it('RF-06 hands on the Retry-After that its renewal was answered with', async () => {
    const world = fate()
    await scene(
      'strict',
      async ({ world: { open }, book, tab, pass }) => {
        const other = open()
        while (tab.auth.state.status !== 'REFRESHING' && other.auth.state.status !== 'REFRESHING') await pass(10)
        world.disk = 'refuses'
        await pass(5_000)
        world.renewal = 'is throttled'
        await pass(53_000)
        world.disk = 'works'
        await pass(10_000)
        world.renewal = 'works'
        await pass(30_000)
        expect([tab, other].map(({ auth }) => auth.state.status)).toEqual(['OFFLINE_STALE', 'OFFLINE_STALE'])
        expect(book.found).toEqual([])
      },
      world,
    )
  })

  it('SO-02 does not stop the requests of the session that came after it', async () => {
    const world = fate()
    let slow = 0
    await scene(
      'strict',
      async ({ book, tab, pass }) => {
        while (tab.auth.state.status !== 'REFRESHING') await pass(10)
        world.disk = 'refuses'
        await pass(30_900)
        world.disk = 'works'
        slow = 1
        await pass(200)
        expect(slow).toBe(0)
        void tab.auth.signOut()
        await pass(500)
        void signIn(tab)
        await pass(500)
        const { signal } = tab.auth
        await pass(6_000)
        expect(tab.auth.state.status).toBe('ACTIVE')
        expect(signal.aborted).toBe(false)
        expect(book.found).toEqual([])
      },
      {
        network: world.network,
        store: (tab, method) =>
          method === 'read' && slow-- === 1 ? { kind: 'works', takes: 6_000 } : world.store(tab, method),
      },
    )
  })

  it('RC-09 outlives the offline limit that another tab finds on the older set', async () => {
    const world = fate()
    await scene(
      'strict',
      async ({ world: { open, online, server }, book, tab, pass }) => {
        await pass(30_600)
        const second = open()
        await pass(100)
        reject(tab)
        await pass(20)
        world.disk = 'refuses'
        await pass(1_000)
        expect(tab.auth.state).toMatchObject({ status: 'ACTIVE', persistence: 'degraded' })
        online(false)
        await pass(92_000)
        expect(second.auth.state).toMatchObject({ status: 'REAUTH_REQUIRED', reason: 'offline_limit' })
        world.disk = 'works'
        online(true)
        await pass(180_000)
        expect([tab, second].map(({ auth }) => auth.state.status)).toEqual(['ACTIVE', 'ACTIVE'])
        expect(server.families.map(({ endedBy }) => endedBy)).toEqual([null])
        expect(book.found).toEqual([])
      },
      {
        network: world.network,
        store: (tab, method) => (tab.number === 1 ? world.store(tab, method) : null),
      },
      [],
      { offlineFor: 120_000 },
    )
  })
})
