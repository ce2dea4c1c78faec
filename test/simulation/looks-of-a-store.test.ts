import { describe, expect, it } from 'vitest'
import { signIn } from '../../src/testing/simulation/perform.ts'
import { scene } from './a-world.ts'

const closed = { kind: 'fails', failure: { kind: 'closed' } } as const
const refused = { status: 'REAUTH_REQUIRED', reason: 'refused' } as const

describe('what happened next door while the store could not be read', () => {
  it('MT-07 is a sign-in, and is opened once it can', async () => {
    let isBlind = false
    await scene(
      'grace 10 s',
      async ({ world, tab, pass }) => {
        const next = world.open()
        await pass(1_000)
        void next.auth.signOut()
        await pass(1_000)
        expect(tab.auth.state.status).toBe('SIGNED_OUT')
        isBlind = true
        void signIn(next)
        await pass(10_000)
        isBlind = false
        await pass(20_000)
        expect(tab.auth.state.status).toBe('ACTIVE')
      },
      {
        network: () => null,
        store: ({ number }, method) => (isBlind && number === 1 && method === 'read' ? closed : null),
      },
    )
  })

  it('MT-07 is a sign-out, and nothing is served a moment after it can', async () => {
    let isBlind = false
    await scene(
      'grace 10 s',
      async ({ world, tab, pass }) => {
        const next = world.open()
        await pass(1_000)
        world.online(false)
        await pass(1_000)
        isBlind = true
        void next.auth.signOut()
        await pass(500)
        isBlind = false
        await pass(1_000)
        expect(tab.auth.state.status).toBe('SIGNED_OUT')
        await expect(tab.auth.getAccessToken()).rejects.toMatchObject({ code: 'signed_out' })
      },
      {
        network: () => null,
        store: ({ number }, method) => (isBlind && number === 1 && method === 'read' ? closed : null),
      },
    )
  })

  it('MT-08 costs a read a minute while it lasts, and none once it is known', async () => {
    let isBlind = false
    let reads = 0
    await scene(
      'grace 10 s',
      async ({ world, tab, pass }) => {
        world.online(false)
        await pass(1_000)
        isBlind = true
        tab.clock.emit('woke')
        await pass(300_000)
        reads = 0
        await pass(600_000)
        expect(reads).toBe(10)
        isBlind = false
        await pass(61_000)
        reads = 0
        await pass(600_000)
        expect(reads).toBe(0)
      },
      {
        network: () => null,
        store: (_, method) => {
          if (method === 'read') reads += 1
          return isBlind && method === 'read' ? closed : null
        },
      },
    )
  })
})

describe('what this tab could not write down at once', () => {
  it('ST-09 is told to the others once it is known: a sign-in that had landed', async () => {
    let isUnheard = false
    let isBlind = false
    await scene(
      'grace 10 s',
      async ({ world, tab, pass }) => {
        const next = world.open()
        await pass(1_000)
        void tab.auth.signOut()
        await pass(5_000)
        expect(next.auth.state.status).toBe('SIGNED_OUT')
        isUnheard = true
        void signIn(tab)
        await pass(500)
        isUnheard = false
        await pass(10_000)
        expect([tab, next].map(({ auth }) => auth.state.status)).toEqual(['ACTIVE', 'ACTIVE'])
      },
      {
        network: () => null,
        store: ({ number }, method) => {
          if (!isUnheard || number !== 1) return null
          if (method === 'commit') {
            isBlind = true
            return { kind: 'unheard', failure: { kind: 'closed' } }
          }
          return isBlind && method === 'read' ? closed : null
        },
      },
    )
  })

  it('MT-07 gives way to what stands there instead: the lock of an older session', async () => {
    let isDead = false
    await scene(
      'none',
      async ({ world, tab, pass }) => {
        const next = world.open()
        await pass(1_000)
        isDead = true
        tab.auth.actor.send({ type: 'stepUp.exhausted', at: tab.clock.wall() })
        await pass(65_000)
        tab.freeze(world.time.now)
        const credentials = { username: 'mira', password: 'correct horse' }
        void next.auth.accounts?.add({ via: 'credentials', credentials })
        await pass(1_000)
        for (const family of world.server.families) world.server.end(family, 'revoked')
        const { generation } = next.auth.actor.getSnapshot().context
        next.auth.actor.send({ type: 'token.wanted', at: next.clock.wall(), generation })
        await pass(5_000)
        expect(next.auth.state).toMatchObject(refused)
        tab.thaw()
        await pass(10_000)
        expect(tab.auth.state.status).toBe('LOCKED')
        await pass(120_000)
        expect(tab.auth.state).toMatchObject(refused)
      },
      {
        network: () => null,
        store: ({ number }, method) => (isDead && number === 1 && method === 'commit' ? closed : null),
      },
      ['moreAccounts'],
      { accessTokenTtl: 600_000 },
    )
  })

  it('ST-09 is told to the others: an account removed here that one of them shows', async () => {
    let isUnheard = false
    await scene(
      'none',
      async ({ world, tab, pass }) => {
        const next = world.open()
        await pass(1_000)
        const { account } = next.auth.actor.getSnapshot().context
        if (account === null) throw new Error('Cannot remove: nobody is shown next door')
        const credentials = { username: 'noor', password: 'correct horse' }
        void tab.auth.accounts?.add({ via: 'credentials', credentials })
        await pass(2_000)
        expect([tab, next].map(({ auth }) => auth.state.user?.name)).toEqual(['noor', 'mira'])
        world.online(false)
        isUnheard = true
        world.checks.signedOut()
        const removed = tab.auth.accounts?.remove(account, { pending: 'keep' })
        await pass(1_000)
        isUnheard = false
        expect(await removed).toEqual({ status: 'failed' })
        expect(next.auth.state.status).toBe('SIGNED_OUT')
      },
      {
        network: () => null,
        store: ({ number }, method) =>
          isUnheard && number === 1 && method === 'commit' ? { kind: 'unheard', failure: { kind: 'closed' } } : null,
      },
      ['moreAccounts'],
    )
  })
})

describe('a second sign-out beside a dead store', () => {
  it('ST-11 leaves nobody in memory: the store is taken back once it works', async () => {
    let isDead = false
    await scene(
      'grace 10 s',
      async ({ world, pass }) => {
        isDead = true
        const second = world.open()
        await pass(3_000)
        expect(second.auth.state).toMatchObject({ status: 'SIGNED_OUT', persistence: 'memory' })
        world.checks.signedOut()
        await Promise.all([second.auth.signOut(), pass(1_000)])
        await Promise.all([second.auth.signOut(), pass(1_000)])
        isDead = false
        await pass(180_000)
        expect(second.auth.state).toMatchObject({ status: 'SIGNED_OUT', persistence: 'durable' })
      },
      {
        network: () => null,
        store: ({ number }, method) =>
          isDead && number === 2 && method !== 'keys' ? { kind: 'fails', failure: { kind: 'closed' } } : null,
      },
      ['storeFails', 'moreTabs', 'signOuts'],
    )
  })
})
