import { describe, expect, it } from 'vitest'
import { signIn } from '../../src/testing/simulation/perform.ts'
import { scene } from './a-world.ts'

const refused = { status: 'REAUTH_REQUIRED', reason: 'interaction_required' } as const
const locked = { status: 'LOCKED', reason: 'account_disabled' } as const
const revoked = { status: 'REAUTH_REQUIRED', reason: 'refused' } as const

/** Both tabs show how the first session ended; then one sleeps while the other signs in, and that session ends otherwise. */
describe('a session that began and ended next door while this tab slept', () => {
  it.each([
    ['locked', 'refused', locked, refused],
    ['refused', 'locked', refused, locked],
    ['revoked', 'refused', revoked, refused],
  ] as const)('MT-07 is shown as a new tab shows it: first %s, then %s', async (first, second, before, after) => {
    let ending: 'locked' | 'refused' | 'revoked' | null = null
    await scene(
      'none',
      async ({ world: { open, server, time }, tab, pass }) => {
        const next = open()
        const end = async (how: typeof ending): Promise<void> => {
          ending = how
          server.disable('mira', how === 'locked')
          if (how === 'revoked') for (const family of server.families) server.end(family, 'revoked')
          await pass(60_000)
        }
        await end(first)
        expect([tab, next].map(({ auth }) => auth.state)).toMatchObject([before, before])
        tab.freeze(time.now)
        await end(null)
        void signIn(next)
        await pass(1_000)
        expect(next.auth.state.status).toBe('ACTIVE')
        await end(second)
        expect(next.auth.state).toMatchObject(after)
        tab.thaw()
        await pass(5_000)
        expect(tab.auth.state).toMatchObject(after)
      },
      {
        store: () => null,
        network: (_, method) =>
          ending === 'refused' && method === 'refresh'
            ? { answer: 'interaction', there: 30, back: 30, acts: false, retryAfter: null }
            : null,
      },
    )
  })

  it('MT-07 is shown with its own reason where both are locked', async () => {
    await scene('none', async ({ world: { open, server, time }, tab, pass }) => {
      const second = open()
      await pass(1_000)
      tab.auth.actor.send({ type: 'stepUp.exhausted', at: tab.clock.wall() })
      await pass(1_000)
      expect(tab.auth.state).toMatchObject({ status: 'LOCKED', reason: 'too_many_attempts' })
      tab.freeze(time.now)
      void signIn(second)
      await pass(1_000)
      server.disable('mira', true)
      await pass(60_000)
      tab.thaw()
      await pass(5_000)
      expect(tab.auth.state).toMatchObject(locked)
    })
  })

  it('MT-07 is asked for once more where only the offline limit ended it', async () => {
    let isRefused = true
    await scene(
      'none',
      async ({ world: { open, online, crash, time }, tab, pass }) => {
        const second = open()
        await pass(60_000)
        expect(tab.auth.state).toMatchObject(refused)
        isRefused = false
        tab.freeze(time.now)
        void signIn(second)
        await pass(1_000)
        online(false)
        await pass(200_000)
        expect(second.auth.state).toMatchObject({ status: 'REAUTH_REQUIRED', reason: 'offline_limit' })
        crash(second)
        online(true)
        tab.thaw()
        await pass(120_000)
        expect(tab.auth.state).toMatchObject({ status: 'ACTIVE', confirmed: true })
      },
      {
        store: () => null,
        network: (_, method) =>
          isRefused && method === 'refresh'
            ? { answer: 'interaction', there: 30, back: 30, acts: false, retryAfter: null }
            : null,
      },
      [],
      { offlineFor: 120_000 },
    )
  })
})

describe('a session that was locked for too many attempts', () => {
  it('S7 is not opened by the offline limit that another tab meets afterwards', async () => {
    await scene(
      'strict',
      async ({ world, tab, pass }) => {
        const second = world.open()
        await pass(1_000)
        world.online(false)
        await pass(10_000)
        expect(second.auth.state.status).toBe('OFFLINE_STALE')
        second.freeze(world.time.now)
        tab.auth.actor.send({ type: 'stepUp.exhausted', at: tab.clock.wall() })
        await pass(130_000)
        expect(tab.auth.state).toMatchObject({ status: 'LOCKED', reason: 'too_many_attempts' })
        second.thaw()
        await pass(5_000)
        world.online(true)
        await pass(60_000)
        const locks = { status: 'LOCKED', reason: 'too_many_attempts' }
        expect([tab, second].map(({ auth }) => auth.state)).toMatchObject([locks, locks])
      },
      {
        network: () => null,
        store: ({ number }, method) => (number === 2 && method === 'read' ? { kind: 'works', takes: 5 } : null),
      },
      [],
      { offlineFor: 120_000 },
    )
  })

  it('S7 is not opened by a look at the record that does not say so yet', async () => {
    let isSlow = false
    await scene(
      'strict',
      async ({ tab, pass }) => {
        await pass(1_000)
        isSlow = true
        const seen = new Set<string>()
        tab.auth.subscribe(() => seen.add(tab.auth.state.status))
        tab.auth.actor.send({ type: 'stepUp.exhausted', at: tab.clock.wall() })
        tab.clock.emit('woke')
        await pass(10_000)
        expect([...seen]).toEqual(['LOCKED'])
      },
      {
        network: () => null,
        store: (_, method) => (isSlow && method === 'commit' ? { kind: 'works', takes: 2_000 } : null),
      },
    )
  })
})
