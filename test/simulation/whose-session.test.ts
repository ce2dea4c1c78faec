import { describe, expect, it } from 'vitest'
import { judgeEnd } from '../../src/testing/simulation/judge-end.ts'
import { signIn } from '../../src/testing/simulation/perform.ts'
import { recover } from '../../src/testing/simulation/recover.ts'
import { scene, type Scene } from './a-world.ts'

type Credentials = { readonly via: 'credentials'; readonly credentials: { username: string; password: string } }
const as = (username: string): Credentials => ({ via: 'credentials', credentials: { username, password: 'secret' } })
const closed = { kind: 'fails', failure: { kind: 'closed' } } as const

describe('a token that was asked for by one person', () => {
  it.each(['adds an account', 'signs in after a sign-out'] as const)(
    'MA-02 is not answered with that of another, who %s meanwhile',
    async (how) => {
      let isSlow = false
      await scene(
        'grace 10 s',
        async ({ world, tab, pass }) => {
          await pass(35_000)
          isSlow = true
          let answer = ''
          void tab.auth.getAccessToken({ minTtl: '30s' }).then(
            (token) => {
              answer = `a token of ${world.server.setOf(token)?.family.subject}`
            },
            ({ code }: { readonly code: string }) => {
              answer = code
            },
          )
          await pass(10)
          if (how === 'adds an account') void tab.auth.accounts?.add(as('noor'))
          else {
            void tab.auth.signOut()
            await pass(100)
            void tab.auth.signIn(as('noor'))
          }
          await pass(5_000)
          expect(tab.auth.state).toMatchObject({ status: 'ACTIVE', user: { name: 'noor' } })
          expect(answer).toBe('account_switched')
        },
        {
          network: (_, method) =>
            isSlow && method === 'refresh'
              ? { answer: null, there: 1_000, back: 1_000, acts: true, retryAfter: null }
              : null,
          store: () => null,
        },
        ['moreAccounts'],
      )
    },
  )
})

/** The first tab renews a set that its store refuses; next door the same person signs in anew, and begins to count again. */
describe('a session that the same person begins next door while the newest set of this tab is unwritten', () => {
  async function unwritten({ tab, pass }: Scene, refuse: () => void): Promise<void> {
    await pass(40_000)
    const { generation } = tab.auth.actor.getSnapshot().context
    void tab.auth.rejected({ generation, origin: 'https://api.test' })
    await pass(40)
    refuse()
    await pass(100)
    expect(tab.auth.state).toMatchObject({ status: 'ACTIVE', persistence: 'degraded' })
  }

  it.each([
    ['by adding the account once more', ['moreAccounts', 'storeFails']],
    ['after the offline limit', ['storeFails']],
  ] as const)('MT-07 is opened here without a sign-out in between: %s', async (how, nemeses) => {
    let isDead = false
    await scene(
      'grace 10 s',
      async (given) => {
        const { world, book, pass } = given
        const second = world.open()
        await unwritten(given, () => {
          isDead = true
        })
        if (how === 'after the offline limit') {
          while (second.auth.state.status !== 'REAUTH_REQUIRED') await pass(1_000)
          void signIn(second)
          await pass(10)
        } else {
          await pass(20_000)
          void second.auth.accounts?.add(as('mira'))
        }
        isDead = false
        await pass(1_000)
        await recover(world)
        judgeEnd(world)
        expect(book.found).toEqual([])
      },
      {
        network: () => null,
        store: ({ number }, method) => (isDead && number === 1 && method !== 'keys' ? closed : null),
      },
      nemeses,
      { offlineFor: 120_000 },
    )
  })

  it('RC-04 is counted by its own generations where it begins in this tab', async () => {
    let refuses = false
    await scene(
      'none',
      async (given) => {
        const { tab, pass } = given
        const generation = (): number => tab.auth.actor.getSnapshot().context.generation
        await unwritten(given, () => {
          refuses = true
        })
        await pass(130_000)
        expect(generation()).toBeGreaterThan(2)
        refuses = false
        void tab.auth.accounts?.add(as('mira'))
        await pass(1_000)
        expect(generation()).toBe(2)
        expect(tab.auth.state).toMatchObject({ status: 'ACTIVE', persistence: 'durable' })
      },
      { network: () => null, store: (_, method) => (refuses && method === 'commit' ? closed : null) },
      ['moreAccounts', 'storeFails'],
    )
  })
})

