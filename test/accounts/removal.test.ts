import { describe, expect, it } from 'vitest'
import type { AccountHash } from '../../machines/facts.ts'
import type { TestWorld } from '../../src/testing/test-world.ts'
import { always, faultyPorts } from '../core/faulty-ports.ts'
import { aWorld } from '../core/worlds.ts'
import { ends, password, rowsOf, twoPeople, type People } from './people.ts'
import { aWorkingWorld, note, queueOf, type WorkingWorld } from './work.ts'

interface Divided extends People, WorkingWorld {}

/** Mira has written two notes offline; Ben is shown, and has written one. */
async function divided(): Promise<Divided> {
  const working = aWorkingWorld()
  const { world, identity } = working
  const both = await twoPeople(world, { identity })
  world.switchNetwork('offline')
  await world.advance('5s')
  await ends(world, both.people.switchTo(both.mira))
  for (const text of ['one', 'two']) await ends(world, queueOf(both.auth).enqueue(note, { text }))
  await ends(world, both.people.switchTo(both.ben))
  await ends(world, queueOf(both.auth).enqueue(note, { text: 'of Ben' }))
  return { ...working, ...both }
}

const hasKey = (world: TestWorld, account: AccountHash): boolean => world.disk.keys.has(`account:${account}`)

describe('the work of an account that is not shown', () => {
  it('waits, and is sent as its author’s once they are shown again (QU-04)', async () => {
    const { world, effects, people, mira, auth } = await divided()
    expect(people.list().map(({ pending }) => pending)).toEqual([2, 1])
    expect(queueOf(auth).items()).toHaveLength(1)
    const parked = rowsOf(world, mira)
    world.switchNetwork('online')
    await world.advance('1m')
    expect(effects).toEqual(['ben: of Ben'])
    expect(rowsOf(world, mira)).toBe(parked)
    await ends(world, people.switchTo(mira))
    await world.advance('1m')
    expect(effects).toEqual(['ben: of Ben', 'mira: one', 'mira: two'])
    expect(people.list().map(({ pending }) => pending)).toEqual([0, 0])
  })

  it('outlives a mismatch, a sign-out and a removal of somebody else', async () => {
    const { world, effects, people, mira, ben, auth } = await divided()
    await ends(world, people.remove(ben, { pending: 'discard' }))
    expect(auth.state.status).toBe('SIGNED_OUT')
    world.switchNetwork('online')
    await ends(world, people.switchTo(mira))
    await world.advance('1m')
    expect(effects).toEqual(['mira: one', 'mira: two'])
  })

  it('is not sent as anybody’s when accounts are switched at every step of sending it', async () => {
    for (let step = 0; step < 24; step += 1) {
      const { world, effects, people, mira, ben, auth } = await divided()
      world.switchNetwork('online')
      await world.advance('11s')
      await ends(world, people.switchTo(mira))
      const switching = Array.from({ length: step }, () => null)
      for (const _ of switching) await Promise.resolve()
      const back = people.switchTo(ben)
      for (const _ of switching) await Promise.resolve()
      const again = people.switchTo(mira)
      await ends(world, back)
      await ends(world, again)
      await world.advance('5m')
      expect([step, [...effects].sort()]).toEqual([step, ['ben: of Ben', 'mira: one', 'mira: two']])
      auth.dispose()
    }
  })
})

