import { describe, expect, it } from 'vitest'
import { duration } from '../../machines/time.ts'
import { isAuthError } from '../../src/auth-error.ts'
import { workOperation } from '../../src/testing/simulation/offline-work.ts'
import { signIn } from '../../src/testing/simulation/perform.ts'
import { scene } from './a-world.ts'

/** What the simulation found, each brought down to the fewest steps that show it. */
describe('what the simulation found', () => {
  it('QU-02 shows what became of work though the store failed when it was told', async () => {
    let isBlind = false
    await scene(
      'strict',
      async ({ world, book, tab, pass }) => {
        const other = world.open()
        await pass(1_000)
        const asked = world.work.enqueue(tab, 0)
        await pass(10)
        await asked
        expect(other.auth.state.pending).toBe(1)
        isBlind = true
        await pass(1_000)
        expect(other.auth.state.pending).toBe(1)
        isBlind = false
        await pass(6_000)
        expect(other.auth.state.pending).toBe(0)
        expect(world.workServer.effects).toHaveLength(1)
        expect(book.found).toEqual([])
      },
      {
        network: () => null,
        store: ({ number }, method) =>
          isBlind && number === 2 && method === 'read' ? { kind: 'fails', failure: { kind: 'closed' } } : null,
      },
      ['offlineWork'],
    )
  })

  it('QU-02 takes no work of whoever is shown once their removal has been asked for, however slow the store', async () => {
    let takes = 0
    await scene(
      'strict',
      async ({ book, tab, pass }) => {
        const { accounts } = tab.auth
        const mira = accounts?.list().find(({ isShown }) => isShown)
        if (accounts === null || mira === undefined) throw new Error('Cannot find the account that is shown')
        takes = 2_000
        void accounts.remove(mira.account, { pending: 'discard' })
        await pass(100)
        takes = 0
        const late = tab.auth.queue?.enqueue(workOperation, { number: 1, author: 'mira', lane: '0' }).then(
          () => 'taken',
          (error: unknown) => isAuthError(error) && error.code,
        )
        await pass(10_000)
        expect(tab.auth.state.status).toBe('SIGNED_OUT')
        expect(await late).toBe('signed_out')
        expect(book.found).toEqual([])
      },
      { network: () => null, store: () => (takes === 0 ? null : { kind: 'works', takes }) },
      ['offlineWork', 'moreAccounts'],
    )
  })

  it('ST-11 opens the account that was switched to once a store that failed meanwhile works again', async () => {
    let isSwitching = false
    let calls = 0
    await scene(
      'strict',
      async ({ book, tab, pass }) => {
        const { accounts } = tab.auth
        if (accounts === null) throw new Error('Cannot switch without accounts')
        void accounts.add({ via: 'credentials', credentials: { username: 'noor', password: 'correct horse' } })
        await pass(3_000)
        const mira = accounts.list().find(({ isShown }) => !isShown)
        if (mira === undefined) throw new Error('Cannot find the account that is not shown')
        isSwitching = true
        const switched = accounts.switchTo(mira.account)
        await pass(0)
        expect(tab.auth.state).toMatchObject({ status: 'SIGNED_OUT', persistence: 'memory' })
        await switched
        await pass(10_000)
        expect(tab.auth.state).toMatchObject({ status: 'ACTIVE', user: { name: 'mira' }, persistence: 'durable' })
        // Here a scene, not a nemesis, breaks the store.
        expect(book.found.filter(({ kind }) => kind !== 'session ended without cause')).toEqual([])
      },
      {
        network: () => null,
        // The switch itself takes five calls; the sixth is the first look at whom it is for.
        store: () => {
          if (isSwitching) calls += 1
          return calls === 6 ? { kind: 'fails', failure: { kind: 'closed' } } : null
        },
      },
      ['moreAccounts'],
    )
  })
  it('TM-03 renews in time a set that was written while the clock was set back', async () => {
    let isSlow = false
    await scene(
      'strict',
      async ({ book, tab, pass }) => {
        isSlow = true
        while (tab.auth.state.status !== 'REFRESHING') await pass(1_000)
        // Its answer is there, its commit under way.
        await pass(1_500)
        expect(tab.auth.state.status).toBe('REFRESHING')
        tab.clock.jump(-8_640_000)
        await pass(5_000)
        expect(tab.auth.actor.getSnapshot().context.generation).toBe(2)
        await pass(60_000)
        expect(tab.auth.actor.getSnapshot().context.generation).toBe(3)
        expect(book.found).toEqual([])
      },
      {
        network: () => null,
        store: (_, method) => (isSlow && method === 'commit' ? { kind: 'works', takes: 1_000 } : null),
      },
    )
  })
  it('MT-07 does not take an older look at the record for the end of the session that was adopted meanwhile', async () => {
    let slowReads = 0
    await scene(
      'strict',
      async ({ world, book, tab, pass }) => {
        const second = world.open()
        await pass(31_000)
        const seen = new Set<string>()
        tab.auth.subscribe(() => seen.add(tab.auth.state.status))
        const { generation } = tab.auth.actor.getSnapshot().context
        slowReads = 1
        tab.clock.emit('woke')
        // The record has been read, and the answer is on its way.
        await pass(1_100)
        void second.auth.accounts?.add({
          via: 'credentials',
          credentials: { username: 'mira', password: 'correct horse' },
        })
        await pass(300)
        void tab.auth.rejected({ generation, origin: 'https://api.test' })
        await pass(5_000)
        expect(slowReads).toBe(0)
        expect(tab.auth.actor.getSnapshot().context.generation).toBe(2)
        expect([...seen].filter((status) => status === 'SIGNED_OUT')).toEqual([])
        expect(tab.auth.state).toMatchObject({ status: 'ACTIVE', persistence: 'durable' })
        expect(book.found).toEqual([])
      },
      {
        network: () => null,
        store: ({ number }, method) => {
          if (number !== 1 || method !== 'read' || slowReads === 0) return null
          slowReads -= 1
          return { kind: 'works', takes: 2_000 }
        },
      },
      ['moreAccounts'],
    )
  })

  it('MT-07 shows a session that began and ended next door while this tab slept as a new tab shows it', async () => {
    let isRefused = false
    await scene(
      'strict',
      async ({ world, book, tab, pass }) => {
        const second = world.open()
        void tab.auth.signOut()
        await pass(1_000)
        expect([tab, second].map(({ auth }) => auth.state.status)).toEqual(['SIGNED_OUT', 'SIGNED_OUT'])
        tab.freeze(world.time.now)
        void signIn(second)
        await pass(1_000)
        isRefused = true
        await pass(60_000)
        expect(second.auth.state).toMatchObject({ status: 'REAUTH_REQUIRED', reason: 'interaction_required' })
        tab.thaw()
        await pass(5_000)
        expect(tab.auth.state).toMatchObject({ status: 'REAUTH_REQUIRED', reason: 'interaction_required' })
        expect(book.found.filter(({ kind }) => kind !== 'session ended without cause')).toEqual([])
      },
      {
        store: () => null,
        network: (_, method) =>
          isRefused && method === 'refresh'
            ? { answer: 'interaction', there: 30, back: 30, acts: false, retryAfter: null }
            : null,
      },
    )
  })

  it('TM-05 keeps no longer pause than was chosen where the clock is set back while the failure is written', async () => {
    let refreshes = 0
    let isSlow = false
    await scene(
      'strict',
      async ({ book, tab, pass }) => {
        while (refreshes === 0) await pass(10)
        isSlow = true
        // The answer is there, and being written.
        await pass(500)
        expect(tab.auth.state.status).toBe('REFRESHING')
        tab.clock.jump(-200 * 86_400_000)
        await pass(5_000)
        expect(tab.auth.state.status).toBe('OFFLINE_STALE')
        await pass(120_000)
        expect(refreshes).toBeGreaterThan(1)
        expect(tab.auth.state.status).toBe('ACTIVE')
        expect(book.found).toEqual([])
      },
      {
        network: (_, method) => {
          if (method !== 'refresh') return null
          refreshes += 1
          return refreshes === 1
            ? { answer: '429', there: 30, back: 30, acts: false, retryAfter: duration(20_000) }
            : null
        },
        store: (_, method) => (isSlow && method === 'commit' ? { kind: 'works', takes: 1_000 } : null),
      },
    )
  })
})