describe('a tab whose user signed in beside a slow store, in memory, and out again', () => {
  /** A second tab that has lived in memory, while the session on the disk goes on in the first. */
  async function left(play: (scene: Scene, second: Scene['tab']) => Promise<void>): Promise<void> {
    let slow = 0
    await scene(
      'none',
      async (given) => {
        const { world, pass } = given
        slow = 2
        const second = world.open()
        await pass(3_000)
        void signIn(second)
        await pass(1_000)
        expect(second.auth.state).toMatchObject({ status: 'ACTIVE', persistence: 'memory' })
        world.checks.signedOut(second)
        void second.auth.signOut()
        await pass(1_000)
        slow = 0
        await pass(60_000)
        expect(second.auth.state).toMatchObject({ status: 'SIGNED_OUT', persistence: 'durable' })
        await play(given, second)
      },
      {
        network: () => null,
        store: ({ number }) => (number === slow ? { kind: 'works', takes: 5_000 } : null),
      },
      ['slowStore', 'moreTabs', 'signOuts'],
    )
  }

  it('MA-02 shows nobody, though another one goes on next door, and the judge knows why', async () => {
    await left(async ({ world, book, tab }) => {
      await recover(world)
      judgeEnd(world)
      expect(tab.auth.state.status).toBe('ACTIVE')
      expect(book.found).toEqual([])
    })
  })

  it('MA-02 has no excuse where somebody has signed in next door since', async () => {
    await left(async ({ world, book, tab, pass }, second) => {
      second.freeze(world.time.now)
      world.checks.signedOut(tab)
      void tab.auth.signOut()
      await pass(1_000)
      void signIn(tab)
      await pass(1_000)
      judgeEnd(world)
      expect(tab.auth.state.status).toBe('ACTIVE')
      expect(book.found.map(({ kind }) => kind)).toEqual(['tabs disagree'])
    })
  })
})

describe('a set that is written late', () => {
  it('ST-14 makes nobody else seem to be stored whose newest set is still in memory', async () => {
    let refuses = false
    await scene(
      'grace 60 s',
      async ({ book, tab, pass }) => {
        void tab.auth.accounts?.add(as('noor'))
        await pass(40_000)
        const { generation } = tab.auth.actor.getSnapshot().context
        void tab.auth.rejected({ generation, origin: 'https://api.test' })
        await pass(40)
        refuses = true
        await pass(10_000)
        expect(tab.auth.state).toMatchObject({ status: 'ACTIVE', persistence: 'degraded', user: { name: 'noor' } })
        const mira = tab.auth.accounts?.list().find(({ isShown }) => !isShown)
        refuses = false
        if (mira !== undefined) void tab.auth.accounts?.switchTo(mira.account)
        await pass(40)
        refuses = true
        await pass(3_500)
        expect(tab.auth.state).toMatchObject({ status: 'ACTIVE', persistence: 'degraded', user: { name: 'mira' } })
        refuses = false
        // First hers who isn't shown, two seconds later the other one's.
        await pass(2_000)
        expect(tab.auth.state).toMatchObject({ persistence: 'degraded' })
        await pass(10_000)
        expect(tab.auth.state).toMatchObject({ persistence: 'durable' })
        expect(book.found).toEqual([])
      },
      {
        network: () => null,
        store: (_, method) => (refuses && method === 'commit' ? closed : null),
      },
      ['moreAccounts', 'outages'],
    )
  })
})
