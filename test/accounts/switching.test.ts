import { describe, expect, it } from 'vitest'
import { duration } from '../../machines/time.ts'
import { accounts } from '../../src/accounts/accounts.ts'
import { faultyPorts, always } from '../core/faulty-ports.ts'
import { aWorld } from '../core/worlds.ts'
import { ends, password, peopleOf, rowsOf, shownIn, twoPeople } from './people.ts'

describe('switching', () => {
  it('lets a renewal under way land in the record of its own account (MA-03)', async () => {
    const world = aWorld()
    const { auth, people, mira, ben } = await twoPeople(world)
    await ends(world, people.switchTo(mira))
    const release = world.server.hold()
    await world.advance('51s')
    expect(auth.state.status).toBe('REFRESHING')
    const ofBen = rowsOf(world, ben)
    const switching = people.switchTo(ben)
    await world.settle()
    const before = generationOf(rowsOf(world, mira))
    release()
    expect(await ends(world, switching)).toEqual({ status: 'switched' })
    expect(generationOf(rowsOf(world, mira))).toBe(before + 1)
    expect(auth.state).toMatchObject({ isAuthenticated: true, user: { id: 'ben' } })
    expect(rowsOf(world, ben)).not.toBe('[]')
    expect(ofBen).toContain('"generation":1')
    expect(world.server.reuseDetected).toBe(0)
  })

  it('is remembered for the next start', async () => {
    const world = aWorld()
    const { auth, people, mira } = await twoPeople(world)
    await ends(world, people.switchTo(mira))
    auth.dispose()
    const next = await world.start({ accounts: accounts() })
    expect(next.state.user).toMatchObject({ id: 'mira' })
  })

  it('leaves other tabs with whom they show', async () => {
    const world = aWorld()
    const { people, mira, ben } = await twoPeople(world)
    const other = await world.start({ accounts: accounts() })
    expect(shownIn(other)).toBe(ben)
    await ends(world, people.switchTo(mira))
    await world.advance('1s')
    expect(shownIn(other)).toBe(ben)
    expect(
      peopleOf(other)
        .list()
        .find(({ isShown }) => isShown)?.account,
    ).toBe(ben)
    await world.advance('2m')
    expect([other.state.status, world.server.reuseDetected]).toEqual(['ACTIVE', 0])
  })

  it('does nothing to the one shown where the other has to sign in, or is unknown', async () => {
    const world = aWorld()
    const { auth, people, mira, ben } = await twoPeople(world)
    await ends(world, auth.signOut({ mode: 'soft' }))
    expect(await ends(world, people.switchTo(mira))).toEqual({ status: 'switched' })
    expect(await ends(world, people.switchTo(ben))).toEqual({ status: 'signed_out' })
    expect(await ends(world, people.remove(ben))).toEqual({ status: 'removed' })
    expect(await ends(world, people.switchTo('0'.repeat(64) as typeof ben))).toEqual({ status: 'unknown' })
    expect(auth.state).toMatchObject({ status: 'ACTIVE', user: { id: 'mira' } })
  })

  it('shows an account whose session has ended as it stands', async () => {
    const world = aWorld()
    const { auth, people, mira, ben } = await twoPeople(world)
    world.server.enqueue({ error: 'invalid_grant' })
    await world.advance('51s')
    await ends(world, people.switchTo(mira))
    expect(auth.state.status).toBe('ACTIVE')
    expect(await ends(world, people.switchTo(ben))).toEqual({ status: 'switched' })
    expect(auth.state).toMatchObject({ status: 'REAUTH_REQUIRED', user: { id: 'ben' } })
  })

  it('works offline', async () => {
    const world = aWorld({ accessTokenTtl: duration(3_600_000) })
    const { auth, people, mira } = await twoPeople(world)
    world.switchNetwork('offline')
    await world.advance('5s')
    expect(await ends(world, people.switchTo(mira))).toEqual({ status: 'switched' })
    expect(auth.state).toMatchObject({ status: 'OFFLINE_STALE', user: { id: 'mira' } })
  })

  it.each(['closed', 'timeout', 'impossible'] as const)(
    'loses neither account when the store fails (%s) in the middle of a renewal',
    async (kind) => {
      const world = aWorld({ rotation: { reuseGrace: duration(0) } })
      const ports = faultyPorts(world)
      const { auth, people, mira } = await twoPeople(world, { store: ports.store, identity: ports.identity })
      await ends(world, people.switchTo(mira))
      const release = world.server.hold()
      auth.report({ kind: 'revoked' })
      await world.settle()
      expect(auth.state.status).toBe('REFRESHING')
      let fails = 0
      ports.plan((call) => (call === 'store.read' && (fails += 1) > 4 ? { do: 'fail', kind } : null))
      const ben = people.list().find(({ user }) => user?.id === 'ben')?.account ?? mira
      expect(await ends(world, people.switchTo(ben))).toEqual({ status: 'failed' })
      expect(auth.state).toMatchObject({ status: 'SIGNED_OUT', reason: 'storage_timeout' })
      ports.plan(null)
      release()
      await world.advance('2m')
      expect(auth.state).toMatchObject({ status: 'ACTIVE', user: { id: 'ben' }, persistence: 'durable' })
      auth.dispose()
      const next = await world.start({ accounts: accounts() })
      for (const who of [mira, ben]) {
        await ends(world, peopleOf(next).switchTo(who))
        await world.advance('2m')
        expect([next.state.status, shownIn(next)]).toEqual(['ACTIVE', who])
      }
      expect(world.server.reuseDetected).toBe(0)
    },
  )

  it('happens all the same where the store will not remember it', async () => {
    const world = aWorld()
    const ports = faultyPorts(world)
    const { auth, people, mira } = await twoPeople(world, { store: ports.store })
    ports.plan(always('store.commit', { do: 'fail', kind: 'quota' }))
    expect(await ends(world, people.switchTo(mira))).toEqual({ status: 'switched' })
    expect(auth.state.user).toMatchObject({ id: 'mira' })
  })
})

describe('somebody else where Ben has to sign in again (MA-06)', () => {
  it('is named, with what can be done, and nothing of theirs is kept', async () => {
    const world = aWorld()
    const { auth, people, mira, ben } = await twoPeople(world)
    world.server.enqueue({ error: 'invalid_grant' })
    await world.advance('51s')
    const [ofMira, ofBen] = [rowsOf(world, mira), rowsOf(world, ben)]
    for (const [subject, isKnown] of [
      ['mira', true],
      ['ana', false],
    ] as const) {
      world.server.signInAs(subject)
      expect(await ends(world, auth.signIn(password))).toEqual({ status: 'failed', problem: 'account_mismatch' })
      expect(auth.state).toMatchObject({ status: 'REAUTH_REQUIRED', user: { id: 'ben' } })
      expect(people.stranger()).toMatchObject({ user: { id: subject }, isKnown })
      expect([rowsOf(world, mira), rowsOf(world, ben)]).toEqual([ofMira, ofBen])
    }
    expect(world.server.revokedTokens).toHaveLength(2)
    await ends(world, people.switchTo(mira))
    expect(people.stranger()).toBeNull()
    expect(auth.state).toMatchObject({ status: 'ACTIVE', user: { id: 'mira' } })
  })
})

function generationOf(rows: string): number {
  return Number(/"generation":(\d+),"tombstone"/.exec(rows)?.[1] ?? 0)
}
