import { describe, expect, it } from 'vitest'
import { device } from '../../src/ports/store.ts'
import { openRow } from '../../src/vault/sealed-row.ts'
import type { TestWorld } from '../../src/testing/test-world.ts'
import { ends, password } from '../accounts/people.ts'
import { aWorld, outcomeOf, signedIn } from '../core/worlds.ts'

const outbox = (world: TestWorld) => [...world.disk.rows.values()].filter(({ key }) => key.kind === 'revocation')

/** Signs out where nobody hears of it. */
async function leftOffline(world: TestWorld): Promise<void> {
  const auth = await signedIn(world)
  world.switchNetwork('offline')
  await world.advance('5s')
  const leaving = outcomeOf(auth.signOut())
  await world.settle()
  expect(leaving.current).toContain('signed_out')
  auth.dispose()
}

describe('the transaction of a sign-out (SO-01)', () => {
  it('takes the tokens, leaves a tombstone and puts the token into the outbox, all at once', async () => {
    const world = aWorld()
    const store = world.openStore()
    const commits: string[][] = []
    const auth = await signedIn(world, {
      store: {
        ...store,
        commit: (checks, writes, options) => {
          commits.push(writes.map((write) => `${write.do} ${'row' in write ? write.row.key.kind : write.key.kind}`))
          return store.commit(checks, writes, options)
        },
      },
    })
    commits.length = 0
    world.switchNetwork('offline')
    await ends(world, auth.signOut())
    expect(commits[0]).toEqual(expect.arrayContaining(['put session', 'append revocation', 'put index']))
    expect(commits[0]?.[0]).toBe('put session')
  })
})

describe('a revocation that waits', () => {
  it('can be used for nothing else: it knows no session and no account (SO-06)', async () => {
    const world = aWorld()
    await leftOffline(world)
    const [row] = outbox(world)
    if (row === undefined) throw new Error('nothing waits')
    expect([row.key.account, row.sessionId]).toEqual([device, ''])
    const opened = await openRow(world.openStore().keys, row)
    if (!opened.ok) throw new Error(opened.failure.kind)
    expect(Object.keys(opened.value as object).sort((a, b) => (a < b ? -1 : 1))).toEqual(['everywhere', 'token'])
    const next = await world.start()
    const before = world.server.refreshRequests
    world.switchNetwork('online')
    await world.advance('5m')
    expect([next.state.status, world.server.refreshRequests, world.server.revokedTokens.length]).toEqual([
      'SIGNED_OUT',
      before,
      1,
    ])
  })

  it('ends the old family alone when the same person has signed in again (SO-08)', async () => {
    const world = aWorld()
    await leftOffline(world)
    const next = await world.start()
    world.switchNetwork('online')
    world.server.setAnswer(null)
    expect(await ends(world, next.signIn(password))).toEqual({ status: 'signed_in' })
    await world.advance('10m')
    expect(world.server.revokedTokens).toHaveLength(1)
    expect(world.server.accepts(await next.getAccessToken())).toBe(true)
    expect(next.state.status).toBe('ACTIVE')
    expect(outbox(world)).toEqual([])
  })
})