describe('removing an account', () => {
  it('signs it out for good, deletes its key, revokes its token and forgets it', async () => {
    const world = aWorld()
    const { auth, people, mira, ben } = await twoPeople(world)
    const ofBen = rowsOf(world, ben)
    expect(await ends(world, people.remove(mira))).toEqual({ status: 'removed' })
    expect(people.list().map(({ account }) => account)).toEqual([ben])
    expect(hasKey(world, mira)).toBe(false)
    expect(rowsOf(world, mira)).not.toContain('"sealed":[')
    expect(world.server.revokedTokens).toHaveLength(1)
    expect(rowsOf(world, ben)).toBe(ofBen)
    expect(auth.state).toMatchObject({ status: 'ACTIVE', user: { id: 'ben' } })
    expect(await ends(world, people.remove('f'.repeat(64) as AccountHash))).toEqual({ status: 'unknown' })
  })

  it('leaves nobody signed in where it was the one shown', async () => {
    const world = aWorld()
    const { auth, people, mira, ben } = await twoPeople(world)
    expect(await ends(world, people.remove(ben))).toEqual({ status: 'removed' })
    expect(auth.state).toMatchObject({ status: 'SIGNED_OUT', reason: 'user' })
    expect(people.list().map(({ account }) => account)).toEqual([mira])
  })

  it('reaches a tab that shows it', async () => {
    const world = aWorld()
    const { auth, people, mira } = await twoPeople(world)
    const other = await world.start()
    await ends(world, people.switchTo(mira))
    expect(other.state.user).toMatchObject({ id: 'ben' })
    const shown = people.list().find(({ user }) => user?.id === 'ben')?.account
    if (shown === undefined) throw new Error('Ben is not listed')
    await ends(world, people.remove(shown))
    await world.advance('1s')
    expect(other.state).toMatchObject({ status: 'SIGNED_OUT', reason: 'other_tab' })
    expect(auth.state).toMatchObject({ status: 'ACTIVE', user: { id: 'mira' } })
  })

  it('asks about its work first, and does nothing until it is told', async () => {
    const { world, people, mira, ben } = await divided()
    const before = [rowsOf(world, mira), rowsOf(world, ben)]
    expect(await ends(world, people.remove(mira))).toEqual({ status: 'needs_decision', pending: 2 })
    expect(await ends(world, people.remove(ben))).toEqual({ status: 'needs_decision', pending: 1 })
    expect([rowsOf(world, mira), rowsOf(world, ben)]).toEqual(before)
  })

  it('keeps the work when told to: it waits, sealed, for its author’s next sign-in', async () => {
    const { world, effects, people, mira, auth } = await divided()
    expect(await ends(world, people.remove(mira, { pending: 'keep' }))).toEqual({ status: 'kept' })
    expect(people.list()).toMatchObject([{ account: mira, user: null, standing: 'signed_out', pending: 2 }, {}])
    expect(hasKey(world, mira)).toBe(true)
    world.switchNetwork('online')
    await world.advance('1m')
    expect(effects).toEqual(['ben: of Ben'])
    world.server.signInAs('mira')
    expect(await ends(world, people.add(password))).toEqual({ status: 'signed_in' })
    await world.advance('1m')
    expect(effects).toEqual(['ben: of Ben', 'mira: one', 'mira: two'])
    expect(auth.state.user).toMatchObject({ id: 'mira' })
  })

  it.each(['mira', 'ben'] as const)('hands the work over when told to export it (%s)', async (who) => {
    const { world, effects, people, ...both } = await divided()
    const removed = await ends(world, people.remove(both[who], { pending: 'export' }))
    if (removed.status !== 'removed') throw new Error(removed.status)
    expect(removed.exported?.map(({ content }) => content?.variables)).toEqual(
      who === 'mira' ? [{ text: 'one' }, { text: 'two' }] : [{ text: 'of Ben' }],
    )
    expect(hasKey(world, both[who])).toBe(false)
    world.switchNetwork('online')
    await world.advance('1m')
    expect(effects.filter((effect) => effect.startsWith(who))).toEqual([])
  })

  it('discards the work when told to', async () => {
    const { world, effects, people, mira, ben } = await divided()
    expect(await ends(world, people.remove(mira, { pending: 'discard' }))).toEqual({ status: 'removed' })
    expect(rowsOf(world, mira)).not.toContain('"sealed":[')
    world.server.signInAs('mira')
    world.switchNetwork('online')
    await ends(world, people.add(password))
    await world.advance('1m')
    expect(effects).toEqual([])
    await ends(world, people.switchTo(ben))
    await world.advance('1m')
    expect(effects).toEqual(['ben: of Ben'])
  })

  it('hands over nothing that lies behind a gate (SO-04)', async () => {
    const { world, people, mira, auth, ben } = await divided()
    await ends(world, people.switchTo(mira))
    await ends(world, auth.signOut({ mode: 'soft', pending: 'keep' }))
    await ends(world, people.switchTo(ben))
    const before = rowsOf(world, mira)
    expect(await ends(world, people.remove(mira, { pending: 'export' }))).toEqual({
      status: 'needs_decision',
      pending: 2,
    })
    expect(rowsOf(world, mira)).toBe(before)
    expect(await ends(world, people.remove(mira, { pending: 'discard' }))).toEqual({ status: 'removed' })
    expect(hasKey(world, mira)).toBe(false)
  })

  it('says so when the store refuses, and can be asked again', async () => {
    const world = aWorld()
    const ports = faultyPorts(world)
    const { people, mira } = await twoPeople(world, { store: ports.store })
    ports.plan(always('store.commit', { do: 'fail', kind: 'quota' }))
    expect(await ends(world, people.remove(mira))).toEqual({ status: 'failed' })
    ports.plan(null)
    expect(await ends(world, people.remove(mira))).toEqual({ status: 'removed' })
  })

  it('is finished at the next start, whatever call the context died at (SO-03)', async () => {
    const calls = await callsOfRemoval()
    expect(calls).toBeGreaterThan(8)
    for (const when of ['before', 'after'] as const) {
      for (let dying = 0; dying < calls; dying += 1) {
        const world = aWorld()
        const ports = faultyPorts(world)
        const { people, mira, auth } = await twoPeople(world, { store: ports.store })
        const begun = ports.calls.length
        let isDead = false
        ports.plan((_, made) => {
          if (isDead) return { do: 'hang', when: 'before' }
          isDead = made === begun + dying
          return isDead ? { do: 'hang', when } : null
        })
        people.remove(mira).catch(() => {})
        await world.settle()
        auth.dispose()
        await world.advance('30s')
        const where = `${when} call ${dying} (${ports.calls[begun + dying]})`
        const next = await world.start({ store: world.openStore() })
        await world.advance('2m')
        const isIntact = /"tombstone":false/.test(rowsOf(world, mira))
        expect([where, hasKey(world, mira)]).toEqual([where, isIntact])
        expect([where, next.state.user?.id]).toEqual([where, 'ben'])
        // Who dies before hearing that it is revoked asks once more: of the same token.
        expect([where, new Set(world.server.revokedTokens).size]).toEqual([where, isIntact ? 0 : 1])
        next.dispose()
      }
    }
  })
})

async function callsOfRemoval(): Promise<number> {
  const world = aWorld()
  const ports = faultyPorts(world)
  const { people, mira } = await twoPeople(world, { store: ports.store })
  const begun = ports.calls.length
  await ends(world, people.remove(mira))
  return ports.calls.length - begun
}
