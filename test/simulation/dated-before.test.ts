import { describe, expect, it } from 'vitest'
import { duration } from '../../machines/time.ts'
import { judgeEnd } from '../../src/testing/simulation/judge-end.ts'
import { recover } from '../../src/testing/simulation/recover.ts'
import { scene } from './a-world.ts'

const year = 365 * 86_400_000
const day = 86_400_000
const quick = { there: 30, back: 30, acts: false } as const
const credentials = { username: 'mira', password: 'correct horse' }

/** What was dated by one clock and is waited for by another, because a slow store stood in between. */
describe('a clock that is set back by a year while the store is slow', () => {
  it('TM-05 prolongs no pause of the last run that is being read', async () => {
    let isSlow = false
    let isThrottled = true
    await scene(
      'strict',
      async ({ world, tab, pass, book }) => {
        while (tab.auth.state.status !== 'OFFLINE_STALE') await pass(1_000)
        world.crash(tab)
        isThrottled = false
        isSlow = true
        const next = world.open()
        await pass(1_000)
        next.clock.jump(-year)
        await pass(5_000)
        isSlow = false
        await recover(world)
        judgeEnd(world)
        expect(book.found).toEqual([])
      },
      {
        network: (_, method) =>
          method === 'refresh' && isThrottled ? { answer: '429', ...quick, retryAfter: duration(60_000) } : null,
        store: (_, method) => (isSlow && method === 'read' ? { kind: 'works', takes: 330 } : null),
      },
      ['slowStore', 'clockJumps', 'crashes', 'throttling'],
    )
  })

  it('TM-04 prolongs no token that is being read', async () => {
    let isSlow = false
    await scene(
      'strict',
      async ({ world, tab, pass }) => {
        tab.dispose(world.time.now)
        await pass(5_000)
        isSlow = true
        const next = world.open()
        await pass(1_000)
        next.clock.jump(-year)
        await pass(5_000)
        isSlow = false
        await pass(120_000)
        expect(world.server.families.at(-1)?.sets.length).toBeGreaterThan(1)
      },
      {
        network: () => null,
        store: (_, method) => (isSlow && method === 'read' ? { kind: 'works', takes: 330 } : null),
      },
    )
  })

  it('TM-04 prolongs no token whose sign-in is committed and not told yet', async () => {
    let isSlow = false
    let isCommitted = false
    await scene(
      'strict',
      async ({ world, tab, pass }) => {
        void tab.auth.signOut()
        await pass(2_000)
        isSlow = true
        void tab.auth.signIn({ via: 'credentials', credentials })
        while (!isCommitted) await pass(10)
        await pass(100)
        tab.clock.jump(-year)
        await pass(10_000)
        isSlow = false
        await pass(120_000)
        expect(world.server.families.at(-1)?.sets.length).toBeGreaterThan(1)
      },
      {
        network: () => null,
        store: (_, method) => {
          if (isSlow && method === 'commit') isCommitted = true
          return isSlow && method === 'read' ? { kind: 'works', takes: 500 } : null
        },
      },
    )
  })

  it('TM-04 shortens no token that is asked for after its journal', async () => {
    let isSlow = false
    await scene(
      'strict',
      async ({ world, tab, pass }) => {
        isSlow = true
        while (tab.auth.state.status !== 'REFRESHING') await pass(100)
        await pass(300)
        tab.clock.jump(-year)
        await pass(5_000)
        isSlow = false
        await pass(90_000)
        expect(world.server.families.at(-1)?.sets.length).toBeGreaterThan(2)
      },
      {
        network: () => null,
        store: (_, method) => (isSlow && method === 'commit' ? { kind: 'works', takes: 1_000 } : null),
      },
    )
  })

  it('SO-05 puts off no revocation whose failure is being written', async () => {
    let asked = 0
    let isSlow = false
    await scene(
      'strict',
      async ({ world, tab, pass }) => {
        void tab.auth.signOut()
        while (asked === 0) await pass(10)
        isSlow = true
        await pass(500)
        tab.clock.jump(-year)
        await pass(5_000)
        isSlow = false
        await pass(600_000)
        expect(world.server.families.at(-1)?.endedBy).toBe('signed_out')
      },
      {
        network: (_, method) => {
          if (method !== 'revoke') return null
          asked += 1
          return asked === 1 ? { answer: '503', ...quick, retryAfter: null } : null
        },
        store: (_, method) => (isSlow && method === 'commit' ? { kind: 'works', takes: 1_000 } : null),
      },
    )
  })
})

it('SO-05 revokes a token though the clock was ahead by a hundred days for a minute', async () => {
  let asked = 0
  await scene(
    'strict',
    async ({ world, tab, pass }) => {
      void tab.auth.signOut()
      while (asked === 0) await pass(10)
      await pass(1_000)
      tab.clock.jump(100 * day)
      await pass(120_000)
      tab.clock.jump(-100 * day)
      await pass(600_000)
      expect(world.server.families.at(-1)?.endedBy).toBe('signed_out')
    },
    {
      network: (_, method) => {
        if (method !== 'revoke') return null
        asked += 1
        return asked === 1 ? { answer: '503', ...quick, retryAfter: null } : null
      },
      store: () => null,
    },
  )
})
