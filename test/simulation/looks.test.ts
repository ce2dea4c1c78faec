import { describe, expect, it } from 'vitest'
import { duration } from '../../machines/time.ts'
import { signIn } from '../../src/testing/simulation/perform.ts'
import { scene } from './a-world.ts'

const lost = { answer: 'lost', there: 9_000, back: 100, acts: false, retryAfter: null } as const
const closed = { kind: 'fails', failure: { kind: 'closed' } } as const
const dead = { kind: 'crashes after' } as const

describe('what happened next door while this tab was busy', () => {
  it('MT-07 is seen by a start that slept after it had read the record', async () => {
    let isSlow = false
    let dies = false
    await scene(
      'grace 10 s',
      async ({ world, tab, pass }) => {
        await pass(1_000)
        isSlow = true
        const started = world.open()
        const token = started.auth.getAccessToken().catch(({ code }: { readonly code: string }) => code)
        await pass(1_100)
        isSlow = false
        started.freeze(world.time.now)
        // Dead before it can tell anybody.
        dies = true
        world.checks.signedOut()
        void tab.auth.signOut().catch(() => {})
        await pass(500)
        started.thaw()
        await pass(10_000)
        expect(started.auth.state.status).toBe('SIGNED_OUT')
        expect(await token).toBe('signed_out')
      },
      {
        network: () => null,
        store: ({ number }, method) => {
          if (isSlow && number === 2 && method === 'read') return { kind: 'works', takes: 400 }
          return dies && number === 1 && method === 'commit' ? dead : null
        },
      },
    )
  })

  it.each(['SIGNED_OUT', 'LOCKED'])('MT-07 is seen after a wake during a sign-in from %s that fails', async (from) => {
    let isLost = false
    await scene(
      'grace 10 s',
      async ({ world, tab, pass }) => {
        const next = world.open()
        await pass(1_000)
        if (from === 'SIGNED_OUT') void next.auth.signOut()
        else tab.auth.actor.send({ type: 'stepUp.exhausted', at: tab.clock.wall() })
        await pass(1_000)
        expect(tab.auth.state.status).toBe(from)
        isLost = true
        void signIn(tab)
        await pass(10)
        void signIn(next).catch(() => {})
        await pass(1_000)
        expect(next.alive).toBe(false)
        tab.clock.emit('woke')
        await pass(300_000)
        expect(tab.auth.state.status).toBe('ACTIVE')
      },
      {
        network: ({ number }, method) => (isLost && number === 1 && method === 'signIn' ? lost : null),
        store: ({ number }, method) => (isLost && number === 2 && method === 'commit' ? dead : null),
      },
    )
  })

  it('MT-07 is seen after a sign-in again that fails: the session is locked by now', async () => {
    let isBlind = false
    let isLost = false
    let dies = false
    await scene(
      'none',
      async ({ world, tab, pass }) => {
        const next = world.open()
        await pass(1_000)
        for (const family of world.server.families) world.server.end(family, 'revoked')
        await pass(60_000)
        expect(tab.auth.state.status).toBe('REAUTH_REQUIRED')
        isBlind = true
        void signIn(next)
        await pass(2_000)
        expect(next.auth.state.status).toBe('ACTIVE')
        tab.clock.emit('woke')
        await pass(500)
        isBlind = false
        isLost = true
        void signIn(tab)
        await pass(500)
        dies = true
        next.auth.actor.send({ type: 'stepUp.exhausted', at: next.clock.wall() })
        await pass(500)
        tab.clock.emit('woke')
        await pass(300_000)
        expect(tab.auth.state).toMatchObject({ status: 'LOCKED', reason: 'too_many_attempts' })
      },
      {
        network: ({ number }, method) => (isLost && number === 1 && method === 'signIn' ? lost : null),
        store: ({ number }, method) => {
          if (dies && number === 2 && method === 'commit') return dead
          return isBlind && number === 1 && method === 'read' ? closed : null
        },
      },
    )
  })

  it('SO-09 is seen after the next sign-in failed: the one cancelled before it had landed', async () => {
    let mode: 'slow' | 'lost' | null = null
    await scene(
      'none',
      async ({ tab, pass }) => {
        void tab.auth.signOut()
        await pass(5_000)
        mode = 'slow'
        const first = signIn(tab)
        await pass(1_000)
        tab.auth.cancel()
        await first
        mode = 'lost'
        void signIn(tab)
        await pass(300_000)
        expect(tab.auth.state.status).toBe('ACTIVE')
      },
      {
        network: (_, method) => (mode === 'lost' && method === 'signIn' ? lost : null),
        store: (_, method) => (mode === 'slow' && method === 'commit' ? { kind: 'works', takes: 4_000 } : null),
      },
    )
  })

  it('MT-07 is seen after a renewal that the server puts off: the session is locked by now', async () => {
    let isThrottled = false
    await scene(
      'grace 10 s',
      async ({ world, tab, pass }) => {
        const next = world.open()
        await pass(35_000)
        isThrottled = true
        const { generation } = tab.auth.actor.getSnapshot().context
        void tab.auth.rejected({ generation, origin: 'https://api.test' })
        await pass(500)
        next.auth.actor.send({ type: 'stepUp.exhausted', at: next.clock.wall() })
        await pass(500)
        expect(tab.auth.state.status).toBe('REFRESHING')
        await pass(10_000)
        expect(tab.auth.state).toMatchObject({ status: 'LOCKED', reason: 'too_many_attempts' })
      },
      {
        network: (_, method) =>
          isThrottled && method === 'refresh'
            ? { answer: '429', there: 2_000, back: 30, acts: false, retryAfter: duration(600_000) }
            : null,
        store: () => null,
      },
    )
  })
})
